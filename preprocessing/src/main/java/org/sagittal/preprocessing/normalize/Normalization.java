package org.sagittal.preprocessing.normalize;

/**
 * A map of one channel's intensities to values a network likes: R -> R for each voxel, with numbers taken from the image itself, from
 * the training set, or fixed. nnU-Net chooses it by the channel's name (nnU-Net v2 manual, "Intensity normalization"; constants as in
 * nnunetv2 2.8.1).
 *
 * <p>Sums run in float64 where nnU-Net sums in float32; the results differ by at most 1e-6.
 */
public sealed interface Normalization
        permits ZScoreNormalization, CtNormalization, RescaleTo01Normalization, RgbTo01Normalization, NoNormalization {

    /** Divisors are at least this. */
    double SMALLEST_DIVISOR = 1e-8;

    /**
     * Normalises one channel in place.
     *
     * @param slices (z)(y * x) intensities, overwritten
     * @param labels (z)(y * x) labels of the same voxels; negative ones mark what lies outside the nonzero region
     */
    void apply(float[][] slices, short[][] labels);

    /**
     * How nnU-Net spells this scheme in plans.json.
     *
     * @return a class name such as {@code ZScoreNormalization}
     */
    String nnunetName();

    /**
     * Whether only voxels inside the nonzero region take part.
     *
     * @return {@code use_mask_for_norm} of plans.json
     */
    default boolean masked() {
        return false;
    }
}
