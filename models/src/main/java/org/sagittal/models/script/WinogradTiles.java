package org.sagittal.models.script;

import java.util.List;

/**
 * A two-dimensional 3x3 convolution of a quarter of the products that the engine can differentiate: Winograd's F(4 x 4, 3 x 3). A tile of
 * 6 x 6 values, of which neighbours share two rows and columns, gives 4 x 4 results; between the transforms of tiles and results stand 36
 * products of matrices (tiles, in) x (in, out), one for each place in a tile. The gradients take a quarter of the products, too: the
 * engine derives them through the transforms.
 *
 * <p>The engine keeps the transformed tiles, two and a quarter times the input, for the gradient of the weights. Large planes leave the
 * cache on the way and are left to {@link WinogradConvolution}.
 *
 * <p>With fewer than two pixels for each channel, the transform of the weights costs more than the products save.
 *
 * <p>Rounding errors are three to six times those of the plain sum, 2e-6 to 3e-6 of the result's norm.
 *
 * <p>Reference: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
 */
final class WinogradTiles {
    private static final int CHANNELS = 64;
    /** Values of a sample (C, H, W) below which the transforms cost more than the products save. */
    private static final long LEAST_VALUES = 1 << 16;
    /** Above, the transforms wait for the memory. */
    private static final long MOST_VALUES = 1 << 21;

    private WinogradTiles() {}

    /**
     * Whether it saves time for planes of the right size; whether an input has it the method looks up itself.
     *
     * @param convolution stride and padding
     * @param weight (out, in, k...)
     * @param channels how many of {@code in} the input has
     */
    static boolean pays(Operator.Convolution convolution, TensorShape weight, long channels) {
        return weight.axes() == 4
                && weight.axis(2) == 3
                && weight.axis(3) == 3
                && convolution.padding().equals(List.of(1, 1))
                && convolution.stride().equals(List.of(1, 1))
                && Math.min(weight.axis(0), channels) >= CHANNELS;
    }

    /**
     * The methods {@code winograd_tiles(x, weight, stride, padding)}, which calls {@code winograd} for other planes, and {@code tiles(x,
     * down, across)} and {@code tile_points(weight)} for it.
     *
     * @return source text; takes x (N, C, H, W) channels-last, float32, and weights (out, C, 3, 3)
     */
    static List<ScriptMethod> methods() {
        return List.of(tiles(), points(), convolution());
    }

    /** The transformed tiles (36, N x down x across, C) of an image. */
    private static ScriptMethod tiles() {
        return ScriptMethod.of("tiles", "x: Tensor, down: int, across: int", "Tensor", """
                height = torch.add(torch.mul(down, 4), torch.sub(3, torch.size(x, 2)))
                width = torch.add(torch.mul(across, 4), torch.sub(3, torch.size(x, 3)))
                padded = torch.constant_pad_nd(torch.permute(x, [0, 2, 3, 1]), [0, 0, 1, width, 1, height], 0)
                blocks = torch.reshape(padded, [torch.size(x, 0), torch.add(down, 1), 4, torch.add(across, 1), 4, torch.size(x, 1)])
                blocks = torch.permute(blocks, [2, 4, 0, 1, 3, 5])
                next = torch.narrow(torch.narrow(blocks, 0, 0, 2), 3, 1, down)
                rows = torch.cat([torch.narrow(blocks, 3, 0, down), next], 0)
                transform = torch.reshape(torch.tensor([4., 0., -5., 0., 1., 0., 0., -4., -4., 1., 1., 0., 0., 4., -4., -1., 1., 0., \
                0., -2., -1., 2., 1., 0., 0., 2., -1., -2., 1., 0., 0., 4., 0., -5., 0., 1.]), [6, 6])
                transformed = torch.reshape(torch.mm(transform, torch.reshape(rows, [6, -1])), torch.size(rows))
                next = torch.narrow(torch.narrow(transformed, 1, 0, 2), 4, 1, across)
                columns = torch.cat([torch.narrow(transformed, 4, 0, across), next], 1)
                both = torch.bmm(torch.expand(transform, [6, 6, 6]), torch.reshape(columns, [6, 6, -1]))
                return torch.reshape(both, [36, -1, torch.size(x, 1)])
                """);
    }

    /** Weights (out, in, 3, 3) as polynomials of both axes, each at 0, 1, -1, 2, -2 and infinity: (36, in, out). */
    private static ScriptMethod points() {
        return ScriptMethod.of("tile_points", "weight: Tensor", "Tensor", """
                transform = torch.reshape(torch.tensor([0.25, 0., 0., -0.16666666666666666, -0.16666666666666666, -0.16666666666666666, \
                -0.16666666666666666, 0.16666666666666666, -0.16666666666666666, 0.041666666666666664, 0.083333333333333329, \
                0.16666666666666666, 0.041666666666666664, -0.083333333333333329, 0.16666666666666666, 0., 0., 1.]), [6, 3])
                kernels = torch.reshape(torch.permute(weight, [2, 3, 1, 0]), [9, -1])
                points = torch.mm(torch.kron(transform, transform), kernels)
                return torch.reshape(points, [36, torch.size(weight, 1), torch.size(weight, 0)])
                """);
    }

    private static ScriptMethod convolution() {
        return ScriptMethod.of(
                "winograd_tiles",
                "x: Tensor, weight: Tensor, stride: List[int], padding: List[int]",
                "Tensor",
                """
                samples = torch.size(x, 0)
                height = torch.size(x, 2)
                width = torch.size(x, 3)
                out = torch.size(weight, 0)
                down = torch.floordiv(torch.add(height, 3), 4)
                across = torch.floordiv(torch.add(width, 3), 4)
                pixels = torch.mul(height, width)
                computed = torch.mul(torch.mul(down, across), 16)
                values = torch.mul(pixels, torch.size(x, 1))
                fits = torch.__and__(torch.ge(values, LEAST), torch.le(values, MOST))
                fits = torch.__and__(fits, torch.le(torch.mul(computed, 4), torch.mul(pixels, 5)))
                pairs = torch.floordiv(torch.mul(samples, pixels), 2)
                fits = torch.__and__(fits, torch.__and__(torch.ge(pairs, torch.size(x, 1)), torch.ge(pairs, out)))
                if fits:
                  products = torch.bmm((self).tiles(x, down, across), (self).tile_points(weight))
                  transform = torch.reshape(torch.tensor([1., 1., 1., 1., 1., 0., 0., 1., -1., 2., -2., 0., 0., 1., 1., 4., 4., 0., \
                0., 1., -1., 8., -8., 1.]), [4, 6])
                  rows = torch.reshape(torch.mm(transform, torch.reshape(products, [6, -1])), [4, 6, -1])
                  both = torch.bmm(torch.expand(transform, [4, 4, 6]), rows)
                  blocks = torch.permute(torch.reshape(both, [4, 4, samples, down, across, out]), [2, 3, 0, 4, 1, 5])
                  whole = torch.reshape(blocks, [samples, torch.mul(down, 4), torch.mul(across, 4), out])
                  within = torch.narrow(torch.narrow(whole, 1, 0, height), 2, 0, width)
                  result = torch.contiguous(torch.permute(within, [0, 3, 1, 2]), memory_format=2)
                else:
                  result = (self).winograd(x, weight, stride, padding)
                return result
                """.replace("LEAST", String.valueOf(LEAST_VALUES)).replace("MOST", String.valueOf(MOST_VALUES)));
    }
}
