package org.sagittal.preprocessing;

import java.util.List;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * The recipe that turns a raw case into what a network sees: an order of axes, a spacing, a normalisation per channel and three ways of
 * resampling. It is the preprocessing part of one nnU-Net configuration and works without a plan as well.
 *
 * @param dimensions 2 or 3: whether the network sees slices or volumes
 * @param transposeForward axis a of the network's array is axis transposeForward[a] of the file's (z, y, x) array
 * @param spacingMm spacing the network sees, in the transposed order: (y, x) for 2 dimensions, whose slices keep their distance, else
 *     (z, y, x)
 * @param normalizations one per channel
 * @param data how images are resampled
 * @param seg how labels are resampled
 * @param probabilities how network outputs are resampled on the way back
 */
public record PreprocessingSpec(
        int dimensions,
        List<Integer> transposeForward,
        List<Double> spacingMm,
        List<Normalization> normalizations,
        ResamplingSpec data,
        ResamplingSpec seg,
        ResamplingSpec probabilities) {

    /** Copies the lists and refuses a recipe that contradicts itself. */
    public PreprocessingSpec {
        transposeForward = List.copyOf(transposeForward);
        spacingMm = List.copyOf(spacingMm);
        normalizations = List.copyOf(normalizations);
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("dimensions must be 2 or 3, got " + dimensions);
        }
        if (transposeForward.size() != 3 || !transposeForward.containsAll(List.of(0, 1, 2))) {
            throw new IllegalArgumentException(
                    "transposeForward must be a permutation of 0, 1, 2, got " + transposeForward);
        }
        if (spacingMm.size() != dimensions) {
            throw new IllegalArgumentException("spacing must have " + dimensions + " distances for a " + dimensions
                    + "d network, got " + spacingMm);
        }
        for (double mm : spacingMm) {
            if (!(mm > 0) || !Double.isFinite(mm)) {
                throw new IllegalArgumentException("spacing must be positive and finite, got " + spacingMm);
            }
        }
        if (normalizations.isEmpty()) {
            throw new IllegalArgumentException("normalizations must have one entry per channel, got none");
        }
    }

    /**
     * The number of channels this recipe is for.
     *
     * @return at least 1
     */
    public int channels() {
        return normalizations.size();
    }

    /**
     * The axis order as an array.
     *
     * @return a new permutation of 0, 1, 2
     */
    public int[] axisOrder() {
        return transposeForward.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The spacing a case has after resampling.
     *
     * @param transposed the case's own spacing in the transposed order, of which a 2D network keeps the first
     * @return (z, y, x) in the transposed order
     */
    public Spacing targetSpacing(Spacing transposed) {
        return dimensions == 2
                ? new Spacing(transposed.zMm(), spacingMm.get(0), spacingMm.get(1))
                : new Spacing(spacingMm.get(0), spacingMm.get(1), spacingMm.get(2));
    }
}
