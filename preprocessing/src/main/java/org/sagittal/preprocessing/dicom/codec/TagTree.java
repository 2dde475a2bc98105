package org.sagittal.preprocessing.dicom.codec;

import java.util.Arrays;

/**
 * A tree of minima over a grid: each node is the least of up to four below, so that few bits tell many numbers.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-T.800">ITU-T T.800 annex B.10.2</a>
 */
final class TagTree {
    private final int depth;
    private final int[] widths;
    private final int[] starts;
    private final int[] values;
    private final int[] lows;

    TagTree(int width, int height) {
        int levels = 1;
        for (int w = width, h = height; w > 1 || h > 1; w = w + 1 >> 1, h = h + 1 >> 1) {
            levels++;
        }
        depth = levels;
        widths = new int[depth];
        starts = new int[depth];
        int nodes = 0;
        int w = width;
        int h = height;
        for (int level = 0; level < depth; level++) {
            widths[level] = w;
            starts[level] = nodes;
            nodes += w * h;
            w = w + 1 >> 1;
            h = h + 1 >> 1;
        }
        values = new int[nodes];
        lows = new int[nodes];
        Arrays.fill(values, Integer.MAX_VALUE);
    }

    /** Whether the number of a leaf is below a threshold; reads as many bits as that needs. */
    boolean below(PacketBits in, int x, int y, int threshold) {
        int low = 0;
        int node = 0;
        for (int level = depth - 1; level >= 0; level--) {
            node = starts[level] + (y >> level) * widths[level] + (x >> level);
            low = Math.max(low, lows[node]);
            while (low < threshold && low < values[node]) {
                if (in.bit() == 1) {
                    values[node] = low;
                } else {
                    low++;
                }
            }
            lows[node] = low;
        }
        return values[node] < threshold;
    }
}
