package org.sagittal.evaluation.mask;

import java.util.Optional;
import java.util.OptionalInt;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.geometry.transform.LabelBoxes;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/** Two label volumes of the same shape, out of which the masks of any class or region are cut. */
public final class LabelPair {
    private static final Box NOTHING = new Box(0, 0, 0, 1, 1, 1);

    private final LabelVoxels reference;
    private final LabelVoxels prediction;
    private final OptionalInt ignoreLabel;
    private final int dimensions;
    private final LabelBoxes referenceBoxes;
    private final LabelBoxes predictionBoxes;

    /**
     * Finds where the labels lie.
     *
     * @param reference the truth
     * @param prediction the same shape
     * @param ignoreLabel voxels with this value in the reference are in no mask
     * @param dimensions 3, or 2 for a true 2D image
     * @throws IllegalArgumentException if the shapes differ
     */
    public LabelPair(LabelVoxels reference, LabelVoxels prediction, OptionalInt ignoreLabel, int dimensions) {
        if (!reference.shape().equals(prediction.shape())) {
            throw new IllegalArgumentException(
                    "prediction must have the reference's shape " + reference.shape() + ", got " + prediction.shape());
        }
        this.reference = reference;
        this.prediction = prediction;
        this.ignoreLabel = ignoreLabel;
        this.dimensions = dimensions;
        this.referenceBoxes = LabelBoxes.of(reference);
        this.predictionBoxes = LabelBoxes.of(prediction);
    }

    /**
     * Cuts out the masks of a class or region.
     *
     * @param group which labels make the mask
     * @return the masks; both empty, of a single voxel, if the group does not occur
     */
    public MaskPair masks(LabelGroup group) {
        Box box = around(referenceBoxes.around(group.labels()), predictionBoxes.around(group.labels()));
        byte[] wanted = new byte[1 << 16];
        group.labels().forEach(label -> wanted[label & 0xffff] = 1);
        BitMask truth = cut(reference, box, wanted);
        BitMask guess = cut(prediction, box, wanted);
        if (ignoreLabel.isPresent()) {
            byte[] ignored = new byte[1 << 16];
            ignored[ignoreLabel.getAsInt() & 0xffff] = 1;
            BitMask out = cut(reference, box, ignored);
            truth = truth.andNot(out);
            guess = guess.andNot(out);
        }
        return new MaskPair(truth, guess, box, reference.shape(), dimensions);
    }

    private Box around(Optional<Box> a, Optional<Box> b) {
        if (a.isEmpty() && b.isEmpty()) {
            return NOTHING;
        }
        Box first = a.orElseGet(b::get);
        Box second = b.orElse(first);
        int depth = dimensions == 3 ? 1 : 0;
        return new Box(
                Math.min(first.startZ(), second.startZ()) - depth,
                Math.min(first.startY(), second.startY()) - 1,
                Math.min(first.startX(), second.startX()) - 1,
                Math.max(first.endZ(), second.endZ()) + depth,
                Math.max(first.endY(), second.endY()) + 1,
                Math.max(first.endX(), second.endX()) + 1);
    }

    private static BitMask cut(LabelVoxels voxels, Box box, byte[] wanted) {
        BitMask mask = new BitMask(box.shape());
        Shape shape = voxels.shape();
        int firstColumn = Math.max(0, -box.startX());
        int endColumn = Math.min(shape.x(), box.endX()) - box.startX();
        for (int z = Math.max(0, box.startZ()); z < Math.min(shape.z(), box.endZ()); z++) {
            short[] slice = voxels.slice(z);
            for (int y = Math.max(0, box.startY()); y < Math.min(shape.y(), box.endY()); y++) {
                int words = mask.rowStart(z - box.startZ(), y - box.startY());
                int row = y * shape.x() + box.startX();
                for (int column = firstColumn; column < endColumn; ) {
                    int end = Math.min(endColumn, (column | 63) + 1);
                    mask.setWord(words + (column >> 6), bits(slice, row, column, end, wanted));
                    column = end;
                }
            }
        }
        return mask;
    }

    /** The voxels [from, end) of one word's columns, at most 64. */
    private static long bits(short[] slice, int row, int from, int end, byte[] wanted) {
        long bits = 0;
        for (int column = from; column < end; column++) {
            bits |= (long) wanted[slice[row + column] & 0xffff] << column;
        }
        return bits;
    }
}
