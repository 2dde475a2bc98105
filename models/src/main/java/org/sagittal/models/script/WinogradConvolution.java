package org.sagittal.models.script;

import java.util.List;

/**
 * A convolution of half as many products that the engine can differentiate: Winograd's F(4, 3) along the first spatial axis, as in
 * {@link DepthConvolution}. All tiles are transformed together, so that a product is one two-dimensional convolution of as many slices as
 * there are tiles. The gradients take half of the products, too: the engine derives them through the transforms.
 *
 * <p>The engine keeps the transformed slices, one and a half times the input, for the gradient of the weights. Therefore the largest inputs
 * are left to the plain sum.
 *
 * <p>Reference: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
 */
final class WinogradConvolution {
    /** Values of a sample (C, [D,] H, W) above which the transformed slices, 100 MB at this size, would take too much memory. */
    static final long MOST_VALUES = 1 << 24;

    private static final int CHANNELS_3D = 24;
    private static final int CHANNELS_2D = 64;
    /** Below, the transforms cost more than the products save. */
    private static final long LEAST_VALUES_3D = 1 << 17;

    private static final long LEAST_VALUES_2D = 1 << 19;

    private WinogradConvolution() {}

    /**
     * Whether it saves time for large inputs; whether an input is large the method looks up itself.
     *
     * @param convolution stride and padding
     * @param weight (out, in, k...)
     * @param channels how many of {@code in} the input has
     */
    static boolean pays(Operator.Convolution convolution, TensorShape weight, long channels) {
        int least = weight.axes() == 5 ? CHANNELS_3D : CHANNELS_2D;
        return weight.axis(2) == 3
                && convolution.padding().get(0) == 1
                && convolution.stride().stream().allMatch(s -> s == 1)
                && Math.min(weight.axis(0), channels) >= least;
    }

    /**
     * The methods {@code winograd(x, weight, stride, padding)}, which calls {@code convolution} for inputs that are too small or too large,
     * and {@code winograd_points(weight)}.
     *
     * @param dimensions 2 or 3 spatial axes
     * @return source text; takes x (N, C, [D,] H, W) channels-last, float32, and weights (out, C, 3, k...)
     */
    static List<ScriptMethod> methods(int dimensions) {
        return List.of(points(dimensions), convolution(dimensions));
    }

    /** Weights (out, in, 3, k...) as a polynomial along their first axis, at 0, 1, -1, 2, -2 and infinity: six kernels of slices. */
    private static ScriptMethod points(int dimensions) {
        String slices = dimensions == 3 ? "weight" : "torch.unsqueeze(weight, 3)";
        return ScriptMethod.of("winograd_points", "weight: Tensor", "List[Tensor]", """
                w = torch.unbind(SLICES, 2)
                even = torch.mul(torch.add(w[0], w[2]), -0.16666666666666666)
                odd = torch.mul(w[1], 0.16666666666666666)
                far = torch.mul(torch.add(w[0], w[2], alpha=4), 0.041666666666666664)
                farther = torch.mul(w[1], 0.083333333333333329)
                first = torch.mul(w[0], 0.25)
                return [first, torch.sub(even, odd), torch.add(even, odd), torch.add(far, farther), torch.sub(far, farther), w[2]]
                """.replace("SLICES", slices));
    }

    private static ScriptMethod convolution(int dimensions) {
        String within = "[" + "0, 0, ".repeat(dimensions - 1);
        String rows = dimensions == 3
                ? "torch.permute(padded, [0, 2, 1, 3, 4])"
                : "torch.unsqueeze(torch.permute(padded, [0, 2, 1, 3]), 3)";
        String result = dimensions == 3
                ? "torch.permute(whole, [0, 4, 1, 2, 3])"
                : "torch.permute(torch.squeeze(whole, 2), [0, 3, 1, 2])";
        String format = dimensions == 3 ? "3" : "2";
        return ScriptMethod.of(
                "winograd", "x: Tensor, weight: Tensor, stride: List[int], padding: List[int]", "Tensor", """
                samples = torch.size(x, 0)
                depth = torch.size(x, 2)
                tiles = torch.floordiv(torch.add(depth, 3), 4)
                computed = torch.mul(tiles, 4)
                values = torch.floordiv(torch.numel(x), samples)
                large = torch.__and__(torch.ge(values, LEAST), torch.le(values, MOST))
                if torch.__and__(large, torch.le(torch.mul(computed, 4), torch.mul(depth, 5))):
                  padded = torch.constant_pad_nd(x, WITHIN1, torch.sub(torch.add(computed, 3), depth)], 0)
                  slices = ROWS
                  shape = [samples, torch.add(tiles, 1), 4, torch.size(x, 1), torch.size(slices, 3), torch.size(slices, 4)]
                  fourths = torch.unbind(torch.view(slices, shape), 2)
                  d0 = torch.narrow(fourths[0], 1, 0, tiles)
                  d1 = torch.narrow(fourths[1], 1, 0, tiles)
                  d2 = torch.narrow(fourths[2], 1, 0, tiles)
                  d3 = torch.narrow(fourths[3], 1, 0, tiles)
                  d4 = torch.narrow(fourths[0], 1, 1, tiles)
                  d5 = torch.narrow(fourths[1], 1, 1, tiles)
                  even = torch.sub(d4, d2, alpha=4)
                  odd = torch.sub(d3, d1, alpha=4)
                  far = torch.sub(d4, d2)
                  farther = torch.sub(d3, d1)
                  v0 = torch.add(torch.sub(d4, d2, alpha=5), d0, alpha=4)
                  v5 = torch.add(torch.sub(d5, d3, alpha=5), d1, alpha=4)
                  v = [v0, torch.add(even, odd), torch.sub(even, odd), torch.add(far, farther, alpha=2), \
                torch.sub(far, farther, alpha=2), v5]
                  kernels = (self).winograd_points(weight)
                  m = annotate(List[Tensor], [])
                  for i in range(6):
                    _0 = torch.append(m, torch.permute(torch.conv2d(torch.flatten(v[i], 0, 1), kernels[i], None, [1, 1], INNER, [1, 1], 1), \
                [0, 2, 3, 1]))
                  near_sum = torch.add(m[1], m[2])
                  near_difference = torch.sub(m[1], m[2])
                  far_sum = torch.add(m[3], m[4])
                  far_difference = torch.sub(m[3], m[4])
                  y0 = torch.add(torch.add(m[0], near_sum), far_sum)
                  y1 = torch.add(near_difference, far_difference, alpha=2)
                  y2 = torch.add(near_sum, far_sum, alpha=4)
                  y3 = torch.add(torch.add(near_difference, far_difference, alpha=8), m[5])
                  y = torch.stack([y0, y1, y2, y3], 1)
                  whole = torch.view(y, [samples, computed, torch.size(y, 2), torch.size(y, 3), torch.size(y, 4)])
                  whole = torch.narrow(whole, 1, 0, depth)
                  result = torch.contiguous(RESULT, memory_format=FORMAT)
                else:
                  result = (self).convolution(x, weight, stride, padding)
                return result
                """.replace(
                                "LEAST", String.valueOf(dimensions == 3 ? LEAST_VALUES_3D : LEAST_VALUES_2D))
                        .replace("MOST", String.valueOf(MOST_VALUES))
                        .replace("WITHIN", within)
                        .replace("ROWS", rows)
                        .replace("INNER", dimensions == 3 ? "[padding[1], padding[2]]" : "[0, padding[1]]")
                        .replace("RESULT", result)
                        .replace("FORMAT", format));
    }
}
