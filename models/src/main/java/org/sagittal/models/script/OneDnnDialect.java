package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * The second dialect of the operators: a recorded pass as a program that only predicts, in channels-last layout and with oneDNN's fused
 * operators. It computes the function that {@link Operator#source} spells, up to rounding:
 *
 * <ul>
 *   <li>A convolution's weights are arranged once, in {@code prepare}, as oneDNN wants them for the recorded shape. {@code torch.conv3d}
 *       would arrange them in each call, and leaves oneDNN for its own slow path when channels or voxels are few.
 *   <li>A bias in front of an instance norm is dropped: the norm subtracts the mean, and the bias with it.
 *   <li>The convolution of a concatenation is the sum of the convolutions of its parts: conv([a, b]) = conv(a) + conv(b), the second
 *       adding to the first's result in place. Nothing is concatenated. A part that a transposed convolution makes comes last and is
 *       made last, when the other part has been read and freed: two of the largest tensors are held at a time instead of three.
 *   <li>A 3x3x3 convolution with enough work for it is a {@link DepthConvolution}, in float32: half as many products. Of a concatenation
 *       with what a transposed convolution makes, only a few slices of the latter exist at a time.
 *   <li>The instance norm of one sample is a batch norm of that sample's statistics, computed in place.
 *   <li>A mean over blocks is a sum of slices, scaled.
 *   <li>The 1x1 convolution that ends the pass is a matrix product (heads, C) x (C, voxels), whose result lies as (heads, D, H, W)
 *       already.
 * </ul>
 *
 * The program holds for one sample at a time and for every spatial extent; other extents than the recorded ones are a little slower.
 */
public final class OneDnnDialect {
    private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

    private final Precision precision;
    private final Value image;
    private final Value logits;
    private final Map<String, Parameter> parameters;
    private final Map<String, Step> makers = new HashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, Operator> readers = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, WeightPart> weights = new LinkedHashMap<>();
    private final Map<String, Parameter> scratch = new LinkedHashMap<>();
    private final List<String> preparation = new ArrayList<>();
    private final Set<ScriptMethod> called = new LinkedHashSet<>();
    private final List<String> lines = new ArrayList<>();
    private Optional<Value> features = Optional.empty();

    private OneDnnDialect(Precision precision, Value image, Value logits, List<Parameter> parameters) {
        this.precision = precision;
        this.image = image;
        this.logits = logits;
        this.parameters = parameters.stream().collect(Collectors.toMap(Parameter::expression, p -> p));
    }

    /**
     * Translates a pass.
     *
     * @param pass what was recorded, for one sample
     * @param image its input (1, C, [D,] H, W)
     * @param logits its result (1, heads, [D,] H, W)
     * @param parameters the network's, of which the pass may need a part only
     * @param precision number format of convolutions
     * @return the translation
     */
    public static OneDnnDialect of(
            Pass pass, Value image, Value logits, List<Parameter> parameters, Precision precision) {
        OneDnnDialect dialect = new OneDnnDialect(precision, image, logits, parameters);
        for (Step step : pass.steps()) {
            dialect.makers.put(step.output().name(), step);
            for (Value input : step.inputs()) {
                dialect.uses.merge(input.name(), 1, Integer::sum);
                dialect.readers.put(input.name(), step.operator());
            }
        }
        pass.steps().forEach(dialect::translate);
        return dialect;
    }

    /**
     * The tensors that the program stores.
     *
     * @return the network's parameters as far as they are needed, some in parts; and room for the norms' statistics
     */
    public List<Parameter> stored() {
        return Stream.concat(weights.values().stream().map(WeightPart::declaration), scratch.values().stream())
                .toList();
    }

    /**
     * The values of what the program stores.
     *
     * @param network the network's weights
     * @return a tensor for each of {@link #stored}
     * @throws IllegalArgumentException naming the first weight that is missing or has another shape
     */
    public NamedTensors values(NamedTensors network) {
        Parameter.select(
                weights.values().stream().map(WeightPart::whole).distinct().toList(), network);
        Map<String, WeightTensor> values = new LinkedHashMap<>();
        weights.values().forEach(part -> values.put(part.name(), part.of(network)));
        scratch.values()
                .forEach(room -> values.put(
                        room.name(),
                        WeightTensor.of(
                                room.shape().ints(),
                                new float[(int) room.shape().elements()])));
        return NamedTensors.of(values);
    }

    /**
     * The method {@code prepare()}, to be called once before all others: arranges the weights. It answers an empty list.
     *
     * @return source text
     */
    public ScriptMethod prepare() {
        List<String> all = new ArrayList<>(preparation);
        all.add("return annotate(List[Tensor], [])");
        return new ScriptMethod("prepare", List.of(), "List[Tensor]", all);
    }

    /**
     * The methods that the others call.
     *
     * @return none where no convolution needs one
     */
    public List<ScriptMethod> called() {
        return List.copyOf(called);
    }

    /**
     * The pass as a method.
     *
     * @param name method name
     * @return source text; takes (1, C, [D,] H, W) and returns the result in float32, row-major
     */
    public ScriptMethod sample(String name) {
        List<String> all = new ArrayList<>(beginning());
        all.addAll(lines);
        all.add("return " + inFloat32(name(logits)));
        return new ScriptMethod(name, List.of(image.name() + ": Tensor"), "Tensor", all);
    }

    /**
     * The pass but for the 1x1 convolution that ends it, as a method.
     *
     * @param name method name
     * @return source text; takes (1, C, [D,] H, W) and returns what that convolution would read, (1, features, [D,] H, W) in float32,
     *     row-major
     * @throws IllegalStateException if the pass ends otherwise
     */
    public ScriptMethod features(String name) {
        if (features.isEmpty()) {
            throw new IllegalStateException("the pass must end in a 1x1 convolution with a bias to have features");
        }
        List<String> all = new ArrayList<>(beginning());
        all.addAll(lines.subList(0, lines.size() - 1));
        String result = name(features.get());
        all.add("return torch.contiguous(" + inFloat32(result) + ")");
        return new ScriptMethod(name, List.of(image.name() + ": Tensor"), "Tensor", all);
    }

    private List<String> beginning() {
        String x = image.name();
        int channelsLast = image.shape().axes() == 5 ? 3 : 2;
        return List.of(x + " = torch.contiguous(" + converted(x) + ", memory_format=" + channelsLast + ")");
    }

    private String inFloat32(String tensor) {
        return precision == Precision.FLOAT32 ? tensor : "torch.to(" + tensor + ", " + Precision.FLOAT32.code() + ")";
    }

    private void translate(Step step) {
        Operator operator = step.operator();
        List<String> inputs = step.inputs().stream().map(this::name).toList();
        String result = step.output().name();
        if (operator instanceof Operator.Concatenation) {
            if (!(readers.get(result) instanceof Operator.Convolution)) {
                throw new IllegalArgumentException("a concatenation must be read by a convolution in this dialect");
            }
        } else if (operator instanceof Operator.Convolution convolution) {
            convolution(step, convolution);
        } else if (operator instanceof Operator.TransposedConvolution transposed) {
            if (!isPart(result)) {
                lines.add(result + " = " + transposed(step, transposed));
            }
        } else if (operator instanceof Operator.InstanceNorm norm) {
            norm(step, norm);
        } else if (operator instanceof Operator.AveragePool pool) {
            averagePool(step, pool);
        } else if (operator instanceof Operator.Add
                && uses.get(step.inputs().get(0).name()) == 1) {
            lines.add(result + " = torch.add_(" + String.join(", ", inputs) + ")");
        } else {
            lines.add(result + " = " + operator.source(inputs));
        }
    }

    /** Whether the only reader of a value is a concatenation, of which a convolution reads the parts one by one. */
    private boolean isPart(String value) {
        return uses.get(value) == 1 && readers.get(value) instanceof Operator.Concatenation;
    }

    /** Makes a part that was left for later. */
    private void make(Value part) {
        Step maker = makers.get(part.name());
        if (maker.operator() instanceof Operator.TransposedConvolution transposed && isPart(part.name())) {
            lines.add(part.name() + " = " + transposed(maker, transposed));
        }
    }

    private void convolution(Step step, Operator.Convolution convolution) {
        Value x = step.inputs().get(0);
        Parameter weight = parameters.get(step.inputs().get(1).name());
        String result = step.output().name();
        boolean pointwise = weight.shape().elements()
                == weight.shape().axis(0) * weight.shape().axis(1);
        if (result.equals(logits.name()) && pointwise && step.inputs().size() == 3) {
            lines.add(result + " = " + matrixProduct(step, x, weight));
            features = Optional.of(x);
            return;
        }
        boolean biased = step.inputs().size() == 3 && !(readers.get(result) instanceof Operator.InstanceNorm);
        String bias = biased ? storedBias(step.inputs().get(2)) : "None";
        Step maker = makers.get(x.name());
        boolean concatenated = maker != null && maker.operator() instanceof Operator.Concatenation;
        if (precision == Precision.FLOAT32
                && !biased
                && DepthConvolution.pays(
                        convolution, weight.shape(), step.output().shape())
                && (!concatenated || isUpsampledAndSkip(maker.inputs()))) {
            depthConvolution(result, concatenated ? maker.inputs() : List.of(x), weight);
            return;
        }
        if (!concatenated) {
            lines.add(first(result, name(x), arranged(WeightPart.whole(weight), x, convolution), bias, convolution));
            return;
        }
        List<Value> parts = maker.inputs();
        long channel = weight.shape().axis(1);
        for (int i = parts.size() - 1; i >= 0; i--) {
            Value part = parts.get(i);
            long from = channel - part.shape().axis(1);
            make(part);
            String own = arranged(new WeightPart(weight.name() + "_" + i, weight, from, channel), part, convolution);
            lines.add(
                    i == parts.size() - 1
                            ? first(result, name(part), own, bias, convolution)
                            : result + " = ops.mkldnn._convolution_pointwise_(" + result + ", " + name(part) + ", "
                                    + own + ", None, " + geometry(convolution.padding(), convolution.stride())
                                    + ", \"add\", None, None, " + NO_SCALARS + ", None)");
            channel = from;
        }
    }

    /** Whether these are the two parts of a decoder stage, the upsampled features first. */
    private boolean isUpsampledAndSkip(List<Value> parts) {
        Step maker = makers.get(parts.get(0).name());
        return parts.size() == 2
                && isPart(parts.get(0).name())
                && maker.operator() instanceof Operator.TransposedConvolution
                && parts.get(0).shape().equals(parts.get(1).shape());
    }

    private void depthConvolution(String result, List<Value> parts, Parameter weight) {
        called.add(DepthConvolution.weights());
        Value x = parts.get(parts.size() - 1);
        long channels = x.shape().axis(1);
        long rows = DepthConvolution.rows(x.shape());
        List<Long> block = List.of(1L, channels, rows + 2, x.shape().axis(4));
        String arguments = ", " + weight.shape().axis(0) + ", " + rows;
        if (parts.size() == 1) {
            called.add(DepthConvolution.plain());
            lines.add(result + " = (self).depth_convolution(" + name(x) + ", "
                    + transformed(WeightPart.whole(weight), block) + arguments + ")");
            return;
        }
        called.add(DepthConvolution.upsampling());
        Step maker = makers.get(parts.get(0).name());
        Operator.TransposedConvolution transposed = (Operator.TransposedConvolution) maker.operator();
        Value coarse = maker.inputs().get(0);
        String up = transformed(new WeightPart(weight.name() + "_0", weight, 0, channels), block);
        String skip = transformed(new WeightPart(weight.name() + "_1", weight, channels, 2 * channels), block);
        List<Long> slice = new ArrayList<>(coarse.shape().extents());
        slice.set(2, 1L);
        lines.add(result + " = (self).depth_convolution_up(" + name(x) + ", " + skip + arguments + ", " + name(coarse)
                + ", " + transposed.stride() + ", " + arrangedTransposed(maker, transposed, slice) + ", "
                + storedBias(maker.inputs().get(2)) + ", " + up + ")");
    }

    /** Stores a convolution's weight, and room for the others of its transformed weights; the list of them. */
    private String transformed(WeightPart part, List<Long> block) {
        weights.put(part.name(), part);
        String name = part.declaration().expression();
        List<String> products = new ArrayList<>(List.of(name));
        for (int i = 1; i < DepthConvolution.PRODUCTS; i++) {
            products.add(room(part.name() + "_product_" + i, 1));
        }
        preparation.add("arranged = (self).depth_weights(" + name + ", " + block + ")");
        for (int i = 0; i < products.size(); i++) {
            preparation.add(products.get(i) + " = arranged[" + i + "]");
        }
        return products.toString();
    }

    private static String first(String result, String x, String weight, String bias, Operator.Convolution convolution) {
        return result + " = ops.mkldnn._convolution_pointwise(" + x + ", " + weight + ", " + bias + ", "
                + geometry(convolution.padding(), convolution.stride()) + ", \"none\", " + NO_SCALARS + ", \"\")";
    }

    /** Stores a convolution's weight and says how to arrange it for inputs of this shape. */
    private String arranged(WeightPart part, Value x, Operator.Convolution convolution) {
        weights.put(part.name(), part);
        String name = part.declaration().expression();
        preparation.add(name + " = ops.mkldnn._reorder_convolution_weight(" + converted(name) + ", "
                + geometry(convolution.padding(), convolution.stride()) + ", "
                + x.shape().extents() + ")");
        return name;
    }

    private String transposed(Step step, Operator.TransposedConvolution convolution) {
        Value x = step.inputs().get(0);
        String weight = arrangedTransposed(step, convolution, x.shape().extents());
        return "ops.mkldnn._convolution_transpose_pointwise(" + name(x) + ", " + weight + ", "
                + storedBias(step.inputs().get(2)) + ", " + geometry(convolution) + ", \"none\", " + NO_SCALARS
                + ", \"\")";
    }

    /** Stores a transposed convolution's weight and says how to arrange it for inputs of these extents. */
    private String arrangedTransposed(Step step, Operator.TransposedConvolution convolution, List<Long> extents) {
        String weight = stored(step.inputs().get(1));
        preparation.add(weight + " = ops.mkldnn._reorder_convolution_transpose_weight(" + converted(weight) + ", "
                + geometry(convolution) + ", " + extents + ")");
        return weight;
    }

    private static String geometry(Operator.TransposedConvolution convolution) {
        String zeros = repeat(0, convolution.stride().size());
        return zeros + ", " + geometry(zeros, convolution.stride());
    }

    /**
     * In place where nothing else reads the input. The operator's three results are its out arguments; the interpreter may free an
     * argument that nobody owns before it hands the results on, so a variable or the program owns each, and the results are not used.
     */
    private void norm(Step step, Operator.InstanceNorm norm) {
        Value input = step.inputs().get(0);
        String x = name(input);
        String result = step.output().name();
        if (uses.get(input.name()) == 1) {
            names.put(result, x);
        } else {
            lines.add(result + " = torch.empty_like(" + x + ")");
        }
        long channels = input.shape().axis(1);
        lines.add("_0, _1, _2 = torch.native_batch_norm(" + x + ", "
                + stored(step.inputs().get(1)) + ", "
                + stored(step.inputs().get(2)) + ", None, None, True, 0., " + norm.epsilon() + ", out="
                + name(step.output()) + ", save_mean=" + room("mean_" + channels, channels) + ", save_invstd="
                + room("scale_" + channels, channels) + ")");
    }

    /** Slices are added to their neighbours, axis after axis: the engine's own pooling leaves the layout and knows no bf16 in 3D. */
    private void averagePool(Step step, Operator.AveragePool pool) {
        String sum = name(step.inputs().get(0));
        String result = step.output().name();
        int block = 1;
        for (int axis = pool.stride().size() - 1; axis >= 0; axis--) {
            int stride = pool.stride().get(axis);
            for (int i = 1; i < stride; i++) {
                String first = i == 1 ? slice(sum, axis, 0, stride) : result + "_sum";
                lines.add(result + "_sum = torch.add(" + first + ", " + slice(sum, axis, i, stride) + ")");
            }
            if (stride > 1) {
                lines.add(result + " = " + result + "_sum");
                sum = result;
            }
            block *= stride;
        }
        lines.add(result + " = torch.mul_(" + result + ", " + 1.0 / block + ")");
    }

    private static String slice(String x, int spatialAxis, int from, int step) {
        return "torch.slice(" + x + ", " + (2 + spatialAxis) + ", " + from + ", None, " + step + ")";
    }

    private String room(String name, long channels) {
        Parameter room = new Parameter(name, TensorShape.of(channels), new Initialization.Constant(0));
        scratch.put(name, room);
        return room.expression();
    }

    /** The variable that holds a value. */
    private String name(Value value) {
        return names.getOrDefault(value.name(), value.name());
    }

    private String matrixProduct(Step step, Value x, Parameter parameter) {
        String weight = stored(step.inputs().get(1));
        String bias = storedBias(step.inputs().get(2));
        long heads = parameter.shape().axis(0);
        long channels = parameter.shape().axis(1);
        preparation.add(weight + " = torch.view(" + converted(weight) + ", " + List.of(heads, channels) + ")");
        preparation.add(bias + " = torch.view(" + bias + ", " + List.of(heads, 1) + ")");
        int axes = x.shape().axes();
        String spatial = IntStream.range(2, axes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String extents = IntStream.range(2, axes)
                .mapToObj(axis -> "torch.size(" + name(x) + ", " + axis + ")")
                .collect(Collectors.joining(", "));
        String voxels =
                "torch.reshape(torch.permute(" + name(x) + ", [0, " + spatial + ", 1]), [-1, " + channels + "])";
        return "torch.view(torch.addmm(" + bias + ", " + weight + ", torch.t(" + voxels + ")), [1, " + heads + ", "
                + extents + "])";
    }

    private String stored(Value parameter) {
        WeightPart part = WeightPart.whole(parameters.get(parameter.name()));
        weights.put(part.name(), part);
        return parameter.name();
    }

    private String storedBias(Value parameter) {
        String bias = stored(parameter);
        if (precision != Precision.FLOAT32) {
            preparation.add(bias + " = " + converted(bias));
        }
        return bias;
    }

    private String converted(String tensor) {
        return precision == Precision.FLOAT32 ? tensor : "torch.to(" + tensor + ", " + precision.code() + ")";
    }

    /** Padding, stride, dilation 1 and one group, as all convolution operators take them. */
    private static String geometry(Object padding, List<Integer> stride) {
        return padding + ", " + stride + ", " + repeat(1, stride.size()) + ", 1";
    }

    private static String repeat(int value, int count) {
        return Collections.nCopies(count, value).toString();
    }
}
