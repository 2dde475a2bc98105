package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A 3x3x3 convolution of half as many products: Winograd's F(4, 3) along the depth. Four slices of the result need six products of
 * transformed slices with 3x3 kernels (transformed once), where the plain sum needs twelve. Each product is a two-dimensional convolution
 * that oneDNN computes at its full speed, and slices lie as such in channels-last layout.
 *
 * <p>The transform evaluates the slices d0..d5, as a polynomial in depth, at 0, 1, -1, 2, -2 and infinity: {@code v0 = 4 d0 - 5 d2 + d4}
 * and so on. The first and the last product enter one slice of the result each, which the convolution adds to in place. Rows are
 * taken in blocks, so that a block's slices stay in the cache. Rounding errors are about twice those of the plain sum.
 *
 * <p>Reference: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
 */
final class DepthConvolution {
    /** Products of one tile, whose number is {@link #weights}' length. */
    static final int PRODUCTS = 6;

    private static final int SLICES = 4;
    /** Below, calls cost more than products: multiply-adds of four slices of the result. */
    private static final long LEAST_WORK = 200_000_000;
    /** Values of a slice of a block: 0.5 MB in float32. */
    private static final long BLOCK = 1 << 17;

    private static final String FLAT = "[1, 1], [1, 1], 1";
    private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

    private DepthConvolution() {}

    /**
     * Whether it saves time: enough work for each call, and no more than a quarter of the last tile wasted.
     *
     * @param convolution stride and padding
     * @param weight (out, in, k...)
     * @param result (1, out, [D,] H, W)
     */
    static boolean pays(Operator.Convolution convolution, TensorShape weight, TensorShape result) {
        List<Integer> ones = List.of(1, 1, 1);
        if (!convolution.stride().equals(ones)
                || !convolution.padding().equals(ones)
                || !weight.extents().subList(2, 5).equals(List.of(3L, 3L, 3L))) {
            return false;
        }
        long depth = result.axis(2);
        long computed = (depth + SLICES - 1) / SLICES * SLICES;
        return weight.elements() * result.axis(3) * result.axis(4) * SLICES >= LEAST_WORK && computed * 4 <= depth * 5;
    }

    /** Rows of a block for slices of this shape (1, C, D, H, W): as few blocks of equal height as stay in the cache. */
    static long rows(TensorShape x) {
        long blocks = (x.axis(1) * x.axis(3) * x.axis(4) + BLOCK - 1) / BLOCK;
        return Math.max(1, (x.axis(3) + blocks - 1) / blocks);
    }

    /**
     * The method {@code depth_weights(weight, size)}: the transformed and arranged weights.
     *
     * @return source text; takes (out, in, 3, 3, 3) and the shape (1, in, rows, columns) of a block, returns six tensors
     */
    static ScriptMethod weights() {
        return ScriptMethod.of("depth_weights", "weight: Tensor, size: List[int]", "List[Tensor]", """
                points = torch.tensor([[0.25, 0., 0.], [-1., -1., -1.], [-1., 1., -1.], [1., 2., 4.], [1., -2., 4.], [0., 0., 1.]], \
                dtype=7, device=None, requires_grad=False)
                shares = torch.tensor([1., 6., 6., 24., 24., 1.], dtype=7, device=None, requires_grad=False)
                points = torch.div(points, torch.unsqueeze(shares, 1))
                exact = torch.to(weight, 7, False, False, None)
                transformed = torch.to(torch.tensordot(points, exact, [1], [2]), 6, False, False, None)
                arranged = annotate(List[Tensor], [])
                for product in range(6):
                  kernel = torch.select(transformed, 0, product)
                  _0 = torch.append(arranged, ops.mkldnn._reorder_convolution_weight(kernel, [0, 1], [1, 1], [1, 1], 1, size))
                return arranged
                """);
    }

