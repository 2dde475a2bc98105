package org.sagittal.preprocessing.dicom.codec;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes the tile-parts of a JPEG 2000 code stream say how many there really are: some writers count them from 0, and JJ2000 then leaves
 * out the last one of each tile.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex A.4.2</a>
 */
final class TileParts {
    private static final int HEAD_BYTES = 12;

    private TileParts() {}

    /** Corrects the counts in place, as far as the chain of tile-parts can be followed. */
    static void recount(byte[] in, int start) {
        int first = firstTilePart(in, start);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int at = first; isTilePart(in, at); at = next(in, at)) {
            counts.merge(tile(in, at), 1, Integer::sum);
        }
        for (int at = first; isTilePart(in, at); at = next(in, at)) {
            int count = counts.get(tile(in, at));
            if ((in[at + 11] & 0xff) != 0 && (in[at + 11] & 0xff) < count && count < 256) {
                in[at + 11] = (byte) count;
            }
        }
    }

    /** Follows the main header's segments. */
    private static int firstTilePart(byte[] in, int start) {
        int at = start + 2;
        while (at + 3 < in.length && !isTilePart(in, at)) {
            at += 2 + ((in[at + 2] & 0xff) << 8 | in[at + 3] & 0xff);
        }
        return at;
    }

    private static boolean isTilePart(byte[] in, int at) {
        return at >= 0 && at <= in.length - HEAD_BYTES && in[at] == (byte) 0xff && in[at + 1] == (byte) 0x90;
    }

    private static int tile(byte[] in, int at) {
        return (in[at + 4] & 0xff) << 8 | in[at + 5] & 0xff;
    }

    /** Where the next tile-part would be; -1 behind the last, whose length may be left out. */
    private static int next(byte[] in, int at) {
        long length = Integer.toUnsignedLong(Jpeg2000Codec.int32(in, at + 6));
        return length < HEAD_BYTES || at + length > in.length ? -1 : (int) (at + length);
    }
}
