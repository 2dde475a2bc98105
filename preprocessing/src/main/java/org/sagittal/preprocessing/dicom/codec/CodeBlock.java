package org.sagittal.preprocessing.dicom.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A rectangle of coefficients of one band, and what packets have brought of it. */
final class CodeBlock {
    final int x;
    final int y;
    final int width;
    final int height;
    final List<Segment> segments = new ArrayList<>();
    boolean included;
    int zeroPlanes;
    int passes;
    int lengthBits = 3;

    /** Bytes that one run of the coder has written, and its coding passes. */
    static final class Segment {
        final int mostPasses;
        int passes;
        byte[] bytes = {};

        /** Passes and bytes of the packet that is being read. */
        int newPasses;

        int newBytes;

        Segment(int mostPasses) {
            this.mostPasses = mostPasses;
        }

        void append(byte[] from, int at) {
            int old = bytes.length;
            bytes = Arrays.copyOf(bytes, old + newBytes);
            System.arraycopy(from, at, bytes, old, newBytes);
            newBytes = 0;
        }
    }

    /** A block whose place is counted from its band's first coefficient. */
    CodeBlock(int x, int y, int width, int height) {
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    /** The segment that the next pass belongs to. */
    Segment open(int style) {
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (last == null || last.passes == last.mostPasses) {
            last = new Segment(mostPasses(style));
            segments.add(last);
        }
        return last;
    }

    private int mostPasses(int style) {
        if ((style & CodingStyle.TERMINATE) != 0) {
            return 1;
        }
        if ((style & CodingStyle.BYPASS) == 0) {
            return Integer.MAX_VALUE;
        }
        // The first ten passes are coded; then two raw ones and a coded one take turns.
        return passes < 10 ? 10 : (passes - 10) % 3 == 0 ? 2 : 1;
    }
}