    /**
     * The method {@code depth_convolution(x, weights, outputs, rows)}.
     *
     * @return source text; takes (1, in, D, H, W) channels-last and six weights, returns (1, outputs, D, H, W)
     */
    static ScriptMethod plain() {
        List<String> lines = new ArrayList<>(beginning());
        lines.addAll(loop(1, List.of()));
        return new ScriptMethod(
                "depth_convolution",
                List.of("x: Tensor", "weights: List[Tensor]", "outputs: int", "rows: int"),
                "Tensor",
                lines);
    }

    /**
     * The method {@code depth_convolution_up(x, weights, outputs, rows, coarse, stride, kernel, bias, weights_up)}: the same of the
     * concatenation with the transposed convolution of {@code coarse}, of which a few slices exist at a time.
     *
     * @return source text; {@code weights_up} belong to the transposed convolution's result
     */
    static ScriptMethod upsampling() {
        List<String> lines = new ArrayList<>(beginning());
        lines.addAll("""
                up = [torch.select(edge, 2, 0)]
                made = 0
                """.lines().toList());
        lines.addAll(loop(2, """
                while torch.lt(torch.len(up), i + 6):
                  if torch.lt(made, torch.size(coarse, 2)):
                    torch.extend(up, torch.unbind(ops.mkldnn._convolution_transpose_pointwise(torch.narrow(coarse, 2, made, 1), \
                kernel, bias, [0, 0, 0], [0, 0, 0], stride, [1, 1, 1], 1, "none", NO_SCALARS, ""), 2))
                    made = made + 1
                  else:
                    torch.append(up, torch.select(edge, 2, 0))
                """.replace("NO_SCALARS", NO_SCALARS).lines().toList()));
        return new ScriptMethod(
                "depth_convolution_up",
                List.of(
                        "x: Tensor",
                        "weights: List[Tensor]",
                        "outputs: int",
                        "rows: int",
                        "coarse: Tensor",
                        "stride: List[int]",
                        "kernel: Tensor",
                        "bias: Tensor",
                        "weights_up: List[Tensor]"),
                "Tensor",
                lines);
    }

    /** Slice i of the input is entry i + 1 of {@code skip}: there is one slice of zeros in front and some behind. */
    private static List<String> beginning() {
        return """
                depth = torch.size(x, 2)
                height = torch.size(x, 3)
                width = torch.size(x, 4)
                tiles = torch.floordiv(depth + 3, 4)
                room = torch.empty([1, outputs, tiles * 4, height, width], dtype=6, layout=None, device=None, pin_memory=None, memory_format=3)
                result = torch.unbind(room, 2)
                edge = torch.zero_(torch.empty([1, torch.size(x, 1), 1, height, width], dtype=6, layout=None, device=None, \
                pin_memory=None, memory_format=3))
                block = [1, torch.size(x, 1), rows + 2, width]
                v_room = torch.empty(block, dtype=6, layout=None, device=None, pin_memory=None, memory_format=2)
                a_room = torch.empty(block, dtype=6, layout=None, device=None, pin_memory=None, memory_format=2)
                b_room = torch.empty(block, dtype=6, layout=None, device=None, pin_memory=None, memory_format=2)
                skip = [torch.select(edge, 2, 0)]
                torch.extend(skip, torch.unbind(x, 2))
                for k in range(4):
                  torch.append(skip, torch.select(edge, 2, 0))
                """.lines().toList();
    }

