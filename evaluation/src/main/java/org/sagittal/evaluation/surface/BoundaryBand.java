package org.sagittal.evaluation.surface;

import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.geometry.volume.Shape;

/**
 * The voxels of a mask near its border, and the IoU of two such bands.
 *
 * <p>Reference: Cheng et al., Boundary IoU (2021), with the band MetricsReloaded takes: nearer than a distance in voxels, strictly, and
 * the spacing not looked at.
 */
public final class BoundaryBand {
    private BoundaryBand() {}

    /**
     * IoU of the bands of both masks.
     *
     * @param masks reference and prediction
     * @param voxels width; 1 takes the border voxels alone
     * @return 0 to 1; undefined when both masks are empty, 0 when one is
     */
    public static Score iou(MaskPair masks, int voxels) {
        if (voxels < 1) {
            throw new IllegalArgumentException("width of a boundary band must be at least 1 voxel, got " + voxels);
        }
        BitMask reference = band(masks, voxels);
        BitMask prediction = band(masks.swapped(), voxels);
        long union = reference.or(prediction).count();
        return union == 0
                ? Score.undefined("reference and prediction empty")
                : Score.of((double) reference.and(prediction).count() / union);
    }

    private static BitMask band(MaskPair masks, int voxels) {
        BitMask border = SurfaceModel.FACE_BORDER.of(masks).elements();
        Shape shape = border.shape();
        BitMask near = new BitMask(shape);
        int depth = masks.dimensions() == 3 ? voxels - 1 : 0;
        border.forEach((z, y, x) -> {
            for (int dz = -depth; dz <= depth; dz++) {
                for (int dy = 1 - voxels; dy < voxels; dy++) {
                    double left = (double) voxels * voxels - dz * dz - dy * dy;
                    boolean inside = z + dz >= 0 && z + dz < shape.z() && y + dy >= 0 && y + dy < shape.y();
                    if (left > 0 && inside) {
                        // The largest whole step whose square is strictly below what is left.
                        int reach = (int) Math.ceil(Math.sqrt(left)) - 1;
                        near.setRun(z + dz, y + dy, Math.max(0, x - reach), Math.min(shape.x(), x + reach + 1));
                    }
                }
            }
        });
        return near.and(masks.reference());
    }
}
