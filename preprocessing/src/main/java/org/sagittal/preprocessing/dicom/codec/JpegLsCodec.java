package org.sagittal.preprocessing.dicom.codec;

import java.util.Arrays;

/**
 * JPEG-LS, lossless and near-lossless, with components one after another, line by line or sample by sample.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.87">ITU-T T.87</a>
 */
public final class JpegLsCodec {
    private static final int FRAME = 0xf7;
    private static final int SCAN = 0xda;
    private static final int PRESET = 0xf8;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int END = 0xd9;

    private final byte[] in;
    private final PictureShape shape;
    private final int[] preset = new int[5];
    private int at = 2;
    private int bits;
    private int[] ids;
    private int[] numbers;
    private int decoded;

    private JpegLsCodec(byte[] in, PictureShape shape) {
        this.in = in;
        this.shape = shape;
    }

    /**
     * Decodes a picture.
     *
     * @param in one frame
     * @param shape (y, x, c)
     * @return the picture
     * @throws CodecException if it is damaged, or uses mapping tables
     */
    public static Picture decode(byte[] in, PictureShape shape) {
        if (in.length < 4 || in[0] != (byte) 0xff || in[1] != (byte) 0xd8) {
            throw new CodecException("its compressed picture does not start like JPEG-LS");
        }
        JpegLsCodec codec = new JpegLsCodec(in, shape);
        codec.read();
        return new Picture(shape, codec.bits, false, codec.numbers);
    }

    private void read() {
        while (decoded < shape.samples()) {
            int marker = marker();
            if (marker < 0 || marker == END) {
                throw new CodecException("its compressed picture ends too early");
            }
            int end = at + u16(at);
            switch (marker) {
                case FRAME -> frame();
                case PRESET -> preset();
                case SCAN -> scan(end);
                case RESTART_INTERVAL -> {
                    if (u16(at + 2) != 0) {
                        throw new CodecException(
                                "its compressed picture has restart markers, which are not decoded in JPEG-LS");
                    }
                }
                case 0xc0, 0xc1, 0xc2, 0xc3 -> throw new CodecException("its compressed picture is JPEG, not JPEG-LS");
                default -> {
                    // Comments and application data say nothing that is needed.
                }
            }
            at = marker == SCAN ? at : end;
        }
    }

    private int marker() {
        while (at + 1 < in.length) {
            if (in[at] == (byte) 0xff && (in[at + 1] & 0x80) != 0 && in[at + 1] != (byte) 0xff) {
                at += 2;
                return in[at - 1] & 0xff;
            }
            at++;
        }
        return -1;
    }

    private int u8(int position) {
        if (position >= in.length) {
            throw new CodecException("its compressed picture ends within a header");
        }
        return in[position] & 0xff;
    }

    private int u16(int position) {
        return u8(position) << 8 | u8(position + 1);
    }

    private void frame() {
        bits = u8(at + 2);
        shape.require(u16(at + 3), u16(at + 5), u8(at + 7));
        if (bits < 2 || bits > 16 || numbers != null) {
            throw new CodecException("its compressed picture has " + bits + " bits, or two frame headers");
        }
        ids = new int[shape.samples()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = u8(at + 8 + 3 * i);
            if (u8(at + 9 + 3 * i) != 0x11) {
                throw new CodecException("its compressed picture has components of different sizes");
            }
        }
        numbers = new int[shape.numbers()];
    }

    private void preset() {
        if (u8(at + 2) != 1) {
            throw new CodecException("its compressed picture has mapping tables or is oversized, which is not decoded");
        }
        for (int i = 0; i < preset.length; i++) {
            preset[i] = u16(at + 3 + 2 * i);
        }
    }

