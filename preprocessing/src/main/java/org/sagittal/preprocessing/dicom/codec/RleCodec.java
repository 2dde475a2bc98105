package org.sagittal.preprocessing.dicom.codec;

/**
 * Run lengths of bytes: one segment for each byte of each sample, the highest byte first.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part05/chapter_G.html">PS3.5 annex G</a>
 */
public final class RleCodec {
    private static final int HEADER_BYTES = 64;
    private static final int MOST_SEGMENTS = 15;

    private RleCodec() {}

    /**
     * Decodes a picture.
     *
     * @param in one frame
     * @param shape (y, x, c)
     * @param bytes bytes a number, 1, 2 or 4
     * @return the picture
     * @throws CodecException if it is damaged
     */
    public static Picture decode(byte[] in, PictureShape shape, int bytes) {
        if (in.length < HEADER_BYTES) {
            throw new CodecException("its run lengths end within their header");
        }
        int segments = int32(in, 0);
        if (segments != shape.samples() * bytes || segments > MOST_SEGMENTS) {
            throw new CodecException(
                    "its run lengths have " + segments + " segments, but " + shape.samples() * bytes + " are needed");
        }
        int[] numbers = new int[shape.numbers()];
        byte[] plane = new byte[shape.pixels()];
        for (int segment = 0; segment < segments; segment++) {
            int from = int32(in, 4 + 4 * segment);
            int to = segment + 1 < segments ? int32(in, 8 + 4 * segment) : in.length;
            if (from < HEADER_BYTES || from > in.length || to < from || to > in.length) {
                throw new CodecException(
                        "its run lengths have a segment from byte " + from + " to " + to + " of " + in.length);
            }
            unpack(in, from, to, plane);
            int sample = segment / bytes;
            int shift = 8 * (bytes - 1 - segment % bytes);
            for (int i = 0; i < plane.length; i++) {
                numbers[i * shape.samples() + sample] |= (plane[i] & 0xff) << shift;
            }
        }
        return new Picture(shape, 8 * bytes, false, numbers);
    }

    private static void unpack(byte[] in, int from, int to, byte[] plane) {
        int at = from;
        int out = 0;
        while (out < plane.length) {
            if (at >= to) {
                throw new CodecException("its run lengths end after " + out + " of " + plane.length + " bytes");
            }
            int n = in[at++];
            if (n >= 0) {
                int count = Math.min(n + 1, plane.length - out);
                if (at + count > to) {
                    throw new CodecException("its run lengths end within a literal run");
                }
                System.arraycopy(in, at, plane, out, count);
                at += n + 1;
                out += count;
            } else if (n != -128 && at < to) {
                int end = Math.min(out + 1 - n, plane.length);
                java.util.Arrays.fill(plane, out, end, in[at++]);
                out = end;
            }
        }
    }

    private static int int32(byte[] in, int at) {
        return in[at] & 0xff | (in[at + 1] & 0xff) << 8 | (in[at + 2] & 0xff) << 16 | (in[at + 3] & 0xff) << 24;
    }
}
