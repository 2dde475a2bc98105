package org.sagittal.evaluation.instance;

import java.util.Arrays;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.surface.DistanceToMask;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Spacing;

/**
 * CC-metrics: the image is parted into cells, each of the voxels nearest to one component of the reference, and every cell is scored by
 * itself, so that a small lesion counts as much as a large one.
 *
 * <p>Reference: Jaus et al., Every component counts: rethinking the measure of success for medical semantic segmentation (2024). A voxel
 * equally near to two components belongs to the first of them.
 */
public final class VoronoiDice {
    private VoronoiDice() {}

    /**
     * The Dice of each cell.
     *
     * @param pair components of both masks
     * @param spacing millimetres (z, y, x)
     * @return one Dice a component of the reference, in the order of the components
     */
    public static double[] cells(InstancePair pair, Spacing spacing) {
        int count = pair.referenceCount();
        MaskPair masks = pair.masks();
        long[] shared = new long[count];
        long[] predicted = new long[count];
        pair.overlaps().forEach(o -> shared[o.reference()] += o.voxels());
        System.arraycopy(shared, 0, predicted, 0, count);
        if (count > 0) {
            Cells cells = new Cells(pair.reference(), masks, spacing);
            masks.prediction().andNot(masks.reference()).forEach((z, y, x) -> predicted[cells.nearest(z, y, x)]++);
        }
        double[] dice = new double[count];
        Arrays.setAll(dice, i -> 2.0 * shared[i] / (pair.referenceSize(i) + predicted[i]));
        return dice;
    }

    /**
     * The mean Dice over cells.
     *
     * @param pair components of both masks
     * @param spacing millimetres (z, y, x)
     * @return 0 to 1; undefined if the reference is empty
     */
    public static Score mean(InstancePair pair, Spacing spacing) {
        return pair.referenceCount() == 0
                ? Score.undefined("reference empty")
                : Score.of(Arrays.stream(cells(pair, spacing)).average().orElseThrow());
    }

    /** Which component a voxel is nearest to; components whose box is too far are not asked. */
    private static final class Cells {
        private final Box[] boxes;
        private final DistanceToMask[] distances;
        private final double[] spacingMm;

        Cells(Components components, MaskPair masks, Spacing spacing) {
            this.boxes = components.boxes();
            this.spacingMm = spacing.toArrayMm();
            this.distances = new DistanceToMask[boxes.length];
            Box all = Box.of(masks.reference().shape());
            for (int i = 0; i < boxes.length; i++) {
                boolean[] wanted = new boolean[boxes.length];
                wanted[i] = true;
                BitMask component = components.mask(wanted, all);
                distances[i] = new DistanceToMask(component, spacing, masks.dimensions());
            }
        }

        int nearest(int z, int y, int x) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < boxes.length; i++) {
                if (toBox(boxes[i], z, y, x) < least) {
                    double squared = distances[i].squaredMm2(z, y, x);
                    if (squared < least) {
                        least = squared;
                        best = i;
                    }
                }
            }
            return best;
        }

        private double toBox(Box box, int z, int y, int x) {
            int[] voxel = {z, y, x};
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                int steps = Math.max(0, Math.max(box.start(axis) - voxel[axis], voxel[axis] - box.end(axis) + 1));
                double mm = steps * spacingMm[axis];
                sum += mm * mm;
            }
            return sum;
        }
    }
}
