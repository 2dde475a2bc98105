package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.Collections;
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
 *   <li>In float32 convolutions of many channels and voxels take half of the products ({@link WinogradConvolution}), in 2D a quarter
 *       where planes stay in the cache ({@link WinogradTiles}).
 *   <li>In bf16 a transposed convolution is a matrix product and a rearrangement.
 *   <li>For a single sample with few channels and voxels the engine leaves oneDNN for an own path that is many times slower. Those
 *       transposed convolutions are matrix products, too, and convolutions get their input as one of oneDNN's own tensors.
 *   <li>The 1x1 convolutions that make logits are matrix products: oneDNN is slow at the backward pass of so few channels.
 * </ul>
 *
 * The engine sums a channels-last batch norm's statistics in float32 where it sums those of a row-major one in float64. In a plain network
 * that changes gradients less than rounding elsewhere does; residual encoders, whose gradients it moves by 2e-3, keep the first dialect.
 *
 * <p>In bf16 the features between the layers and the convolutions' weights are rounded to bf16, in each step anew from the float32
 * parameters, which keep what the optimizer adds. Sums inside convolutions, norm statistics, norm parameters and the last layer are float32.
 */
public final class TrainingDialect {
    private static final int ROW_MAJOR = 0;
    private static final int CHANNELS_LAST_2D = 2;
    private static final int CHANNELS_LAST_3D = 3;

    private final int dimensions;
    private final Precision precision;
    private final Set<String> results;
    private final Map<String, Parameter> parameters;
    private final Map<String, Step> makers = new HashMap<>();
    private final Map<String, List<Operator>> readers = new HashMap<>();
    private final Set<Parameter> dropped = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();

    private TrainingDialect(int dimensions, Precision precision, List<Value> results, List<Parameter> parameters) {
        this.dimensions = dimensions;
        this.precision = precision;
        this.results = new HashSet<>(results.stream().map(Value::name).toList());
        this.parameters = parameters.stream().collect(Collectors.toMap(Parameter::expression, p -> p));
    }

    /**
     * Translates a pass.
     *
     * @param pass what was recorded
     * @param image its input (N, C, [D,] H, W)
     * @param results those of its values that are wanted, in row-major layout; what leads to none of them is left out
     * @param parameters the network's, float32
     * @param precision of the convolutions; the results are float32
     * @return the translation
     */
    public static TrainingDialect of(
            Pass pass, Value image, List<Value> results, List<Parameter> parameters, Precision precision) {
        TrainingDialect dialect = new TrainingDialect(image.shape().axes() - 2, precision, results, parameters);
        for (Step step : pass.steps()) {
            dialect.makers.put(step.output().name(), step);
            for (Value input : step.inputs()) {
                dialect.readers
                        .computeIfAbsent(input.name(), name -> new ArrayList<>())
                        .add(step.operator());
            }
        }
        dialect.lines.add(image.name() + " = " + dialect.channelsLast(dialect.rounded(image.name())));
        for (Step step : pass.steps()) {
            String output = step.output().name();
            if (dialect.readers.containsKey(output) || dialect.results.contains(output)) {
                dialect.translate(step);
            }
        }
        return dialect;
    }

    /**
     * The statements; they call {@link #methods}.
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
     * The methods that the statements call:
     *
     * <ul>
     *   <li>{@code norm(x, weight, bias, epsilon)}: instance norm of x (N, C, [D,] H, W) in channels-last layout.
     *   <li>{@code is_small(x)}: whether the engine's convolutions of float32 x leave oneDNN.
     *   <li>{@code convolution(x, weight, stride, padding)} of float32 x, in oneDNN in either case.
     *   <li>{@code winograd(x, weight, stride, padding)}: the same with half of the products where that pays, and
     *       {@code winograd_points(weight)} for it.
     *   <li>In 2D {@code winograd_tiles(x, weight, stride, padding)}: the same with a quarter of the products where that pays, and
     *       {@code tiles(x, down, across)} and {@code tile_points(weight)} for it.
     * </ul>
     *
     * @param dimensions 2 or 3 spatial axes
     * @param oneDnn whether the engine has oneDNN's own tensors; elsewhere nothing is small
     * @return source text
     */
    public static List<ScriptMethod> methods(int dimensions, boolean oneDnn) {
        List<ScriptMethod> methods = new ArrayList<>(List.of(norm(), isSmall(oneDnn), convolution(dimensions)));
        methods.addAll(WinogradConvolution.methods(dimensions));
        if (dimensions == 2) {
            methods.addAll(WinogradTiles.methods());
        }
        return methods;
    }

