package org.sagittal.evaluation.topology;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.geometry.volume.Shape;

/**
 * The centre lines of a mask: voxels are taken away from its border, layer by layer, as long as nothing joins, parts or is pierced, and
 * ends of lines stay.
 *
 * <p>Reference: in 3D Lee, Kashyap and Chu, Building skeleton models via 3-D medial surface/axis thinning algorithms, CVGIP 56:462
 * (1994), six sub-iterations; in 2D Zhang and Suen, A fast parallel algorithm for thinning digital patterns, CACM 27:236 (1984).
 * Skeletons of other programs differ from ours where shapes are thick; shapes that are their own skeleton stay as they are.
 */
final class Skeleton {
    /** Face neighbours in the order in which the borders are worn down. */
    private static final int[][] SIDES = {{0, -1, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, -1}, {-1, 0, 0}, {1, 0, 0}};

    private final Shape shape;
    private final byte[] voxels;
    private final int rowStep;
    private final int sliceStep;

    private Skeleton(BitMask mask) {
        this.shape = mask.shape();
        this.rowStep = shape.x() + 2;
        this.sliceStep = rowStep * (shape.y() + 2);
        long size = (long) sliceStep * (shape.z() + 2);
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "box around a mask must have less than 2^31 voxels to be thinned, got " + shape);
        }
        this.voxels = new byte[(int) size];
        mask.forEach((z, y, x) -> voxels[index(z, y, x)] = 1);
    }

    /**
     * Thins a mask.
     *
     * @param mask what to thin
     * @param dimensions 3, or 2 for a true 2D image
     * @return its centre lines
     */
    static BitMask of(BitMask mask, int dimensions) {
        Skeleton skeleton = new Skeleton(mask);
        if (dimensions == 2) {
            skeleton.thinSlice();
        } else {
            skeleton.thinVolume();
        }
        BitMask result = new BitMask(mask.shape());
        mask.forEach((z, y, x) -> {
            if (skeleton.voxels[skeleton.index(z, y, x)] != 0) {
                result.set(z, y, x);
            }
        });
        return result;
    }

    private int index(int z, int y, int x) {
        return (z + 1) * sliceStep + (y + 1) * rowStep + x + 1;
    }

    private void thinVolume() {
        int idle = 0;
        while (idle < SIDES.length) {
            idle = 0;
            for (int[] side : SIDES) {
                idle += wearDown(side[0] * sliceStep + side[1] * rowStep + side[2]) ? 0 : 1;
            }
        }
    }

    /** Takes away what can go on one side; false if nothing can. */
    private boolean wearDown(int side) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = sliceStep; i < voxels.length - sliceStep; i++) {
            if (voxels[i] != 0 && voxels[i + side] == 0) {
                int cube = cube(i);
                if (Neighbours.count(cube) > 1 && Neighbours.isSimple(cube)) {
                    candidates.add(i);
                }
            }
        }
        boolean changed = false;
        for (int i : candidates) {
            // Its neighbours may have gone in the meantime.
            if (Neighbours.isSimple(cube(i))) {
                voxels[i] = 0;
                changed = true;
            }
        }
        return changed;
    }

    private int cube(int i) {
        int cube = 0;
        int bit = 0;
        for (int z = -sliceStep; z <= sliceStep; z += sliceStep) {
            for (int y = -rowStep; y <= rowStep; y += rowStep) {
                for (int x = -1; x <= 1; x++) {
                    cube |= voxels[i + z + y + x] << bit++;
                }
            }
        }
        return cube;
    }

    private void thinSlice() {
        boolean changed = true;
        while (changed) {
            changed = zhangSuen(false);
            changed |= zhangSuen(true);
        }
    }

    /** One of the two sub-iterations: south-east borders and north-west corners, or the other way round. */
    private boolean zhangSuen(boolean second) {
        List<Integer> gone = new ArrayList<>();
        for (int i = sliceStep; i < voxels.length - sliceStep; i++) {
            if (voxels[i] != 0 && goes(i, second)) {
                gone.add(i);
            }
        }
        gone.forEach(i -> voxels[i] = 0);
        return !gone.isEmpty();
    }

    private boolean goes(int i, boolean second) {
        int[] p = {
            voxels[i - rowStep],
            voxels[i - rowStep + 1],
            voxels[i + 1],
            voxels[i + rowStep + 1],
            voxels[i + rowStep],
            voxels[i + rowStep - 1],
            voxels[i - 1],
            voxels[i - rowStep - 1]
        };
        int neighbours = 0;
        int changes = 0;
        for (int k = 0; k < 8; k++) {
            neighbours += p[k];
            changes += p[k] == 0 && p[(k + 1) % 8] == 1 ? 1 : 0;
        }
        int north = p[0];
        int east = p[2];
        int south = p[4];
        int west = p[6];
        boolean side = second
                ? north * east * west == 0 && north * south * west == 0
                : north * east * south == 0 && east * south * west == 0;
        return neighbours >= 2 && neighbours <= 6 && changes == 1 && side;
    }
}
