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

    // What is known of a coefficient: which neighbours are significant, which of the four beside it negative, and its
    // own state.
    private static final int WEST = 1;
    private static final int EAST = 1 << 1;
    private static final int NORTH = 1 << 2;
    private static final int SOUTH = 1 << 3;
    private static final int NORTH_WEST = 1 << 4;
    private static final int NORTH_EAST = 1 << 5;
    private static final int SOUTH_WEST = 1 << 6;
    private static final int SOUTH_EAST = 1 << 7;
    private static final int NEIGHBOURS = 0xff;
    private static final int NEGATIVE = 8;
    private static final int SIGNIFICANT = 1 << 12;
    private static final int VISITED = 1 << 13;
    private static final int REFINED = 1 << 14;
    private static final int BELOW = SOUTH | SOUTH_WEST | SOUTH_EAST;

    /** Context of a coefficient by the kind of its band and its neighbours. */
    private static final byte[][] CONTEXTS = {contexts(0), contexts(1), contexts(2), contexts(3)};

    /** Context of a sign by the four neighbours beside it; negative where the bit is turned. */
    private static final byte[] SIGNS = signs();

    private final CodeBlock block;
    private final byte[] contexts;
    private final int style;
    private final int stride;

    /** One border all around. */
    private final int[] known;

    /** Twice the magnitude: the lowest bit is the half. */
    private final int[] doubled;

    private final boolean[] negative;
    private final ArithmeticDecoder coder = new ArithmeticDecoder();
    private boolean raw;

    /** Where coefficients go: array, first index, columns, step of quantization, whether whole numbers are wanted. */
    record Target(double[] samples, int from, int stride, double step, boolean whole) {}

    BlockDecoder(CodeBlock block, int kind, int style) {
        this.block = block;
        this.contexts = CONTEXTS[kind];
        this.style = style;
        this.stride = block.width + 2;
        int size = stride * (block.height + 2);
        known = new int[size];
        negative = new boolean[size];
        doubled = new int[size];
    }

    private static byte[] contexts(int kind) {
        byte[] table = new byte[NEIGHBOURS + 1];
        for (int f = 0; f < table.length; f++) {
            int across = Integer.bitCount(f & (WEST | EAST));
            int down = Integer.bitCount(f & (NORTH | SOUTH));
            int corners = Integer.bitCount(f >> 4);
            table[f] = (byte)
                    (kind == 3
                            ? diagonal(corners, across + down)
                            : kind == 1 ? straight(down, across, corners) : straight(across, down, corners));
        }
        return table;
    }

    private static int diagonal(int corners, int sides) {
        return switch (corners) {
            case 0 -> Math.min(2, sides);
            case 1 -> 3 + Math.min(2, sides);
            case 2 -> sides == 0 ? 6 : 7;
            default -> 8;
        };
    }

    private static int straight(int main, int other, int corners) {
        if (main == 2) {
            return 8;
        }
        if (main == 1) {
            return other > 0 ? 7 : corners > 0 ? 6 : 5;
        }
        return other > 0 ? 2 + other : Math.min(2, corners);
    }

    private static byte[] signs() {
        byte[] table = new byte[256];
        for (int f = 0; f < table.length; f++) {
            int across = sign(f, WEST) + sign(f, EAST);
            int down = sign(f, NORTH) + sign(f, SOUTH);
            int key = 3 * Integer.signum(across) + Integer.signum(down);
            table[f] = (byte) (key < 0 ? key - SIGN_CONTEXT : key + SIGN_CONTEXT);
        }
        return table;
    }

    /** Neighbours are in the lower four bits, their signs in the upper. */
    private static int sign(int f, int neighbour) {
        return (f & neighbour) == 0 ? 0 : (f >> 4 & neighbour) == 0 ? 1 : -1;
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
        boolean causal = (style & CodingStyle.CAUSAL) != 0;
        for (int y = 0; y < block.height; y += 4) {
            int last = Math.min(y + 4, block.height);
            // Looking down from the last row of a stripe is not allowed where stripes are to stand alone.
            int end = causal && last == y + 4 ? last - 1 : block.height;
            for (int x = 0; x < block.width; x++) {
                if (pass == 2) {
                    cleanup(x, y, last, plane);
                    continue;
                }
                int i = (y + 1) * stride + x + 1;
                for (int row = y; row < last; row++, i += stride) {
                    int f = row < end ? known[i] : known[i] & ~BELOW;
                    if (pass == 0) {
                        significance(i, f, plane);
                    } else {
                        refinement(i, f, plane);
                    }
                }
            }
        }
        if (pass == 2 && (style & CodingStyle.SYMBOLS) != 0) {
            for (int i = 0; i < 4; i++) {
                coder.decode(ArithmeticDecoder.UNIFORM);
            }
        }
        if ((style & CodingStyle.RESET) != 0) {
            coder.forget();
        }
    }

    private void significance(int i, int f, int plane) {
        if ((f & SIGNIFICANT) != 0 || (f & NEIGHBOURS) == 0) {
            return;
        }
        known[i] |= VISITED;
        if ((raw ? coder.raw() : coder.decode(contexts[f & NEIGHBOURS])) == 1) {
            become(i, f, plane);
        }
    }

    private void refinement(int i, int f, int plane) {
        if ((f & (SIGNIFICANT | VISITED)) != SIGNIFICANT) {
            return;
        }
        int bit;
        if (raw) {
            bit = coder.raw();
        } else {
            int context = (f & REFINED) != 0 ? 2 : (f & NEIGHBOURS) != 0 ? 1 : 0;
            bit = coder.decode(REFINE_CONTEXT + context);
        }
        known[i] |= REFINED;
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
            become(i, causal && skipped == 3 ? known[i] & ~BELOW : known[i], plane);
            row++;
            i += stride;
        }
        for (; row < last; row++, i += stride) {
            int f = causal && (row & 3) == 3 ? known[i] & ~BELOW : known[i];
            if ((f & (SIGNIFICANT | VISITED)) == 0 && coder.decode(contexts[f & NEIGHBOURS]) == 1) {
                become(i, f, plane);
            }
        }
        for (int k = (y + 1) * stride + x + 1, end = (last + 1) * stride; k < end; k += stride) {
            known[k] &= ~VISITED;
        }
    }

    /** Whether four coefficients below each other have nothing significant in or around them. */
    private boolean quiet(int i, boolean causal) {
        int bottom = known[i + 3 * stride];
        int all = known[i] | known[i + stride] | known[i + 2 * stride] | (causal ? bottom & ~BELOW : bottom);
        return (all & (NEIGHBOURS | SIGNIFICANT | VISITED)) == 0;
    }

    /** A coefficient becomes significant: its sign follows, and its neighbours are told. */
    private void become(int i, int f, int plane) {
        int bit;
        if (raw) {
            bit = coder.raw();
        } else {
            int context = SIGNS[f & 15 | f >> NEGATIVE - 4 & 0xf0];
            bit = context < 0 ? coder.decode(-context) ^ 1 : coder.decode(context);
        }
        negative[i] = bit == 1;
        known[i] |= SIGNIFICANT;
        doubled[i] = 3 << plane;
        known[i - 1] |= EAST | EAST * bit << NEGATIVE;
        known[i + 1] |= WEST | WEST * bit << NEGATIVE;
        known[i - stride] |= SOUTH | SOUTH * bit << NEGATIVE;
        known[i + stride] |= NORTH | NORTH * bit << NEGATIVE;
        known[i - stride - 1] |= SOUTH_EAST;
        known[i - stride + 1] |= SOUTH_WEST;
        known[i + stride - 1] |= NORTH_EAST;
        known[i + stride + 1] |= NORTH_WEST;
    }

    private void store(Target target) {
        float step = (float) (0.5 * target.step);
        for (int y = 0; y < block.height; y++) {
            int from = (y + 1) * stride + 1;
            int to = target.from + y * target.stride;
            for (int x = 0; x < block.width; x++) {
                int twice = doubled[from + x];
                double size = target.whole ? twice >> 1 : twice * step;
                target.samples[to + x] = negative[from + x] ? -size : size;
            }
        }
    }
}
