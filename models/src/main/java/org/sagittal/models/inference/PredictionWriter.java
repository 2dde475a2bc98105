package org.sagittal.models.inference;

import java.util.Map;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;

/** Writes the files of a case, its label map last, so that a case whose label map is there is whole. */
final class PredictionWriter {
    private final BatchRequest request;

    PredictionWriter(BatchRequest request) {
        this.request = request;
    }

    /**
     * Writes what is wanted.
     *
     * @param rawCase the case
     * @param images its image
     * @param found its prediction; closed afterwards
     */
    void write(RawCase rawCase, CaseImages images, Prediction found) {
        PredictionOutputs outputs = request.outputs();
        try (found) {
            found.probabilities().ifPresent(probabilities -> write(rawCase, images, probabilities));
            found.uncertainty()
                    .ifPresent(values ->
                            request.reader().writeIntensities(values, images, request.uncertaintyFile(rawCase)));
            if (outputs.keepStages()) {
                for (Map.Entry<String, LabelVoxels> stage : found.stages().entrySet()) {
                    request.reader().writeLabel(stage.getValue(), images, request.stageFile(rawCase, stage.getKey()));
                }
            }
            LabelVoxels labels = outputs.region().isPresent()
                    ? found.labels()
                    : outputs.postprocessing().apply(found.labels());
            for (ForegroundClass one : outputs.labels().masks()) {
                request.reader().writeLabel(LabelChoice.mask(labels, one), images, request.maskFile(rawCase, one));
            }
            request.reader().writeLabel(outputs.labels().apply(labels), images, request.labelFile(rawCase));
        }
    }

    private void write(RawCase rawCase, CaseImages images, ProbabilityStore probabilities) {
        if (request.outputs().probabilities() == ProbabilityOutput.NPZ) {
            probabilities.writeNpz(request.npzFile(rawCase));
            return;
        }
        for (int head = 0; head < probabilities.heads(); head++) {
            request.reader()
                    .writeIntensities(probabilities.head(head), images, request.probabilityImage(rawCase, head));
        }
    }
}
