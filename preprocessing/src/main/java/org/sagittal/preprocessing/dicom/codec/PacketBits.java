package org.sagittal.preprocessing.dicom.codec;

/** The bits of JPEG 2000 packet headers, highest first: the byte after FF has 7. */
final class PacketBits {
    private final byte[] in;
    private final int end;
    private int at;
    private int current;
    private int left;

    PacketBits(byte[] in, int at, int end) {
        this.in = in;
        this.at = at;
        this.end = end;
    }

    int bit() {
        if (left == 0) {
            if (at >= end) {
                throw new CodecException("its JPEG 2000 picture ends within a packet");
            }
            left = current == 0xff ? 7 : 8;
            current = in[at++] & 0xff;
        }
        return current >> --left & 1;
    }

    int take(int n) {
        int value = 0;
        for (int i = 0; i < n; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /** Goes to the next whole byte, behind a stuffed one. */
    int aligned() {
        if (current == 0xff && at < end) {
            at++;
        }
        left = 0;
        current = 0;
        return at;
    }
}
