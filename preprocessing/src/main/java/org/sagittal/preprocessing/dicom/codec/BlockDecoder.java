package org.sagittal.preprocessing.dicom.codec;

/**
 * The coding passes of a block: bit plane by bit plane, significance, refinement, cleanup -> coefficients at the middle of what is known
 * of them.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex D</a>
 */
final class BlockDecoder {
    private static final int MOST_PLANE = 29;
    private static final int SIGN_CONTEXT = 9;
    private static final int REFINE_CONTEXT = 14;

    private final CodeBlock block;
    private final int kind;
    private final int style;
    private final int stride;

    /** One border all around: 1 where a coefficient is significant. */
    private final byte[] significant;

    private final byte[] negative;
    private final byte[] visited;
    private final byte[] refined;

    /** Twice the magnitude: the lowest bit is the half. */
    private final int[] doubled;

    private final ArithmeticDecoder coder = new ArithmeticDecoder();
    private boolean raw;

    /** Where coefficients go: array, first index, columns, step of quantization, whether whole numbers are wanted. */
    record Target(double[] samples, int from, int stride, double step, boolean whole) {}

    BlockDecoder(CodeBlock block, int kind, int style) {
        this.block = block;
        this.kind = kind;
        this.style = style;
        this.stride = block.width + 2;
        int size = stride * (block.height + 2);
        significant = new byte[size];
        negative = new byte[size];
        visited = new byte[size];
        refined = new byte[size];
        doubled = new int[size];
    }

    void decode(int planes, Target target) {
        int plane = planes - 1 - block.zeroPlanes;
        if (plane > MOST_PLANE) {
            throw new CodecException("its JPEG 2000 picture has a block of " + (plane + 1) + " bit planes");
        }
        int pass = 2;
        int done = 0;
        for (CodeBlock.Segment segment : block.segments) {
            raw = (style & CodingStyle.BYPASS) != 0 && done >= 10 && pass < 2;
            if (raw) {
                coder.startRaw(segment.bytes);
            } else {
                coder.start(segment.bytes);
            }
            for (int i = 0; i < segment.passes && plane >= 0; i++) {
                pass(pass, plane);
                done++;
                pass = (pass + 1) % 3;
                plane -= pass == 0 ? 1 : 0;
            }
        }
        store(target);
    }

    private void pass(int pass, int plane) {
        for (int y = 0; y < block.height; y += 4) {
            for (int x = 0; x < block.width; x++) {
                int last = Math.min(y + 4, block.height);
                if (pass == 2) {
                    cleanup(x, y, last, plane);
                    continue;
                }
                for (int row = y; row < last; row++) {
                    int i = (row + 1) * stride + x + 1;
                    boolean cut = (style & CodingStyle.CAUSAL) != 0 && (row & 3) == 3;
                    if (pass == 0) {
                        significance(i, plane, cut);
                    } else {
                        refinement(i, plane, cut);
                    }
                }
            }
        }
        if (pass == 2) {
            java.util.Arrays.fill(visited, (byte) 0);
            if ((style & CodingStyle.SYMBOLS) != 0) {
                for (int i = 0; i < 4; i++) {
                    coder.decode(ArithmeticDecoder.UNIFORM);
                }
            }
        }
        if ((style & CodingStyle.RESET) != 0) {
            coder.forget();
        }
    }

    private void significance(int i, int plane, boolean cut) {
        if (significant[i] != 0) {
            return;
        }
        int context = context(i, cut);
        if (context == 0) {
            return;
        }
        visited[i] = 1;
        if ((raw ? coder.raw() : coder.decode(context)) == 1) {
            sign(i, plane, cut);
        }
    }

    private void refinement(int i, int plane, boolean cut) {
        if (significant[i] == 0 || visited[i] != 0) {
            return;
        }
        int bit;
        if (raw) {
            bit = coder.raw();
        } else if (refined[i] != 0) {
            bit = coder.decode(REFINE_CONTEXT + 2);
        } else {
            bit = coder.decode(context(i, cut) == 0 ? REFINE_CONTEXT : REFINE_CONTEXT + 1);
        }
        refined[i] = 1;
        doubled[i] += bit == 1 ? 1 << plane : -(1 << plane);
    }

    private void cleanup(int x, int y, int last, int plane) {
        int row = y;
        int i = (y + 1) * stride + x + 1;
        boolean causal = (style & CodingStyle.CAUSAL) != 0;
        if (last - y == 4 && quiet(i, causal)) {
            if (coder.decode(ArithmeticDecoder.RUN) == 0) {
                return;
            }
            int skipped = coder.decode(ArithmeticDecoder.UNIFORM) << 1;
            skipped |= coder.decode(ArithmeticDecoder.UNIFORM);
            row += skipped;
            i += skipped * stride;
            sign(i, plane, causal && skipped == 3);
            row++;
            i += stride;
        }
        for (; row < last; row++, i += stride) {
            boolean cut = causal && (row & 3) == 3;
            if (significant[i] == 0 && visited[i] == 0 && coder.decode(context(i, cut)) == 1) {
                sign(i, plane, cut);
            }
        }
    }

    /** Whether four coefficients below each other have nothing significant in or around them. */
    private boolean quiet(int i, boolean causal) {
        for (int k = 0; k < 4; k++) {
            int at = i + k * stride;
            if (significant[at] != 0 || visited[at] != 0 || context(at, causal && k == 3) != 0) {
                return false;
            }
        }
        return true;
    }

    private int context(int i, boolean cut) {
        int across = significant[i - 1] + significant[i + 1];
        int down = significant[i - stride];
        int corners = significant[i - stride - 1] + significant[i - stride + 1];
        if (!cut) {
            down += significant[i + stride];
            corners += significant[i + stride - 1] + significant[i + stride + 1];
        }
        if (kind == 3) {
            int sides = across + down;
            return switch (corners) {
                case 0 -> Math.min(2, sides);
                case 1 -> 3 + Math.min(2, sides);
                case 2 -> sides == 0 ? 6 : 7;
                default -> 8;
            };
        }
        int main = kind == 1 ? down : across;
        int other = kind == 1 ? across : down;
        if (main == 2) {
            return 8;
        }
        if (main == 1) {
            return other > 0 ? 7 : corners > 0 ? 6 : 5;
        }
        return other > 0 ? 2 + other : Math.min(2, corners);
    }

    private int contribution(int before, int after) {
        int sum = significant[before] * (1 - 2 * negative[before]) + significant[after] * (1 - 2 * negative[after]);
        return Integer.signum(sum);
    }

    /** A coefficient becomes significant. */
    private void sign(int i, int plane, boolean cut) {
        int bit;
        if (raw) {
            bit = coder.raw();
        } else {
            int across = contribution(i - 1, i + 1);
            // The border is never significant, so an index of its stands for nothing.
            int down = contribution(i - stride, cut ? 0 : i + stride);
            int key = 3 * across + down;
            int context = SIGN_CONTEXT + new int[] {0, 1, 2, 3, 4}[Math.abs(key)];
            bit = coder.decode(context) ^ (key < 0 ? 1 : 0);
        }
        negative[i] = (byte) bit;
        significant[i] = 1;
        doubled[i] = 3 << plane;
    }

    private void store(Target target) {
        for (int y = 0; y < block.height; y++) {
            int from = (y + 1) * stride + 1;
            int to = target.from + y * target.stride;
            for (int x = 0; x < block.width; x++) {
                int twice = doubled[from + x];
                double size = target.whole ? twice >> 1 : twice * 0.5 * target.step;
                target.samples[to + x] = negative[from + x] != 0 ? -size : size;
            }
        }
    }
}
