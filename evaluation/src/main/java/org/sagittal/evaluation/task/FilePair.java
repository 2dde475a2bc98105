package org.sagittal.evaluation.task;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.overlap.JointHistogram;
import org.sagittal.evaluation.profile.PairScoring;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * Two label files that were read.
 *
 * @param reference the truth
 * @param prediction the other
 * @param dimensions 3, or 2 if the reference's file holds a true 2D image
 */
record FilePair(LabelVolume reference, LabelVolume prediction, int dimensions) {
    static FilePair read(Path reference, Path prediction) {
        VolumeFormat format = VolumeFormats.of(reference);
        int dimensions = format.readHeader(reference).dimensions() == 2 ? 2 : 3;
        LabelVolume truth = format.readLabels(reference);
        return new FilePair(truth, VolumeFormats.of(prediction).readLabels(prediction), dimensions);
    }

    /** A scoring of some labels, or of those above 0 in either file if none is named. */
    PairScoring scoring(List<Integer> labels, int threads) {
        List<Integer> wanted = labels.isEmpty() ? present() : labels;
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(
                    "neither file holds a label above 0, so there is nothing to score; name one with --label");
        }
        return new PairScoring(reference, prediction, ScoringScheme.ofLabels(wanted), dimensions, threads);
    }

    private List<Integer> present() {
        return JointHistogram.of(reference.voxels(), prediction.voxels(), OptionalInt.empty()).labels().stream()
                .filter(label -> label > 0)
                .toList();
    }
}
