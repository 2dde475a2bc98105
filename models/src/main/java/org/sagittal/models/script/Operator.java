package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One step of a network: knows the shape of its output, its cost, the line of TorchScript and the ONNX node it stands for. Tensors are
 * (N, C, D, H, W) or (N, C, H, W).
 */
public sealed interface Operator {
    /**
     * Shape of the output.
     *
     * @param inputs shapes of the inputs
     * @return the output's shape
     */
    TensorShape outputShape(List<TensorShape> inputs);

    /**
     * Cost in multiply-adds; steps that only move or scale values count none.
     *
     * @param inputs shapes of the inputs
     * @return number of multiply-adds
     */
    default double multiplyAdds(List<TensorShape> inputs) {
        return 0;
    }

    /**
     * The expression in TorchScript.
     *
     * @param inputs names of the inputs
     * @return source text
     */
    String source(List<String> inputs);

    /**
     * The operator in ONNX.
     *
     * @return a node that takes the same inputs in the same order
     */
    OnnxNode onnx();

    private static String list(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<Integer> repeat(int value, int count) {
        return java.util.Collections.nCopies(count, value);
    }

    private static TensorShape spatial(long batch, long channels, List<Long> extents) {
        List<Long> all = new ArrayList<>(List.of(batch, channels));
        all.addAll(extents);
        return new TensorShape(all);
    }

    /**
     * Convolution with zero padding (k - 1) / 2: inputs x (N, C, ...), weight (O, C, k...), optionally bias (O).
     *
     * @param stride step along each spatial axis
     * @param padding zeros added on both sides of each spatial axis
     */
    record Convolution(List<Integer> stride, List<Integer> padding) implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            TensorShape x = inputs.get(0);
            TensorShape weight = inputs.get(1);
            if (x.axis(1) != weight.axis(1)) {
                throw new IllegalArgumentException(
                        "convolution weight " + weight + " must take " + x.axis(1) + " channels");
            }
            List<Long> extents = new ArrayList<>();
            for (int a = 0; a < stride.size(); a++) {
                extents.add((x.axis(2 + a) + 2L * padding.get(a) - weight.axis(2 + a)) / stride.get(a) + 1);
            }
            return spatial(x.axis(0), weight.axis(0), extents);
        }

        @Override
        public double multiplyAdds(List<TensorShape> inputs) {
            TensorShape weight = inputs.get(1);
            return (double) outputShape(inputs).elements() * weight.elements() / weight.axis(0);
        }

        @Override
        public String source(List<String> inputs) {
            int d = stride.size();
            String bias = inputs.size() > 2 ? inputs.get(2) : "None";
            return "torch.conv" + d + "d(" + inputs.get(0) + ", " + inputs.get(1) + ", " + bias + ", " + list(stride)
                    + ", " + list(padding) + ", " + list(repeat(1, d)) + ", 1)";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("Conv").with("strides", stride).with("pads", OnnxNode.bothEnds(padding));
        }
    }

    /**
     * Transposed convolution whose kernel equals its stride: inputs x (N, C, ...), weight (C, O, s...), bias (O).
     *
     * @param stride kernel and step along each spatial axis
     */
    record TransposedConvolution(List<Integer> stride) implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            TensorShape x = inputs.get(0);
            List<Long> extents = new ArrayList<>();
            for (int a = 0; a < stride.size(); a++) {
                extents.add(x.axis(2 + a) * stride.get(a));
            }
            return spatial(x.axis(0), inputs.get(1).axis(1), extents);
        }

        @Override
        public double multiplyAdds(List<TensorShape> inputs) {
            return (double) outputShape(inputs).elements() * inputs.get(0).axis(1);
        }

        @Override
        public String source(List<String> inputs) {
            int d = stride.size();
            return "torch.conv_transpose" + d + "d(" + String.join(", ", inputs) + ", " + list(stride) + ", "
                    + list(repeat(0, d)) + ", " + list(repeat(0, d)) + ", 1, " + list(repeat(1, d)) + ")";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("ConvTranspose").with("kernel_shape", stride).with("strides", stride);
        }
    }

    /**
     * Instance normalisation without running statistics: inputs x (N, C, ...), weight (C), bias (C).
     *
     * @param epsilon added to the variance
     */
    record InstanceNorm(double epsilon) implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            return inputs.get(0);
        }

        @Override
        public String source(List<String> inputs) {
            return "torch.instance_norm(" + String.join(", ", inputs) + ", None, None, True, 0., " + epsilon
                    + ", False)";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("InstanceNormalization").with("epsilon", epsilon);
        }
    }

    /**
     * max(x, 0) + slope * min(x, 0), in place where the input is not needed again.
     *
     * @param negativeSlope factor below 0
     */
    record LeakyRelu(double negativeSlope) implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            return inputs.get(0);
        }

        @Override
        public String source(List<String> inputs) {
            return "torch.leaky_relu_(" + inputs.get(0) + ", " + negativeSlope + ")";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("LeakyRelu").with("alpha", negativeSlope);
        }
    }

    /** Sum of two tensors of one shape. */
    record Add() implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            if (!inputs.get(0).equals(inputs.get(1))) {
                throw new IllegalArgumentException("sum needs equal shapes, got " + inputs);
            }
            return inputs.get(0);
        }

        @Override
        public String source(List<String> inputs) {
            return "torch.add(" + String.join(", ", inputs) + ")";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("Add");
        }
    }

    /** Concatenation along the channels. */
    record Concatenation() implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            List<Long> extents = new ArrayList<>(inputs.get(0).extents());
            for (TensorShape other : inputs.subList(1, inputs.size())) {
                if (!other.extents().subList(2, other.axes()).equals(extents.subList(2, extents.size()))) {
                    throw new IllegalArgumentException("concatenation needs equal spatial extents, got " + inputs
                            + "; is the patch a multiple of the strides?");
                }
                extents.set(1, extents.get(1) + other.axis(1));
            }
            return new TensorShape(extents);
        }

        @Override
        public String source(List<String> inputs) {
            return "torch.cat([" + String.join(", ", inputs) + "], 1)";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("Concat").with("axis", 1);
        }
    }

    /**
     * Mean over blocks.
     *
     * @param stride extents of a block, also the step
     */
    record AveragePool(List<Integer> stride) implements Operator {
        @Override
        public TensorShape outputShape(List<TensorShape> inputs) {
            TensorShape x = inputs.get(0);
            List<Long> extents = new ArrayList<>();
            for (int a = 0; a < stride.size(); a++) {
                extents.add(x.axis(2 + a) / stride.get(a));
            }
            return spatial(x.axis(0), x.axis(1), extents);
        }

        @Override
        public String source(List<String> inputs) {
            int d = stride.size();
            return "torch.avg_pool" + d + "d(" + inputs.get(0) + ", " + list(stride) + ", " + list(stride) + ", "
                    + list(repeat(0, d)) + ", False, True, None)";
        }

        @Override
        public OnnxNode onnx() {
            return OnnxNode.of("AveragePool").with("kernel_shape", stride).with("strides", stride);
        }
    }
}
