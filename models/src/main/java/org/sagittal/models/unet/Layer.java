package org.sagittal.models.unet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sagittal.models.script.Initialization;
import org.sagittal.models.script.Operator;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Pass;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.script.Value;

/** A part of a network with parameters of its own; maps (N, C, [D,] H, W) to (N, C', [D',] H', W'). */
sealed interface Layer {
    /** Slope of nnU-Net's leaky rectifier below 0. */
    double NEGATIVE_SLOPE = 0.01;

    /** Added to the variance by nnU-Net's instance norm. */
    double NORM_EPSILON = 1e-5;

    /** The parameters in state-dict order. */
    List<Parameter> parameters();

    /** Records this layer. */
    Value apply(Pass pass, Value x);

    /** Convolution with padding (k - 1) / 2, He initialisation and a bias of 0. */
    record Convolution(Parameter weight, List<Parameter> bias, List<Integer> stride) implements Layer {
        static Convolution of(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
            return of(name, in, out, kernel, stride, true);
        }

        static Convolution of(
                String name, int in, int out, List<Integer> kernel, List<Integer> stride, boolean biased) {
            List<Long> shape = new ArrayList<>(List.of((long) out, (long) in));
            kernel.forEach(k -> shape.add((long) k));
            TensorShape weightShape = new TensorShape(shape);
            Parameter weight = new Parameter(
                    name + ".weight",
                    weightShape,
                    new Initialization.HeNormal(weightShape.elements() / out, NEGATIVE_SLOPE));
            return new Convolution(weight, biased ? List.of(bias(name, out)) : List.of(), stride);
        }

        static Parameter bias(String name, int out) {
            return new Parameter(name + ".bias", TensorShape.of(out), new Initialization.Constant(0));
        }

        @Override
        public List<Parameter> parameters() {
            return concatenate(List.of(weight), bias);
        }

        @Override
        public Value apply(Pass pass, Value x) {
            List<Integer> padding = IntStream.range(0, stride.size())
                    .mapToObj(a -> ((int) weight.shape().axis(2 + a) - 1) / 2)
                    .toList();
            List<Value> inputs = new ArrayList<>(List.of(x, pass.parameter(weight)));
            bias.forEach(b -> inputs.add(pass.parameter(b)));
            return pass.apply(new Operator.Convolution(stride, padding), inputs.toArray(Value[]::new));
        }
    }

    /**
     * Transposed convolution whose kernel equals its stride. Its He initialisation takes the weight's second axis for the inputs, as
     * nnU-Net does: that axis is the outputs.
     */
    record TransposedConvolution(Parameter weight, Parameter bias, List<Integer> stride) implements Layer {
        static TransposedConvolution of(String name, int in, int out, List<Integer> stride) {
            List<Long> shape = new ArrayList<>(List.of((long) in, (long) out));
            stride.forEach(s -> shape.add((long) s));
            TensorShape weightShape = new TensorShape(shape);
            return new TransposedConvolution(
                    new Parameter(
                            name + ".weight",
                            weightShape,
                            new Initialization.HeNormal(weightShape.elements() / in, NEGATIVE_SLOPE)),
                    Convolution.bias(name, out),
                    stride);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(weight, bias);
        }

        @Override
        public Value apply(Pass pass, Value x) {
            return pass.apply(
                    new Operator.TransposedConvolution(stride), x, pass.parameter(weight), pass.parameter(bias));
        }
    }

    /** Convolution, then instance norm, then the leaky rectifier unless left out. */
    record NormalizedConvolution(Convolution convolution, Parameter normWeight, Parameter normBias, boolean rectified)
            implements Layer {
        static NormalizedConvolution of(
                String name, Convolution convolution, boolean rectified, float firstNormWeight) {
            int out = (int) convolution.weight().shape().axis(0);
            return new NormalizedConvolution(
                    convolution,
                    new Parameter(
                            name + ".norm.weight", TensorShape.of(out), new Initialization.Constant(firstNormWeight)),
                    new Parameter(name + ".norm.bias", TensorShape.of(out), new Initialization.Constant(0)),
                    rectified);
        }

        static NormalizedConvolution of(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
            return of(name, Convolution.of(name + ".conv", in, out, kernel, stride), true, 1);
        }

        @Override
        public List<Parameter> parameters() {
            return concatenate(convolution.parameters(), List.of(normWeight, normBias));
        }

        @Override
        public Value apply(Pass pass, Value x) {
            Value y = convolution.apply(pass, x);
            y = pass.apply(
                    new Operator.InstanceNorm(NORM_EPSILON), y, pass.parameter(normWeight), pass.parameter(normBias));
            return rectified ? pass.apply(new Operator.LeakyRelu(NEGATIVE_SLOPE), y) : y;
        }
    }

    /** Layers one after the other. */
    record Sequence(List<Layer> layers) implements Layer {
        @Override
        public List<Parameter> parameters() {
            return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
        }

        @Override
        public Value apply(Pass pass, Value x) {
            Value y = x;
            for (Layer layer : layers) {
                y = layer.apply(pass, y);
            }
            return y;
        }
    }

    /**
     * Residual block: two normalised convolutions, the second without rectifier and with a norm that starts at 0, plus the input,
     * average-pooled and projected where stride or channels change; then the rectifier.
     */
    record Residual(
            NormalizedConvolution first, NormalizedConvolution second, List<Integer> stride, List<Layer> projection)
            implements Layer {
        static Residual of(String name, int in, int out, List<Integer> kernel, List<Integer> stride) {
            List<Integer> ones = stride.stream().map(s -> 1).toList();
            Convolution conv2 = Convolution.of(name + ".conv2.conv", out, out, kernel, ones);
            List<Layer> projection = List.of();
            if (in != out) {
                String skip = name + ".skip." + (isStrided(stride) ? 1 : 0);
                Convolution unbiased = Convolution.of(skip + ".conv", in, out, ones, ones, false);
                projection = List.of(NormalizedConvolution.of(skip, unbiased, false, 1));
            }
            return new Residual(
                    NormalizedConvolution.of(name + ".conv1", in, out, kernel, stride),
                    NormalizedConvolution.of(name + ".conv2", conv2, false, 0),
                    stride,
                    projection);
        }

        private static boolean isStrided(List<Integer> stride) {
            return stride.stream().anyMatch(s -> s != 1);
        }

        @Override
        public List<Parameter> parameters() {
            return concatenate(
                    concatenate(first.parameters(), second.parameters()), new Sequence(projection).parameters());
        }

        @Override
        public Value apply(Pass pass, Value x) {
            Value y = second.apply(pass, first.apply(pass, x));
            Value skip = isStrided(stride) ? pass.apply(new Operator.AveragePool(stride), x) : x;
            skip = new Sequence(projection).apply(pass, skip);
            return pass.apply(new Operator.LeakyRelu(NEGATIVE_SLOPE), pass.apply(new Operator.Add(), y, skip));
        }
    }

    private static List<Parameter> concatenate(List<Parameter> first, List<Parameter> second) {
        List<Parameter> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
