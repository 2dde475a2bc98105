package org.sagittal.models.augment.patch;

import java.util.Optional;

/** Decides whether a kind of change happens to a patch, and draws its numbers. */
@FunctionalInterface
public interface TransformSampler {
    /**
     * Draws a change.
     *
     * @param random a stream of this draw's own; a transform may keep it
     * @param channels number of image channels of the patch
     * @return the change with its numbers, or empty when this patch is left alone
     */
    Optional<Transform> draw(RandomStream random, int channels);
}
