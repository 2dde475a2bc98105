package org.sagittal.evaluation.topology;

/**
 * Which pixels of a line drawing go in each of two passes, by their eight neighbours: bits from 1 for north, clockwise.
 *
 * <p>Reference: Zhang and Suen, A fast parallel algorithm for thinning digital patterns, CACM 27:236 (1984), conditions (a) to (d).
 * scikit-image 0.26 decides otherwise for 25 of the 256 neighbourhoods; found by comparing its table with the conditions.
 */
final class Pixels {
    private static final int NORTH = 1;
    private static final int EAST = 1 << 2;
    private static final int SOUTH = 1 << 4;
    private static final int WEST = 1 << 6;

    /** The neighbourhoods in which scikit-image decides otherwise, and in which passes (1, 2, both as 3) pixels go there. */
    private static final int[][] SCIKIT_IMAGE = {
        {0x03, 1}, {0x05, 3}, {0x06, 1}, {0x07, 1}, {0x0c, 2}, {0x0d, 2}, {0x14, 3}, {0x18, 0}, {0x1c, 2}, {0x30, 2},
        {0x34, 2}, {0x36, 2}, {0x41, 3}, {0x43, 1}, {0x50, 3}, {0x58, 2}, {0x60, 2}, {0x61, 1}, {0x63, 1}, {0x70, 2},
        {0x81, 1}, {0x85, 1}, {0xc0, 0}, {0xc1, 1}, {0xd0, 1}
    };

    private static final byte[] PLAIN = new byte[256];
    private static final byte[] SCIKIT = new byte[256];

    static {
        for (int around = 0; around < 256; around++) {
            PLAIN[around] = (byte) ((goesByRule(around, false) ? 1 : 0) | (goesByRule(around, true) ? 2 : 0));
            SCIKIT[around] = PLAIN[around];
        }
        for (int[] other : SCIKIT_IMAGE) {
            SCIKIT[other[0]] = (byte) other[1];
        }
    }

    private Pixels() {}

    /** Whether a pixel goes in the first or second pass. */
    static boolean goes(int around, boolean second, boolean asScikitImage) {
        return ((asScikitImage ? SCIKIT : PLAIN)[around] & (second ? 2 : 1)) != 0;
    }

    private static boolean goesByRule(int around, boolean second) {
        int neighbours = Integer.bitCount(around);
        int turned = around >> 1 | (around & 1) << 7;
        int changes = Integer.bitCount(turned & ~around);
        boolean side = second
                ? !all(around, NORTH | EAST | WEST) && !all(around, NORTH | SOUTH | WEST)
                : !all(around, NORTH | EAST | SOUTH) && !all(around, EAST | SOUTH | WEST);
        return neighbours >= 2 && neighbours <= 6 && changes == 1 && side;
    }

    private static boolean all(int around, int sides) {
        return (around & sides) == sides;
    }
}
