package org.sagittal.evaluation.surface;

import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.geometry.volume.Spacing;

/**
 * From any lattice point the exact squared distance to the nearest point of a set, without a distance map.
 *
 * <p>Rows of the lattice are looked at in the order of their distance from the point; within a row the nearest set bit is found word by
 * word. Outlines that are compared mostly lie close, so few rows are needed ({@code SurfaceBenchmark}); a point that found nothing in
 * the nearest rows asks a k-d tree instead. Squared distances are summed as SciPy sums them, z first, so that ties are the same ties.
 */
final class NearestSearch {
    private final BitMask target;
    private final Spacing spacing;
    private final RowOffsets offsets;
    private final boolean empty;
    private PointTree tree;

    NearestSearch(BitMask target, Spacing spacing, int dimensions) {
        this.target = target;
        this.spacing = spacing;
        this.offsets = RowOffsets.of(spacing, dimensions);
        this.empty = target.isEmpty();
    }

    /** The squared distance in mm^2; infinite if the set is empty. */
    double squaredMm2(int z, int y, int x) {
        if (empty) {
            return Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < offsets.size(); i++) {
            double row = offsets.squaredMm2(i);
            if (row >= best) {
                return best;
            }
            int rowZ = z + offsets.dz(i);
            int rowY = y + offsets.dy(i);
            if (rowZ >= 0
                    && rowY >= 0
                    && rowZ < target.shape().z()
                    && rowY < target.shape().y()) {
                best = Math.min(best, alongRow(rowZ, rowY, x, row, best));
            }
        }
        return offsets.beyondMm2() >= best ? best : tree().squaredMm2(z, y, x, best);
    }

    /** The least sum of the row's squared distance and that along the row, if below the best so far. */
    private double alongRow(int z, int y, int x, double row, double best) {
        int start = target.rowStart(z, y);
        int words = target.rowWords();
        int word = x >> 6;
        int reach = reach(best - row);
        int step = Integer.MAX_VALUE;
        for (int w = word; w < words && (w << 6) - x <= reach; w++) {
            long bits = target.word(start + w);
            bits = w == word ? bits & -1L << x : bits;
            if (bits != 0) {
                step = (w << 6) + Long.numberOfTrailingZeros(bits) - x;
                reach = Math.min(reach, step);
                break;
            }
        }
        for (int w = word; w >= 0 && x - ((w << 6) + 63) <= reach; w--) {
            long bits = target.word(start + w);
            bits = w == word ? bits & -1L >>> 63 - (x & 63) : bits;
            if (bits != 0) {
                step = Math.min(step, x - ((w << 6) + 63 - Long.numberOfLeadingZeros(bits)));
                break;
            }
        }
        if (step == Integer.MAX_VALUE) {
            return Double.POSITIVE_INFINITY;
        }
        double along = step * spacing.xMm();
        return row + along * along;
    }

    private int reach(double leftMm2) {
        return Double.isInfinite(leftMm2) ? Integer.MAX_VALUE : (int) (Math.sqrt(leftMm2) / spacing.xMm()) + 1;
    }

    private synchronized PointTree tree() {
        if (tree == null) {
            tree = PointTree.of(target, spacing);
        }
        return tree;
    }
}
