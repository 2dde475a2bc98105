package org.sagittal.models.augment.spatial;

import org.sagittal.geometry.volume.Shape;

/**
 * The positions that one row of an output patch is drawn from: per voxel the neighbour before it along each axis and the fraction of
 * the way to the next. Computed once a row, used by every channel.
 */
final class RowPositions {
    /** Marks in {@link #base} a voxel with neighbours beyond the border. */
    static final int AT_BORDER = -1;

    final Shape input;
    final boolean planar;
    final int length;

    /** Per voxel the index of its first neighbour in the input array, or {@link #AT_BORDER}. */
    final int[] base;

    final int[] beforeZ;
    final int[] beforeY;
    final int[] beforeX;
    final float[] fractionZ;
    final float[] fractionY;
    final float[] fractionX;

    private final BackwardMap map;

    RowPositions(BackwardMap map) {
        this.map = map;
        input = map.input();
        planar = map.isPlanar();
        length = map.output().x();
        base = new int[length];
        beforeZ = new int[length];
        beforeY = new int[length];
        beforeX = new int[length];
        fractionZ = new float[length];
        fractionY = new float[length];
        fractionX = new float[length];
    }

    /** Computes the positions of row (z, y) of the output. */
    void moveTo(int z, int y) {
        advance(map.at(1, z, y, 0), map.stepX(1), beforeY, fractionY);
        advance(map.at(2, z, y, 0), map.stepX(2), beforeX, fractionX);
        if (planar) {
            planarBases((int) Math.rint(map.at(0, z, y, 0)));
        } else {
            advance(map.at(0, z, y, 0), map.stepX(0), beforeZ, fractionZ);
            spatialBases();
        }
    }

    private void planarBases(int slice) {
        int lastY = input.y() - 1;
        int lastX = input.x() - 1;
        for (int x = 0; x < length; x++) {
            int before = beforeY[x];
            int left = beforeX[x];
            boolean inside = before >= 0 && before < lastY && left >= 0 && left < lastX;
            beforeZ[x] = slice;
            base[x] = inside ? (slice * input.y() + before) * input.x() + left : AT_BORDER;
        }
    }

    private void spatialBases() {
        int lastZ = input.z() - 1;
        int lastY = input.y() - 1;
        int lastX = input.x() - 1;
        for (int x = 0; x < length; x++) {
            int above = beforeZ[x];
            int before = beforeY[x];
            int left = beforeX[x];
            boolean inside = above >= 0 && above < lastZ && before >= 0 && before < lastY && left >= 0 && left < lastX;
            base[x] = inside ? (above * input.y() + before) * input.x() + left : AT_BORDER;
        }
    }

    private void advance(double start, double step, int[] before, float[] fraction) {
        for (int x = 0; x < length; x++) {
            double position = start + x * step;
            int floor = (int) position;
            floor -= position < floor ? 1 : 0;
            before[x] = floor;
            fraction[x] = (float) (position - floor);
        }
    }
}
