package org.sagittal.models.inference;

/**
 * What a prediction's uncertainty is measured by. Both are shares of the largest entropy that is possible, in [0, 1].
 *
 * <p>Over K = folds x mirrored passes with probabilities p_k and their mean p: the disagreement is the mutual information H(p) - mean
 * H(p_k) between the label and the pass, 0 where all passes say the same, however unsure each is. The entropy is H(p).
 *
 * <p>Reference: Gal, Islam, Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017 (BALD); Smith, Gal, "Understanding
 * Measures of Uncertainty for Adversarial Example Detection", UAI 2018, section 2.
 */
public enum Uncertainty {
    /** Not measured. */
    NONE,
    /** Mutual information between the label and the pass. */
    DISAGREEMENT,
    /** Entropy of the mean prediction. */
    ENTROPY
}
