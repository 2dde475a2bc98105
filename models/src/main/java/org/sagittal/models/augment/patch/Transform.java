package org.sagittal.models.augment.patch;

/** A change of a patch with all its numbers fixed: the same patch always becomes the same patch. */
@FunctionalInterface
public interface Transform {
    /**
     * Makes the change.
     *
     * @param patch is used up: its arrays may be written to and may be part of the result
     * @return the changed patch
     */
    TrainingPatch apply(TrainingPatch patch);
}
