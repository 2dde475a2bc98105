package org.sagittal.preprocessing.dicom.codec;

/** The bits of a JPEG-LS scan, highest first: after a byte FF the next one has 7, and FF followed by 80 or more is a marker. */
final class JpegLsBits {
    /** Zeros that a reader may look at behind the end. */
    private static final int MOST_INVENTED = 128;

    private final byte[] in;
    private int at;
    private boolean afterFf;
    private long bits;
    private int count;
    private int invented;

    JpegLsBits(byte[] in, int at) {
        this.in = in;
        this.at = at;
    }

    private void fill() {
        while (count <= 48) {
            boolean marker = at + 1 < in.length && in[at] == (byte) 0xff && in[at + 1] < 0;
            if (at >= in.length || marker || at + 1 == in.length && in[at] == (byte) 0xff) {
                bits <<= 8;
                count += 8;
                invented += 8;
                continue;
            }
            int next = in[at++] & 0xff;
            int width = afterFf ? 7 : 8;
            bits = bits << width | next & (1 << width) - 1;
            count += width;
            afterFf = next == 0xff;
        }
    }

    private void need(int n) {
        if (count < n) {
            fill();
        }
    }

    private void used(int n) {
        count -= n;
        if (invented - count > MOST_INVENTED) {
            throw new CodecException("its compressed picture ends too early");
        }
    }

    boolean bit() {
        return take(1) == 1;
    }

    /** Takes up to 32 bits. */
    int take(int n) {
        if (n == 0) {
            return 0;
        }
        need(n);
        used(n);
        return (int) (bits >>> count & (1L << n) - 1);
    }

    /** Counts zeros before a one, which is taken too. */
    int zeros(int most) {
        int zeros = 0;
        while (!bit()) {
            if (++zeros > most) {
                throw new CodecException("its compressed picture is damaged: a code is too long");
            }
        }
        return zeros;
    }

    /** Position of the marker or the end behind the bits that have been used. */
    int position() {
        return at;
    }
}
