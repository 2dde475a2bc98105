package org.sagittal.models.inference;

/** Which of the two programs of a network the engine runs; they compute the same. */
public enum InferenceProgram {
    /** Channels-last with oneDNN's operators. */
    FAST,
    /** nnU-Net's operators in nnU-Net's layout: slower, and all there is where the engine is built without oneDNN. */
    REFERENCE
}
