package org.sagittal.preprocessing.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * JPEG as DICOM has it: baseline and extended with 8 or 12 bits, and lossless prediction with 2 to 16 bits, Huffman-coded. Components
 * come out as they are coded: colours are not converted.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81</a>
 */
public final class JpegCodec {
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int HUFFMAN = 0xc4;
    private static final int QUANTIZATION = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int SCAN = 0xda;
    private static final int LOSSLESS = 0xc3;

    private final byte[] in;
    private final PictureShape shape;
    private final int[][] quantization = new int[4][];
    private final HuffmanTable[] first = new HuffmanTable[4];
    private final HuffmanTable[] second = new HuffmanTable[4];
    private int restartInterval;
    private JpegFrame frame;
    private int at;

    private JpegCodec(byte[] in, PictureShape shape) {
        this.in = in;
        this.shape = shape;
    }

    /**
     * Decodes a picture.
     *
     * @param in one frame
     * @param shape (y, x, c)
     * @return the picture, its components brought to the size of the largest
     * @throws CodecException if it is damaged, or of another kind of JPEG
     */
    public static Picture decode(byte[] in, PictureShape shape) {
        JpegCodec codec = new JpegCodec(in, shape);
        codec.read();
        return new Picture(shape, codec.frame.bits(), false, JpegSampling.gathered(codec.frame));
    }

    private void read() {
        if (in.length < 4 || (in[0] & 0xff) != 0xff || (in[1] & 0xff) != START) {
            throw new CodecException("its compressed picture does not start like JPEG");
        }
        at = 2;
        for (int marker = marker(); marker != END && marker >= 0; marker = marker()) {
            if (marker == SCAN) {
                scan();
            } else if (marker != START && marker != 1 && (marker < 0xd0 || marker > 0xd7)) {
                segment(marker);
            }
        }
        if (frame == null || frame.components().stream().anyMatch(c -> !c.seen)) {
            throw new CodecException("its compressed picture ends too early");
        }
    }

    /** The next marker; -1 at the end of the bytes. */
    private int marker() {
        while (at + 1 < in.length) {
            if (in[at] == (byte) 0xff && in[at + 1] != 0 && in[at + 1] != (byte) 0xff) {
                at += 2;
                return in[at - 1] & 0xff;
            }
            at++;
        }
        return -1;
    }

    private void segment(int marker) {
        int end = at + u16(at);
        if (end > in.length || end < at + 2) {
            throw new CodecException("its compressed picture ends within a header");
        }
        at += 2;
        switch (marker) {
            case HUFFMAN -> huffman(end);
            case QUANTIZATION -> quantization(end);
            case RESTART_INTERVAL -> restartInterval = u16(at);
            case 0xc0, 0xc1, LOSSLESS -> frame(marker, end);
            case 0xc2, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf ->
                throw new CodecException("its compressed picture is of a kind of JPEG (frame type " + (marker - 0xc0)
                        + ") that is not decoded; convert it, e.g. with 'gdcmconv --raw'");
            default -> {
                // Comments and application data say nothing that is needed.
            }
        }
        at = end;
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

    private void huffman(int end) {
        while (at < end) {
            int kind = u8(at) >> 4;
            int slot = u8(at) & 3;
            int[] counts = new int[17];
            int total = 0;
            for (int i = 1; i <= 16; i++) {
                counts[i] = u8(at + i);
                total += counts[i];
            }
            int[] symbols = new int[total];
            for (int i = 0; i < total; i++) {
                symbols[i] = u8(at + 17 + i);
            }
            (kind == 0 ? first : second)[slot] = new HuffmanTable(counts, symbols);
            at += 17 + total;
        }
    }

    private void quantization(int end) {
        while (at < end) {
            int bytes = u8(at) >> 4 == 0 ? 1 : 2;
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                table[CosineScan.ZIGZAG[i]] = bytes == 1 ? u8(at + 1 + i) : u16(at + 1 + 2 * i);
            }
            quantization[u8(at) & 3] = table;
            at += 1 + 64 * bytes;
        }
    }

    private void frame(int marker, int end) {
        if (frame != null) {
            throw new CodecException("its compressed picture has two frame headers");
        }
        int bits = u8(at);
        int count = u8(at + 5);
        shape.require(u16(at + 1), u16(at + 3), count);
        boolean lossless = marker == LOSSLESS;
        if (lossless ? bits < 2 || bits > 16 : bits != 8 && bits != 12) {
            throw new CodecException(
                    "its compressed picture has " + bits + " bits, which this kind of JPEG cannot have");
        }
        List<JpegFrame.Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int p = at + 6 + 3 * i;
            int across = u8(p + 1) >> 4;
            int down = u8(p + 1) & 15;
            if (across < 1 || across > 4 || down < 1 || down > 4 || p + 3 > end) {
                throw new CodecException("its compressed picture has sampling factors " + across + " x " + down);
            }
            components.add(new JpegFrame.Component(u8(p), across, down, u8(p + 2) & 3));
        }
        frame = new JpegFrame(lossless, bits, shape.rows(), shape.columns(), components);
        frame.allocate();
    }

    private void scan() {
        if (frame == null) {
            throw new CodecException("its compressed picture has a scan before its frame header");
        }
        int count = u8(at + 2);
        List<JpegScan.Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = u8(at + 3 + 2 * i);
            int tables = u8(at + 4 + 2 * i);
            JpegFrame.Component component = frame.components().stream()
                    .filter(c -> c.id == id && !c.seen)
                    .findFirst()
                    .orElseThrow(
                            () -> new CodecException("its compressed picture has a scan of unknown component " + id));
            component.seen = true;
            parts.add(new JpegScan.Part(
                    component, first[tables >> 4 & 3], second[tables & 3], quantization[component.quantization]));
        }
        int p = at + 3 + 2 * count;
        JpegScan.Header header = new JpegScan.Header(u8(p), u8(p + 2) & 15, restartInterval);
        if (parts.isEmpty()) {
            throw new CodecException("its compressed picture has a scan without components");
        }
        JpegBits bits = new JpegBits(in, at + u16(at));
        JpegScan scan = frame.lossless() ? new PredictionScan(frame, header, parts) : new CosineScan(frame, parts);
        scan.run(bits, frame, parts, restartInterval);
        at = bits.position();
    }
}
