package org.sagittal.models.inference;

import java.util.Optional;
import org.sagittal.geometry.volume.Box;

/**
 * What is wanted of a case besides its labels.
 *
 * @param probabilities whether the probabilities are kept
 * @param uncertainty what is measured voxel by voxel
 * @param region voxels of the array as it was read that are segmented, everything else being background; empty for all
 */
public record SegmentationRequest(boolean probabilities, Uncertainty uncertainty, Optional<Box> region) {
    /** Labels of the whole image, nothing else. */
    public static final SegmentationRequest LABELS = new SegmentationRequest(false, Uncertainty.NONE, Optional.empty());

    /**
     * The same with or without probabilities.
     *
     * @param wanted whether they are kept
     * @return a new request
     */
    public SegmentationRequest withProbabilities(boolean wanted) {
        return new SegmentationRequest(wanted, uncertainty, region);
    }

    /**
     * The same of the whole image.
     *
     * @return a new request
     */
    public SegmentationRequest whole() {
        return new SegmentationRequest(probabilities, uncertainty, Optional.empty());
    }
}
