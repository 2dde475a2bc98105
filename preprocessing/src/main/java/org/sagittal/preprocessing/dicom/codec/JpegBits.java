package org.sagittal.preprocessing.dicom.codec;

/** The bits of a JPEG scan, highest first: a byte FF is followed by a stuffed 00, anything else after FF is a marker and ends them. */
final class JpegBits {
    private final byte[] in;
    private int at;
    private long bits;
    private int count;
    private int invented;

    JpegBits(byte[] in, int at) {
        this.in = in;
        this.at = at;
    }

    /** Position of the marker or the end behind the bits; whatever is left in the last byte is passed over. */
    int position() {
        return at;
    }

    private void fill() {
        while (count <= 48) {
            int next = 0;
            if (at < in.length && in[at] != (byte) 0xff) {
                next = in[at++] & 0xff;
            } else if (at + 1 < in.length && in[at + 1] == 0) {
                next = 0xff;
                at += 2;
            } else if (at + 1 < in.length && in[at + 1] == (byte) 0xff) {
                // Fill bytes before a marker.
                at++;
                continue;
            } else if ((invented += 8) > 1024) {
                // The last code may need bits that were not written; more than those are a cut.
                throw new CodecException("its compressed picture ends too early");
            }
            bits = bits << 8 | next;
            count += 8;
        }
    }

    /** Looks at the next 16 bits. */
    int peek16() {
        if (count < 16) {
            fill();
        }
        return (int) (bits >>> (count - 16)) & 0xffff;
    }

    void skip(int n) {
        count -= n;
    }

    /** Takes up to 16 bits. */
    int take(int n) {
        if (n == 0) {
            return 0;
        }
        if (count < n) {
            fill();
        }
        count -= n;
        return (int) (bits >>> count) & (1 << n) - 1;
    }

    /** A difference of a category: n bits, of which a leading 0 says negative. */
    int difference(int n) {
        if (n == 0) {
            return 0;
        }
        int value = take(n);
        return value < 1 << (n - 1) ? value - (1 << n) + 1 : value;
    }

    /** Goes behind a restart marker. */
    void restart() {
        count = 0;
        bits = 0;
        invented = 0;
        while (at + 1 < in.length && !(in[at] == (byte) 0xff && (in[at + 1] & 0xf8) == 0xd0)) {
            if (in[at] == (byte) 0xff && in[at + 1] != 0 && in[at + 1] != (byte) 0xff) {
                throw new CodecException("its compressed picture lacks a restart marker");
            }
            at++;
        }
        at += 2;
    }
}
