package org.sagittal.planner.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.batch.CaseScorer;
import org.sagittal.evaluation.batch.GroupScores;
import org.sagittal.evaluation.batch.OverlapScorer;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.reader.ImageReader;

/** Scores a folder of label maps as nnU-Net does, as they are or as they would be after a postprocessing. */
final class FolderScores {
    private final Path reference;
    private final DatasetDescription dataset;
    private final ScoringScheme scheme;
    private final ImageReader reader;
    private final int threads;

    /**
     * Prepares scoring.
     *
     * @param reference folder of true label maps; may hold more cases
     * @param like says what labels mean and how files are read
     * @param threads cases scored at a time
     */
    FolderScores(Path reference, PredictionFolder like, int threads) {
        this.reference = reference;
        this.dataset = like.dataset();
        this.scheme = ScoringScheme.parse(like.dataset().json());
        this.reader = like.reader();
        this.threads = threads;
    }

    /** The classes or regions that are scored, in order. */
    List<LabelGroup> groups() {
        return scheme.groups();
    }

    /**
     * Scores.
     *
     * @param predictions folder of label maps
     * @param postprocessing done to each before it is scored; the files stay as they are
     * @param task what to call the work
     * @param listener told how far it is
     * @return the scores
     * @throws IllegalStateException if a case cannot be scored, naming it: scores over other cases could not be compared
     */
    NnunetSummary of(Path predictions, Postprocessing postprocessing, String task, SelectionListener listener) {
        List<CasePair> pairs = CasePair.inFolders(reference, predictions, dataset.fileEnding());
        requireReferences(pairs);
        listener.begin(task, pairs.size());
        try {
            List<CaseResult> results = BatchEvaluation.builder(scheme, this::read)
                    .scorer(new PostprocessedScorer(postprocessing))
                    .threads(threads)
                    .progress(step ->
                            listener.at(step.done(), step.latest().files().id()))
                    .build()
                    .run(pairs);
            return NnunetSummary.of(scored(results));
        } finally {
            listener.end();
        }
    }

    private void requireReferences(List<CasePair> pairs) {
        List<String> missing = pairs.stream()
                .filter(pair -> !Files.exists(pair.reference()))
                .map(CasePair::id)
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the reference folder " + reference + " lacks " + CaseSets.named(missing));
        }
    }

    private LabelVolume read(Path file) {
        LabelVoxels voxels = reader.readLabel(file);
        return new LabelVolume(VoxelGrid.of(voxels.shape(), Spacing.UNIT), voxels);
    }

    private static List<CaseResult.ScoredCase> scored(List<CaseResult> results) {
        List<CaseResult.ScoredCase> scored = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (CaseResult result : results) {
            if (result instanceof CaseResult.ScoredCase one) {
                scored.add(one);
            } else if (result instanceof CaseResult.FailedCase one) {
                failed.add(one.files().id() + " (" + one.reason() + ")");
            }
        }
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    failed.size() + " of " + results.size() + " cases cannot be scored: " + CaseSets.named(failed));
        }
        return scored;
    }

    /** Scores what a postprocessing makes of the prediction. */
    private record PostprocessedScorer(Postprocessing postprocessing) implements CaseScorer {
        private static final CaseScorer OVERLAP = new OverlapScorer();

        @Override
        public Map<String, GroupScores> score(LabelVolume reference, LabelVolume prediction, ScoringScheme scheme) {
            LabelVolume done = new LabelVolume(prediction.grid(), postprocessing.apply(prediction.voxels()));
            return OVERLAP.score(reference, done, scheme);
        }

        @Override
        public String name() {
            return OVERLAP.name() + " after " + postprocessing.toJson();
        }
    }
}
