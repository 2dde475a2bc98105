package org.sagittal.models.inference;

import java.util.Optional;

/**
 * What a prediction of cases is to write.
 *
 * @param probabilities whether probabilities are written, and how
 * @param uncertainty what {@code <case>_uncertainty} holds, if it is written
 * @param region the part of each image that is segmented; empty for all
 * @param postprocessing what is done to finished label maps; not done to a region's, whose components are cut off
 * @param labels which classes are written
 * @param keepStages whether the labels of a cascade's first stage are kept in a folder of its name
 */
public record PredictionOutputs(
        ProbabilityOutput probabilities,
        Uncertainty uncertainty,
        Optional<RegionOfInterest> region,
        Postprocessing postprocessing,
        LabelChoice labels,
        boolean keepStages) {
    /** Label maps and nothing else. */
    public static final PredictionOutputs LABELS = with(ProbabilityOutput.NONE);

    /**
     * Label maps with probabilities.
     *
     * @param probabilities whether and how
     * @return the outputs
     */
    public static PredictionOutputs with(ProbabilityOutput probabilities) {
        return new PredictionOutputs(
                probabilities, Uncertainty.NONE, Optional.empty(), Postprocessing.NONE, LabelChoice.ALL, false);
    }
}
