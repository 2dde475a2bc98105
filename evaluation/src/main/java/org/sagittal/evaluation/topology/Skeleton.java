package org.sagittal.evaluation.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.geometry.volume.Shape;

/**
 * The centre lines of a mask: voxels are taken away from its border, layer by layer, as long as nothing joins, parts or is pierced, and
 * ends of lines stay.
 *
 * <p>Reference: in 3D Lee, Kashyap and Chu, Building skeleton models via 3-D medial surface/axis thinning algorithms, CVGIP 56:462
 * (1994), six sub-iterations; in 2D Zhang and Suen, A fast parallel algorithm for thinning digital patterns, CACM 27:236 (1984).
 * Order of sides and of voxels is scikit-image's (0.26).
 */
final class Skeleton {
    /** Face neighbours in the order in which the borders are worn down; in a single slice only the first four. */
    private static final int[][] SIDES = {{0, -1, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, -1}, {1, 0, 0}, {-1, 0, 0}};

    private static final int SIDES_IN_SLICE = 4;

    /** Which voxels that could go in parallel still may when their turn comes. */
    enum Turn {
        /** Those that change no topology: a small cube leaves a voxel. */
        KEEPS_TOPOLOGY,
        /**
         * Those whose neighbours hang together, or that have none left: what scikit-image does. Its skeleton is ours, voxel for voxel, and that
         * of a cube of 2 x 2 x 2 is empty.
         */
        AS_SCIKIT_IMAGE
    }

    private final Turn turn;
    private final byte[] voxels;
    private final int rowStep;
    private final int sliceStep;
    /** The voxels that are left, in array order. */
    private int[] left;

    private Skeleton(BitMask mask, Turn turn) {
        this.turn = turn;
        Shape shape = mask.shape();
        this.rowStep = shape.x() + 2;
        this.sliceStep = rowStep * (shape.y() + 2);
        long size = (long) sliceStep * (shape.z() + 2);
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "box around a mask must have less than 2^31 voxels to be thinned, got " + shape);
        }
        this.voxels = new byte[(int) size];
        this.left = new int[(int) mask.count()];
        int[] next = {0};
        mask.forEach((z, y, x) -> left[next[0]++] = index(z, y, x));
        for (int i : left) {
            voxels[i] = 1;
        }
    }

    /**
     * Thins a mask.
     *
     * @param masks whose reference is to be thinned
     * @param turn which voxels may go in 3D
     * @return its centre lines
     */
    static BitMask of(MaskPair masks, Turn turn) {
        BitMask mask = masks.reference();
        Skeleton skeleton = new Skeleton(mask, turn);
        if (masks.dimensions() == 2) {
            skeleton.thinSlice();
        } else {
            skeleton.thinVolume(masks.image().z() == 1 ? SIDES_IN_SLICE : SIDES.length);
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

    private void thinVolume(int sides) {
        int idle = 0;
        while (idle < sides) {
            idle = 0;
            for (int i = 0; i < sides; i++) {
                int[] side = SIDES[i];
                idle += wearDown(side[0] * sliceStep + side[1] * rowStep + side[2]) ? 0 : 1;
            }
        }
    }

    /** Takes away what can go on one side; false if nothing can. */
    private boolean wearDown(int side) {
        List<Integer> candidates = new ArrayList<>();
        for (int i : left) {
            if (voxels[i + side] == 0) {
                int cube = cube(i);
                if (Neighbours.count(cube) != 1 && Neighbours.keepEuler(cube) && Neighbours.hangTogether(cube)) {
                    candidates.add(i);
                }
            }
        }
        boolean changed = false;
        for (int i : candidates) {
            // Its neighbours may have gone in the meantime.
            int cube = cube(i);
            boolean euler = turn == Turn.AS_SCIKIT_IMAGE || Neighbours.keepEuler(cube);
            if (euler && Neighbours.hangTogether(cube)) {
                voxels[i] = 0;
                changed = true;
            }
        }
        forgetGone(changed);
        return changed;
    }

    private void forgetGone(boolean changed) {
        if (changed) {
            left = Arrays.stream(left).filter(i -> voxels[i] != 0).toArray();
        }
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
        for (int i : left) {
            if (goes(i, second)) {
                gone.add(i);
            }
        }
        gone.forEach(i -> voxels[i] = 0);
        forgetGone(!gone.isEmpty());
        return !gone.isEmpty();
    }

    private boolean goes(int i, boolean second) {
        int around = voxels[i - rowStep]
                | voxels[i - rowStep + 1] << 1
                | voxels[i + 1] << 2
                | voxels[i + rowStep + 1] << 3
                | voxels[i + rowStep] << 4
                | voxels[i + rowStep - 1] << 5
                | voxels[i - 1] << 6
                | voxels[i - rowStep - 1] << 7;
        return Pixels.goes(around, second, turn == Turn.AS_SCIKIT_IMAGE);
    }
}