    private void scan(int end) {
        if (numbers == null) {
            throw new CodecException("its compressed picture has a scan before its frame header");
        }
        int count = u8(at + 2);
        int near = u8(at + 3 + 2 * count);
        int interleave = u8(at + 4 + 2 * count);
        if (preset[0] >= 1 << bits || count < 1 || count > shape.samples() || interleave == 0 && count != 1) {
            throw new CodecException(
                    "its compressed picture has a scan of " + count + " components up to " + preset[0]);
        }
        int[] parts = new int[count];
        for (int i = 0; i < count; i++) {
            parts[i] = component(u8(at + 3 + 2 * i));
        }
        JpegLsBits scanBits = new JpegLsBits(in, end);
        JpegLsModel model = new JpegLsModel(scanBits, preset, bits, near);
        switch (interleave) {
            case 0, 1 -> lines(model, parts);
            case 2 -> pixels(model, parts);
            default -> throw new CodecException("its compressed picture has interleave mode " + interleave);
        }
        decoded += count;
        at = scanBits.position();
    }

    private int component(int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        throw new CodecException("its compressed picture has a scan of unknown component " + id);
    }

    /** Lines of all components in turn, with a border of one sample on both sides. */
    private void lines(JpegLsModel model, int[] parts) {
        int width = shape.columns();
        int[][] above = new int[parts.length][width + 2];
        int[][] here = new int[parts.length][width + 2];
        int[][] runs = new int[parts.length][1];
        for (int y = 0; y < shape.rows(); y++) {
            for (int p = 0; p < parts.length; p++) {
                above[p][width + 1] = above[p][width];
                here[p][0] = above[p][1];
                line(model, above[p], here[p], runs[p]);
                store(here[p], y, parts[p]);
            }
            int[][] swap = above;
            above = here;
            here = swap;
        }
    }

    private void line(JpegLsModel model, int[] above, int[] here, int[] run) {
        int width = shape.columns();
        int x = 1;
        while (x <= width) {
            if (!model.flat(here[x - 1], above[x], above[x - 1], above[x + 1])) {
                here[x] = model.sample(here[x - 1], above[x], above[x - 1], above[x + 1]);
                x++;
                continue;
            }
            int length = model.run(run, width + 1 - x);
            Arrays.fill(here, x, x + length, here[x - 1]);
            x += length;
            if (x <= width) {
                here[x] = model.interruption(run, here[x - 1], above[x], true);
                JpegLsModel.shorten(run);
                x++;
            }
        }
    }

    private void store(int[] line, int y, int component) {
        int to = y * shape.columns() * shape.samples() + component;
        for (int x = 1; x <= shape.columns(); x++, to += shape.samples()) {
            numbers[to] = line[x];
        }
    }

    /** Pixels whose components share one state and start runs together. */
    private void pixels(JpegLsModel model, int[] parts) {
        int width = shape.columns();
        int[][] above = new int[parts.length][width + 2];
        int[][] here = new int[parts.length][width + 2];
        int[] run = new int[1];
        for (int y = 0; y < shape.rows(); y++) {
            for (int p = 0; p < parts.length; p++) {
                above[p][width + 1] = above[p][width];
                here[p][0] = above[p][1];
            }
            pixelLine(model, above, here, run);
            for (int p = 0; p < parts.length; p++) {
                store(here[p], y, parts[p]);
            }
            int[][] swap = above;
            above = here;
            here = swap;
        }
    }

    private void pixelLine(JpegLsModel model, int[][] above, int[][] here, int[] run) {
        int width = shape.columns();
        int x = 1;
        while (x <= width) {
            boolean flat = true;
            for (int p = 0; p < here.length; p++) {
                flat &= model.flat(here[p][x - 1], above[p][x], above[p][x - 1], above[p][x + 1]);
            }
            if (flat) {
                int length = model.run(run, width + 1 - x);
                for (int[] line : here) {
                    Arrays.fill(line, x, x + length, line[x - 1]);
                }
                x += length;
                if (x > width) {
                    return;
                }
            }
            for (int p = 0; p < here.length; p++) {
                here[p][x] = flat
                        ? model.interruption(run, here[p][x - 1], above[p][x], false)
                        : model.sample(here[p][x - 1], above[p][x], above[p][x - 1], above[p][x + 1]);
            }
            if (flat) {
                JpegLsModel.shorten(run);
            }
            x++;
        }
    }
}
