package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The third dialect of the operators: a recorded pass as statements that the engine can differentiate, in channels-last layout. It
 * computes the function that {@link Operator#source} spells, up to rounding, for every batch size and spatial extent:
 *
 * <ul>
 *   <li>All but the image and the logits lies channels-last, so that oneDNN need not rearrange features around each convolution.
 *   <li>The instance norm is a batch norm of one sample after the other.
 *   <li>A bias in front of an instance norm is dropped: the norm subtracts the mean, and the bias with it. Its gradient is 0.
 *   <li>The convolution of a concatenation is the sum of the convolutions of its parts. Nothing is concatenated.
 *   <li>The 1x1 convolutions that make logits are matrix products: oneDNN is slow at the backward pass of so few channels.
 * </ul>
 *
 * The engine sums a channels-last batch norm's statistics in float32 where it sums those of a row-major one in float64. In a plain network
 * that changes gradients less than rounding elsewhere does; residual encoders, whose gradients it moves by 2e-3, keep the first dialect.
 */
public final class TrainingDialect {
    private static final int ROW_MAJOR = 0;
    private static final int CHANNELS_LAST_2D = 2;
    private static final int CHANNELS_LAST_3D = 3;

    private final int dimensions;
    private final Set<String> results;
    private final Map<String, Parameter> parameters;
    private final Map<String, Step> makers = new HashMap<>();
    private final Map<String, List<Operator>> readers = new HashMap<>();
    private final Set<Parameter> dropped = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();

    private TrainingDialect(int dimensions, List<Value> results, List<Parameter> parameters) {
        this.dimensions = dimensions;
        this.results = new HashSet<>(results.stream().map(Value::name).toList());
        this.parameters = parameters.stream().collect(Collectors.toMap(Parameter::expression, p -> p));
    }

    /**
     * Translates a pass.
     *
     * @param pass what was recorded
     * @param image its input (N, C, [D,] H, W)
     * @param results those of its values that are wanted, in row-major layout; what leads to none of them is left out
     * @param parameters the network's
     * @return the translation
     */
    public static TrainingDialect of(Pass pass, Value image, List<Value> results, List<Parameter> parameters) {
        TrainingDialect dialect = new TrainingDialect(image.shape().axes() - 2, results, parameters);
        for (Step step : pass.steps()) {
            dialect.makers.put(step.output().name(), step);
            for (Value input : step.inputs()) {
                dialect.readers
                        .computeIfAbsent(input.name(), name -> new ArrayList<>())
                        .add(step.operator());
            }
        }
        dialect.lines.add(image.name() + " = " + dialect.channelsLast(image.name()));
        for (Step step : pass.steps()) {
            String output = step.output().name();
            if (dialect.readers.containsKey(output) || dialect.results.contains(output)) {
                dialect.translate(step);
            }
        }
        return dialect;
    }

    /**
     * The statements; they call {@link #norm}.
     *
     * @return one a line
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Parameters that the statements do not read, since the results do not depend on them.
     *
     * @return biases in front of norms
     */
    public Set<Parameter> dropped() {
        return Set.copyOf(dropped);
    }

    /**
     * The method {@code norm(x, weight, bias, epsilon)}: instance norm of x (N, C, [D,] H, W) in channels-last layout.
     *
     * @return source text
     */
    public static ScriptMethod norm() {
        return new ScriptMethod(
                "norm",
                List.of("x: Tensor", "weight: Tensor", "bias: Tensor", "epsilon: float"),
                "Tensor",
                List.of(
                        "samples = torch.split(x, 1, 0)",
                        "normed = annotate(List[Tensor], [])",
                        "for i in range(torch.len(samples)):",
                        "  _0 = torch.append(normed, torch.batch_norm(samples[i], weight, bias, None, None, True, 0., epsilon, False))",
                        "return torch.cat(normed, 0)"));
    }

    private void translate(Step step) {
        Operator operator = step.operator();
        String result = step.output().name();
        List<String> inputs = step.inputs().stream().map(Value::name).toList();
        if (operator instanceof Operator.Convolution convolution) {
            convolution(step, convolution);
        } else if (operator instanceof Operator.InstanceNorm norm) {
            lines.add(result + " = (self).norm(" + String.join(", ", inputs) + ", " + norm.epsilon() + ")");
        } else if (!(operator instanceof Operator.Concatenation)
                || !readers.get(result).stream().allMatch(Operator.Convolution.class::isInstance)) {
            lines.add(step.line());
        }
    }

    private void convolution(Step step, Operator.Convolution convolution) {
        String result = step.output().name();
        Value x = step.inputs().get(0);
        Value weight = step.inputs().get(1);
        boolean biased = step.inputs().size() > 2;
        if (results.contains(result) && isPointwise(convolution, weight)) {
            lines.add(result + " = "
                    + matrixProduct(x, weight, biased ? step.inputs().get(2).name() : "None"));
            return;
        }
        List<String> bias = new ArrayList<>();
        if (biased && isNormed(result)) {
            dropped.add(parameters.get(step.inputs().get(2).name()));
        } else if (biased) {
            bias.add(step.inputs().get(2).name());
        }
        Step maker = makers.get(x.name());
        if (maker != null && maker.operator() instanceof Operator.Concatenation) {
            sum(result, maker.inputs(), weight, bias, convolution);
            return;
        }
        String expression = source(convolution, x.name(), weight.name(), bias);
        // A single channel lies channels-last and row-major at once, and the engine takes it for row-major.
        lines.add(result + " = " + (x.shape().axis(1) == 1 ? channelsLast(expression) : expression));
    }

    private void sum(
            String result, List<Value> parts, Value weight, List<String> bias, Operator.Convolution convolution) {
        long channel = 0;
        for (int i = 0; i < parts.size(); i++) {
            long channels = parts.get(i).shape().axis(1);
            String slice = "torch.narrow(" + weight.name() + ", 1, " + channel + ", " + channels + ")";
            String term = source(convolution, parts.get(i).name(), slice, i == 0 ? bias : List.of());
            lines.add(result + " = " + (i == 0 ? term : "torch.add_(" + result + ", " + term + ")"));
            channel += channels;
        }
    }

    private static String source(Operator.Convolution convolution, String x, String weight, List<String> bias) {
        List<String> inputs = new ArrayList<>(List.of(x, weight));
        inputs.addAll(bias);
        return convolution.source(inputs);
    }

    private boolean isNormed(String name) {
        return readers.getOrDefault(name, List.of()).stream().allMatch(Operator.InstanceNorm.class::isInstance)
                && !results.contains(name);
    }

    private static boolean isPointwise(Operator.Convolution convolution, Value weight) {
        return weight.shape().elements()
                        == weight.shape().axis(0) * weight.shape().axis(1)
                && convolution.stride().stream().allMatch(s -> s == 1);
    }

    /** (N, voxels, C) x (C, heads) and back to (N, heads, voxels). */
    private String matrixProduct(Value x, Value weight, String bias) {
        List<Integer> last = new ArrayList<>(List.of(0));
        IntStream.rangeClosed(2, dimensions + 1).forEach(last::add);
        last.add(1);
        List<Integer> second = new ArrayList<>(List.of(0, dimensions + 1));
        IntStream.rangeClosed(1, dimensions).forEach(second::add);
        return "torch.contiguous(torch.permute(torch.linear(torch.permute(" + x.name() + ", " + last
                + "), torch.flatten(" + weight.name() + ", 1, -1), " + bias + "), " + second + "), memory_format="
                + ROW_MAJOR + ")";
    }

    private String channelsLast(String expression) {
        return "torch.contiguous(" + expression + ", memory_format="
                + (dimensions == 3 ? CHANNELS_LAST_3D : CHANNELS_LAST_2D) + ")";
    }
}
