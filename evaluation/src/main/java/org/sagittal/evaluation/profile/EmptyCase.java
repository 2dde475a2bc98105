package org.sagittal.evaluation.profile;

/** The ways in which a pair of masks leaves a score without its usual meaning. */
public enum EmptyCase {
    /** Neither mask has a voxel. */
    BOTH("reference and prediction empty"),
    /** Only the reference has none. */
    REFERENCE("reference empty"),
    /** Only the prediction has none. */
    PREDICTION("prediction empty"),
    /** Both have voxels and share none. */
    DISJOINT("reference and prediction share no voxel"),
    /** The reference fills the image, so that there is no background. */
    FULL("reference leaves no background"),
    /** Neither mask has an outline, though it may have voxels. */
    NO_OUTLINE("neither mask has an outline");

    private final String reason;

    EmptyCase(String reason) {
        this.reason = reason;
    }

    /**
     * The case in words.
     *
     * @return the reason an undefined score gives
     */
    public String reason() {
        return reason;
    }
}