    private static ScriptMethod norm() {
        return new ScriptMethod(
                "norm",
                List.of("x: Tensor", "weight: Tensor", "bias: Tensor", "epsilon: float"),
                "Tensor",
                List.of(
                        "if torch.eq(torch.size(x, 0), 1):",
                        "  result = torch.batch_norm(x, weight, bias, None, None, True, 0., epsilon, False)",
                        "else:",
                        "  normed = annotate(List[Tensor], [])",
                        "  samples = torch.split(x, 1, 0)",
                        "  for i in range(torch.len(samples)):",
                        "    _0 = torch.append(normed, torch.batch_norm(samples[i], weight, bias, None, None, True, 0., epsilon, False))",
                        "  result = torch.cat(normed, 0)",
                        "return result"));
    }

    /** The rule of ATen's {@code use_mkldnn}, which looks at the first two spatial axes only. */
    private static ScriptMethod isSmall(boolean oneDnn) {
        return new ScriptMethod(
                "is_small",
                List.of("x: Tensor"),
                "bool",
                List.of(
                        "values = torch.mul(torch.size(x, 1), torch.mul(torch.size(x, 2), torch.size(x, 3)))",
                        "return torch.__and__(torch.eq(torch.size(x, 0), 1), torch.le(values, " + (oneDnn ? 20480 : -1)
                                + "))"));
    }

    private static ScriptMethod convolution(int dimensions) {
        String geometry = ", weight, None, stride, padding, " + Collections.nCopies(dimensions, 1) + ", 1)";
        String engines = "torch.conv" + dimensions + "d(";
        return new ScriptMethod(
                "convolution",
                List.of("x: Tensor", "weight: Tensor", "stride: List[int]", "padding: List[int]"),
                "Tensor",
                List.of(
                        "if (self).is_small(x):",
                        "  result = torch.to_dense(" + engines + "torch.to_mkldnn(x)" + geometry + ")",
                        "  result = torch.contiguous(result, memory_format=" + format(dimensions) + ")",
                        "else:",
                        "  result = " + engines + "x" + geometry,
                        "return result"));
    }

    private static int format(int dimensions) {
        return dimensions == 3 ? CHANNELS_LAST_3D : CHANNELS_LAST_2D;
    }

    private void translate(Step step) {
        Operator operator = step.operator();
        String result = step.output().name();
        List<String> inputs = step.inputs().stream().map(Value::name).toList();
        if (operator instanceof Operator.Convolution convolution) {
            convolution(step, convolution);
        } else if (operator instanceof Operator.InstanceNorm norm) {
            lines.add(result + " = (self).norm(" + String.join(", ", inputs) + ", " + norm.epsilon() + ")");
        } else if (operator instanceof Operator.TransposedConvolution transposed) {
            transposed(step, transposed);
        } else if (operator instanceof Operator.AveragePool) {
            // The engine's pooling leaves the layout and knows no bf16 in 3D.
            lines.add(result + " = " + channelsLast(rounded(operator.source(List.of(float32(inputs.get(0)))))));
        } else if (!(operator instanceof Operator.Concatenation)
                || !readers.get(result).stream().allMatch(Operator.Convolution.class::isInstance)) {
            lines.add(step.line());
        }
    }

