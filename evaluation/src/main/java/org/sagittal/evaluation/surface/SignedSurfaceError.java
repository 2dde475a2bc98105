package org.sagittal.evaluation.surface;

import java.util.Arrays;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Spacing;

/**
 * How far a predicted outline lies from the true one, and on which side: border voxel of the prediction -> mm, above 0 outside the reference
 * (predicted too large there), below 0 inside it (too small), 0 on its border.
 *
 * <p>Borders are voxels that touch the outside by a face ({@link SurfaceModel#FACE_BORDER}), distances go from centre to centre. Where the
 * reference is empty every error is infinite. What is missing altogether has no predicted outline and so no error here.
 */
public final class SignedSurfaceError {
    private final MaskPair masks;
    private final BitMask border;
    private final DistanceToMask toReference;

    private SignedSurfaceError(MaskPair masks, BitMask border, DistanceToMask toReference) {
        this.masks = masks;
        this.border = border;
        this.toReference = toReference;
    }

    /**
     * Prepares to measure.
     *
     * @param masks reference and prediction
     * @param spacing millimetres (z, y, x); in 2D z plays no part
     * @return the errors, each measured when it is asked for
     */
    public static SignedSurfaceError of(MaskPair masks, Spacing spacing) {
        BitMask reference = SurfaceModel.FACE_BORDER.of(masks).elements();
        BitMask border = SurfaceModel.FACE_BORDER.of(masks.swapped()).elements();
        return new SignedSurfaceError(masks, border, new DistanceToMask(reference, spacing, masks.dimensions()));
    }

    /**
     * The error at a voxel.
     *
     * @param z slice of the image
     * @param y row of the image
     * @param x column of the image
     * @return mm; NaN if it is no border voxel of the prediction
     */
    public double atMm(int z, int y, int x) {
        Box box = masks.box();
        int cutZ = z - box.startZ();
        int cutY = y - box.startY();
        int cutX = x - box.startX();
        return border.at(cutZ, cutY, cutX) ? signed(cutZ, cutY, cutX) : Double.NaN;
    }

    /**
     * Whether the prediction holds a voxel.
     *
     * @param z slice of the image
     * @param y row of the image
     * @param x column of the image
     * @return true on its border and inside it
     */
    public boolean isPredicted(int z, int y, int x) {
        Box box = masks.box();
        return masks.prediction().at(z - box.startZ(), y - box.startY(), x - box.startX());
    }

    private double signed(int z, int y, int x) {
        double distance = Math.sqrt(toReference.squaredMm2(z, y, x));
        return masks.reference().at(z, y, x) ? 0 - distance : distance;
    }

    /**
     * The errors of the whole predicted outline.
     *
     * @return mm, ascending, one a border voxel
     */
    public double[] sortedMm() {
        double[] errors = new double[Math.toIntExact(border.count())];
        int[] count = {0};
        border.forEach((z, y, x) -> errors[count[0]++] = signed(z, y, x));
        Arrays.sort(errors);
        return errors;
    }
}