    private static List<String> loop(int parts, List<String> making) {
        List<String> lines = new ArrayList<>();
        lines.add("for tile in range(tiles):");
        lines.add("  i = tile * 4");
        making.forEach(line -> lines.add("  " + line));
        lines.addAll(indented("  ", """
                first = 0
                while torch.lt(first, height):
                  count = ops.prim.min(rows, height - first)
                  low = ops.prim.max(first - 1, 0)
                  read = ops.prim.min(first + count + 1, height) - low
                  v_all = torch.narrow(v_room, 2, 0, count + 2)
                  if torch.eq(first, 0):
                    _0 = torch.zero_(torch.narrow(v_all, 2, 0, 1))
                  if torch.ge(first + count, height):
                    _0 = torch.zero_(torch.narrow(v_all, 2, count + 1, 1))
                  v = torch.narrow(v_all, 2, low - first + 1, read)
                  a = torch.narrow(a_room, 2, 0, read)
                  b = torch.narrow(b_room, 2, 0, read)
                """));
        IntStream.range(0, SLICES)
                .forEach(k -> lines.add("    y" + k + " = torch.narrow(result[i + " + k + "], 2, first, count)"));
        for (int part = 0; part < parts; part++) {
            lines.addAll(indented("    ", innerProducts(part)));
        }
        lines.addAll(indented("    ", """
                _0 = torch.sub(p1, p2, alpha=1, out=y1)
                p1 = torch.add_(p1, p2)
                _0 = torch.sub(p3, p4, alpha=1, out=p2)
                p3 = torch.add_(p3, p4)
                _0 = torch.add(y1, p2, alpha=8, out=y3)
                y1 = torch.add_(y1, p2, alpha=2)
                _0 = torch.add(p1, p3, alpha=1, out=y0)
                _0 = torch.add(p1, p3, alpha=4, out=y2)
                """));
        for (int part = 0; part < parts; part++) {
            lines.addAll(indented("    ", outerProducts(part)));
        }
        lines.add("    first = first + count");
        if (parts == 2) {
            lines.add("  for k in range(4):");
            lines.add("    torch._set_item(up, i + k, torch.select(edge, 2, 0))");
        }
        lines.add("return torch.narrow(room, 2, 0, depth)");
        return lines;
    }

    /** The products at 1, -1, 2 and -2, each of which enters all four slices. */
    private static String innerProducts(int part) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < PRODUCTS; k++) {
            text.append("d%d_%d = torch.narrow(%s[i + %d], 2, low, read)\n".formatted(part, k, slices(part), k));
        }
        for (int pair = 0; pair < 2; pair++) {
            text.append("_0 = torch.sub(dP_4, dP_2, alpha=%d, out=a)\n".formatted(pair == 0 ? 4 : 1));
            text.append("_0 = torch.sub(dP_3, dP_1, alpha=%d, out=b)\n".formatted(pair == 0 ? 4 : 1));
            text.append("_0 = torch.add(a, b, alpha=%d, out=v)\n".formatted(pair + 1));
            text.append(product(part, "p" + (2 * pair + 1), 2 * pair + 1, part == 0));
            text.append("_0 = torch.sub(a, b, alpha=%d, out=v)\n".formatted(pair + 1));
            text.append(product(part, "p" + (2 * pair + 2), 2 * pair + 2, part == 0));
        }
        return text.toString().replace("dP_", "d" + part + "_");
    }

    /** The products at 0 and infinity, which enter the first and the last slice. */
    private static String outerProducts(int part) {
        String text = """
                _0 = torch.add(dP_4, dP_0, alpha=4, out=v)
                v = torch.sub_(v, dP_2, alpha=5)
                FIRST_0 = torch.add(dP_5, dP_1, alpha=4, out=v)
                v = torch.sub_(v, dP_3, alpha=5)
                LAST""";
        return text.replace("FIRST", product(part, "y0", 0, false))
                .replace("LAST", product(part, "y3", PRODUCTS - 1, false))
                .replace("dP_", "d" + part + "_");
    }

    private static String product(int part, String sum, int index, boolean fresh) {
        String weight = (part == 0 ? "weights" : "weights_up") + "[" + index + "]";
        return fresh
                ? sum + " = ops.mkldnn._convolution_pointwise(v_all, " + weight + ", None, [0, 1], " + FLAT
                        + ", \"none\", " + NO_SCALARS + ", \"\")\n"
                : sum + " = ops.mkldnn._convolution_pointwise_(" + sum + ", v_all, " + weight + ", None, [0, 1], "
                        + FLAT + ", \"add\", None, None, " + NO_SCALARS + ", None)\n";
    }

    private static String slices(int part) {
        return part == 0 ? "skip" : "up";
    }

    private static List<String> indented(String indent, String text) {
        return text.lines().map(line -> indent + line).toList();
    }
}
