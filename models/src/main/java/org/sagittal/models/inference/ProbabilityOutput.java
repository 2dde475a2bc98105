package org.sagittal.models.inference;

/** Whether a prediction's probabilities are written, and how. */
public enum ProbabilityOutput {
    /** Labels only. */
    NONE,
    /** nnU-Net's {@code <case>.npz}. */
    NPZ,
    /** One float image a channel, {@code <case>_probability_<channel><ending>}. */
    IMAGES
}
