package org.sagittal.models.inference;

import java.util.Map;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * What was found in a case, all on the grid of the array that was read.
 *
 * @param labels one label a voxel
 * @param probabilities where asked for; closed with the prediction
 * @param uncertainty in [0, 1], where asked for
 * @param quality how far the passes agree, where uncertainty was asked for
 * @param stages name of a model that only feeds the second stage of a cascade -> its labels
 */
public record Prediction(
        LabelVoxels labels,
        Optional<ProbabilityStore> probabilities,
        Optional<FloatVoxels> uncertainty,
        Optional<CaseQuality> quality,
        Map<String, LabelVoxels> stages)
        implements AutoCloseable {

    /** Copies the map. */
    public Prediction {
        stages = Map.copyOf(stages);
    }

    @Override
    public void close() {
        probabilities.ifPresent(ProbabilityStore::close);
    }
}
