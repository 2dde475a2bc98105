package org.sagittal.models.augment.spatial;

/**
 * Linear interpolation of labels: every label is given the linear weights of the neighbours that carry it, and the label with the most
 * wins. Neighbours beyond the border carry -1.
 *
 * <p>The scores compared are 1000 times the weights rounded to half precision, so near ties are ties too. A tie goes to the label of the
 * nearest voxel if it is one of the tied, else to the smallest of them. Reference: nnU-Net's label sampling (batchgeneratorsv2 0.3.6).
 */
final class LabelVote {
    private static final float SCORE_OF_ALL = 1000;

    private final RowPositions row;
    private final short[] corners = new short[8];
    private final float[] weights = new float[8];
    private final short[] candidates = new short[8];
    private final float[] scores = new float[8];

    LabelVote(RowPositions row) {
        this.row = row;
    }

    /**
     * Fills the row that the positions stand at.
     *
     * @param from (z, y, x) labels of the input
     * @param into (z, y, x) labels of the output
     * @param start index of the row's first voxel in the output
     */
    void fill(short[] from, short[] into, int start) {
        int right = row.input.x();
        int below = row.input.sliceVoxels();
        boolean spatial = !row.planar;
        for (int x = 0; x < row.length; x++) {
            int base = row.base[x];
            if (base == RowPositions.AT_BORDER) {
                into[start + x] = decide(from, x);
                continue;
            }
            short label = from[base];
            boolean same = label == from[base + 1] && label == from[base + right] && label == from[base + right + 1];
            if (same && spatial) {
                int next = base + below;
                same = label == from[next]
                        && label == from[next + 1]
                        && label == from[next + right]
                        && label == from[next + right + 1];
            }
            into[start + x] = same ? label : decide(from, x);
        }
    }

    private short decide(short[] from, int x) {
        int neighbours = 0;
        boolean same = true;
        for (int dz = 0; dz <= (row.planar ? 0 : 1); dz++) {
            float weightZ = row.planar ? 1 : weight(row.fractionZ[x], dz);
            for (int dy = 0; dy <= 1; dy++) {
                float weightZy = weightZ * weight(row.fractionY[x], dy);
                for (int dx = 0; dx <= 1; dx++) {
                    short label = labelAt(from, row.beforeZ[x] + dz, row.beforeY[x] + dy, row.beforeX[x] + dx);
                    corners[neighbours] = label;
                    weights[neighbours++] = SCORE_OF_ALL * (weightZy * weight(row.fractionX[x], dx));
                    same &= label == corners[0];
                }
            }
        }
        return same ? corners[0] : winner(neighbours, nearest(from, x));
    }

    private short winner(int neighbours, short nearest) {
        int count = 0;
        for (int i = 0; i < neighbours; i++) {
            int k = 0;
            while (k < count && candidates[k] != corners[i]) {
                k++;
            }
            if (k == count) {
                candidates[k] = corners[i];
                scores[k] = 0;
                count++;
            }
            scores[k] += weights[i];
        }
        float best = -1;
        float ofNearest = -2;
        short winner = nearest;
        for (int k = 0; k < count; k++) {
            float score = roundToHalf(scores[k]);
            if (score > best || (score == best && candidates[k] < winner)) {
                best = score;
                winner = candidates[k];
            }
            if (candidates[k] == nearest) {
                ofNearest = score;
            }
        }
        return ofNearest == best ? nearest : winner;
    }

    private short nearest(short[] from, int x) {
        int z = row.planar ? row.beforeZ[x] : nearest(row.beforeZ[x], row.fractionZ[x]);
        return labelAt(from, z, nearest(row.beforeY[x], row.fractionY[x]), nearest(row.beforeX[x], row.fractionX[x]));
    }

    /** Half-way goes to the even neighbour. */
    private static int nearest(int before, float fraction) {
        boolean up = fraction > 0.5f || (fraction == 0.5f && (before & 1) != 0);
        return up ? before + 1 : before;
    }

    private short labelAt(short[] from, int z, int y, int x) {
        boolean inside = z >= 0 && z < row.input.z() && y >= 0 && y < row.input.y() && x >= 0 && x < row.input.x();
        return inside ? from[(z * row.input.y() + y) * row.input.x() + x] : CentreCrop.OUTSIDE_LABEL;
    }

    private static float weight(float fraction, int next) {
        return next == 0 ? 1 - fraction : fraction;
    }

    /** Rounds to 11 significant bits, half to even: exact for what binary16 can hold without underflow. */
    static float roundToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        bits += 0xFFF + ((bits >>> 13) & 1);
        return Float.intBitsToFloat(bits & ~0x1FFF);
    }
}
