package org.sagittal.evaluation.surface;

import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.geometry.volume.Spacing;

/**
 * The distances of each outline's elements to the other outline.
 *
 * @param referenceToPrediction of the reference's elements
 * @param predictionToReference of the prediction's elements
 */
public record SurfaceDistances(DistanceSample referenceToPrediction, DistanceSample predictionToReference) {
    /**
     * Measures two masks.
     *
     * @param masks reference and prediction
     * @param model what an outline is
     * @param spacing millimetres (z, y, x); in 2D z plays no part
     * @return both directions; infinite distances to an empty outline, no distances from one
     */
    public static SurfaceDistances of(MaskPair masks, SurfaceModel model, Spacing spacing) {
        Surface reference = model.of(masks);
        Surface prediction = model.of(masks.swapped());
        if (model == SurfaceModel.REGION) {
            return new SurfaceDistances(
                    toRegion(reference.elements(), prediction.elements(), spacing, masks.dimensions()),
                    toRegion(prediction.elements(), reference.elements(), spacing, masks.dimensions()));
        }
        return new SurfaceDistances(
                distances(reference, prediction.elements(), spacing),
                distances(prediction, reference.elements(), spacing));
    }

    private static DistanceSample distances(Surface from, BitMask to, Spacing spacing) {
        NearestSearch nearest = new NearestSearch(to, spacing, from.dimensions());
        double[] weights = from.weights(spacing);
        byte[] codes = from.codes();
        DistanceSample.Gatherer gatherer = new DistanceSample.Gatherer();
        int[] index = {0};
        from.elements().forEach((z, y, x) -> {
            double weight = codes.length == 0 ? weights[0] : weights[codes[index[0]++] & 0xff];
            gatherer.add(Math.sqrt(nearest.squaredMm2(z, y, x)), 1, weight);
        });
        return gatherer.sample();
    }

    /** A voxel of the other region is 0 away; from outside, the nearest voxel of a region is one of its border. */
    private static DistanceSample toRegion(BitMask from, BitMask to, Spacing spacing, int dimensions) {
        DistanceSample.Gatherer gatherer = new DistanceSample.Gatherer();
        long shared = from.and(to).count();
        if (shared > 0) {
            gatherer.add(0, shared, 1);
        }
        NearestSearch nearest = new NearestSearch(to, spacing, dimensions);
        from.andNot(to).forEach((z, y, x) -> gatherer.add(Math.sqrt(nearest.squaredMm2(z, y, x)), 1, 1));
        return gatherer.sample();
    }
}