    private void transposed(Step step, Operator.TransposedConvolution transposed) {
        if (precision != Precision.FLOAT32) {
            lines.add(step.output().name() + " = " + blocks(step, transposed));
            return;
        }
        lines.add("if (self).is_small(" + step.inputs().get(0).name() + "):");
        lines.add("  " + step.output().name() + " = " + blocks(step, transposed));
        lines.add("else:");
        lines.add("  " + step.line());
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
            bias.add(rounded(step.inputs().get(2).name()));
        }
        Step maker = makers.get(x.name());
        if (maker != null && maker.operator() instanceof Operator.Concatenation) {
            sum(result, maker.inputs(), weight, bias, convolution);
            return;
        }
        String method = method(convolution, weight.shape(), x.shape().axis(1));
        String expression = source(convolution, method, x.name(), rounded(weight.name()), bias);
        // A single channel lies channels-last and row-major at once, and the engine takes it for row-major.
        String laid = x.shape().axis(1) == 1 ? channelsLast(expression) : expression;
        lines.add(result + " = " + (results.contains(result) ? float32(laid) : laid));
    }

    private void sum(
            String result, List<Value> parts, Value weight, List<String> bias, Operator.Convolution convolution) {
        long channel = 0;
        for (int i = 0; i < parts.size(); i++) {
            long channels = parts.get(i).shape().axis(1);
            String slice = "torch.narrow(" + weight.name() + ", 1, " + channel + ", " + channels + ")";
            String method = method(convolution, weight.shape(), channels);
            String term = source(convolution, method, parts.get(i).name(), rounded(slice), i == 0 ? bias : List.of());
            lines.add(result + " = " + (i == 0 ? term : "torch.add_(" + result + ", " + term + ")"));
            channel += channels;
        }
    }

    private static String method(Operator.Convolution convolution, TensorShape weight, long channels) {
        if (WinogradTiles.pays(convolution, weight, channels)) {
            return "winograd_tiles";
        }
        return WinogradConvolution.pays(convolution, weight, channels) ? "winograd" : "convolution";
    }

    private String source(Operator.Convolution convolution, String method, String x, String weight, List<String> bias) {
        if (precision == Precision.FLOAT32 && bias.isEmpty()) {
            return "(self)." + method + "(" + x + ", " + weight + ", " + convolution.stride() + ", "
                    + convolution.padding() + ")";
        }
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
        String product = "torch.linear(" + channelsEnd(float32(x.name())) + ", torch.flatten(" + weight.name()
                + ", 1, -1), " + bias + ")";
        return "torch.contiguous(" + channelsSecond(product) + ", memory_format=" + ROW_MAJOR + ")";
    }

    /**
     * A transposed convolution as a matrix product (N, voxels, C) x (C, block x O) whose results are laid out as blocks: in bf16 the engine's
     * own takes twice the time, most of it in the weights' gradient.
     */
    private String blocks(Step step, Operator.TransposedConvolution transposed) {
        String x = step.inputs().get(0).name();
        Value weight = step.inputs().get(1);
        List<Integer> stride = transposed.stride();
        List<Integer> spatial = IntStream.rangeClosed(2, dimensions + 1).boxed().toList();
        List<Integer> outputsFirst = new ArrayList<>(spatial);
        outputsFirst.addAll(List.of(1, 0));
        String matrix = "torch.reshape(torch.permute(" + rounded(weight.name()) + ", " + outputsFirst + "), [-1, "
                + weight.shape().axis(0) + "])";
        int block = stride.stream().reduce(1, Math::multiplyExact);
        String bias = "torch.repeat(" + rounded(step.inputs().get(2).name()) + ", [" + block + "])";
        List<Object> parts = new ArrayList<>(List.of("torch.size(" + x + ", 0)"));
        List<Object> whole = new ArrayList<>(parts);
        List<Integer> interleaved = new ArrayList<>(List.of(0));
        for (int axis = 0; axis < dimensions; axis++) {
            String extent = "torch.size(" + x + ", " + (2 + axis) + ")";
            parts.add(extent);
            whole.add("torch.mul(" + extent + ", " + stride.get(axis) + ")");
            interleaved.addAll(List.of(1 + axis, 1 + axis + dimensions));
        }
        parts.addAll(stride);
        parts.add(weight.shape().axis(1));
        whole.add(weight.shape().axis(1));
        interleaved.add(1 + 2 * dimensions);
        return channelsSecond("torch.reshape(torch.permute(torch.reshape(torch.linear(" + channelsEnd(x) + ", " + matrix
                + ", " + bias + "), " + parts + "), " + interleaved + "), " + whole + ")");
    }

    private String channelsEnd(String x) {
        List<Integer> order = new ArrayList<>(List.of(0));
        IntStream.rangeClosed(2, dimensions + 1).forEach(order::add);
        order.add(1);
        return "torch.permute(" + x + ", " + order + ")";
    }

    private String channelsSecond(String x) {
        List<Integer> order = new ArrayList<>(List.of(0, dimensions + 1));
        IntStream.rangeClosed(1, dimensions).forEach(order::add);
        return "torch.permute(" + x + ", " + order + ")";
    }

    /** In the precision of the convolutions. */
    private String rounded(String expression) {
        return precision == Precision.FLOAT32 ? expression : "torch.to(" + expression + ", " + precision.code() + ")";
    }

    private String float32(String expression) {
        return precision == Precision.FLOAT32
                ? expression
                : "torch.to(" + expression + ", " + Precision.FLOAT32.code() + ")";
    }

    private String channelsLast(String expression) {
        return "torch.contiguous(" + expression + ", memory_format=" + format(dimensions) + ")";
    }
}
