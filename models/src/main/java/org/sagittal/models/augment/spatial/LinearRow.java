package org.sagittal.models.augment.spatial;

/** Linear interpolation of one row of an image channel, with 0 beyond the border. */
final class LinearRow {
    private LinearRow() {}

    /**
     * Fills a row.
     *
     * @param row where its voxels are drawn from
     * @param from (z, y, x) values of the input
     * @param into (z, y, x) values of the output
     * @param start index of the row's first voxel in the output
     */
    static void fill(RowPositions row, float[] from, float[] into, int start) {
        int rowStride = row.input.x();
        int sliceStride = row.input.sliceVoxels();
        for (int x = 0; x < row.length; x++) {
            int base = row.base[x];
            float value;
            if (base == RowPositions.AT_BORDER) {
                value = atBorder(row, from, x);
            } else {
                value = inPlane(from, base, rowStride, row.fractionY[x], row.fractionX[x]);
                if (!row.planar) {
                    float below = inPlane(from, base + sliceStride, rowStride, row.fractionY[x], row.fractionX[x]);
                    value += row.fractionZ[x] * (below - value);
                }
            }
            into[start + x] = value;
        }
    }

    private static float inPlane(float[] from, int base, int rowStride, float fractionY, float fractionX) {
        float upper = from[base] + fractionX * (from[base + 1] - from[base]);
        int next = base + rowStride;
        float lower = from[next] + fractionX * (from[next + 1] - from[next]);
        return upper + fractionY * (lower - upper);
    }

    private static float atBorder(RowPositions row, float[] from, int x) {
        float sum = 0;
        for (int dz = 0; dz <= (row.planar ? 0 : 1); dz++) {
            float weightZ = row.planar ? 1 : weight(row.fractionZ[x], dz);
            for (int dy = 0; dy <= 1; dy++) {
                float weightY = weight(row.fractionY[x], dy);
                for (int dx = 0; dx <= 1; dx++) {
                    int z = row.beforeZ[x] + dz;
                    int y = row.beforeY[x] + dy;
                    int column = row.beforeX[x] + dx;
                    if (z >= 0
                            && z < row.input.z()
                            && y >= 0
                            && y < row.input.y()
                            && column >= 0
                            && column < row.input.x()) {
                        float value = from[(z * row.input.y() + y) * row.input.x() + column];
                        sum += value * weightZ * weightY * weight(row.fractionX[x], dx);
                    }
                }
            }
        }
        return sum;
    }

    private static float weight(float fraction, int next) {
        return next == 0 ? 1 - fraction : fraction;
    }
}
