package org.sagittal.planner.selection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.planner.exchange.PostprocessingPickle;
import org.sagittal.preprocessing.CaseWork;
import org.sagittal.preprocessing.dataset.RawCase;

/**
 * Postprocessing of whole folders: learned on predictions whose truth is known, applied to others.
 *
 * <p>{@code postprocessing.json} is what Sagittal reads. The {@code postprocessing.pkl} beside it says the same for {@code
 * nnUNetv2_apply_postprocessing}; it names nnU-Net's own function and holds no other code.
 */
public final class PostprocessingJob {
    private static final String SUMMARY = "summary.json";

    private final PredictionFolder predictions;
    private final int threads;
    private final SelectionListener listener;

    /**
     * Prepares the work.
     *
     * @param predictions label maps
     * @param threads cases worked on at a time
     * @param listener told how far it is
     */
    public PostprocessingJob(PredictionFolder predictions, int threads, SelectionListener listener) {
        this.predictions = predictions;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Learns which steps help, and leaves {@code postprocessing.json} and {@code postprocessing.pkl} in the folder.
     *
     * @param reference folder of true label maps
     * @param keepFiles whether the postprocessed label maps and their scores are left in {@code postprocessed/}
     * @return what was learned
     * @throws IllegalStateException if a case cannot be scored, naming it
     */
    public LearnedPostprocessing learn(Path reference, boolean keepFiles) {
        Path folder = predictions.folder();
        warnOfOthers(reference);
        FolderScores scores = new FolderScores(reference, predictions, threads);
        NnunetSummary before = scores.of(folder, Postprocessing.NONE, "score predictions", listener);
        if (!Files.exists(folder.resolve(SUMMARY))) {
            before.write(folder.resolve(SUMMARY));
        }
        LearnedPostprocessing learned = learn(scores, before);
        if (keepFiles) {
            leaveFiles(learned, scores);
        }
        return learned;
    }

    /** As {@link #learn(Path, boolean)}, with scores that are known already. */
    LearnedPostprocessing learn(FolderScores scores, NnunetSummary before) {
        LearnedPostprocessing learned = new PostprocessingSearch(predictions.folder(), scores, listener)
                .run(predictions.dataset().labels().foregroundLabels(), Optional.of(before));
        write(learned);
        return learned;
    }

    private void warnOfOthers(Path reference) {
        SortedMap<String, Path> more = new TreeMap<>(
                PredictionFolder.files(reference, predictions.dataset().fileEnding()));
        more.keySet().removeAll(predictions.labels().keySet());
        if (!more.isEmpty()) {
            listener.warn("no predictions of " + CaseSets.named(more.keySet())
                    + "; a postprocessing should be learned on the whole dataset");
        }
    }

    /** Leaves the postprocessed label maps and their scores. */
    void leaveFiles(LearnedPostprocessing learned, FolderScores scores) {
        PredictionFolder done = predictions.at(predictions.folder().resolve("postprocessed"));
        done.removeAllBut(predictions.labels().keySet());
        SortedMap<String, String> failures = apply(learned.postprocessing(), done.folder(), false);
        if (!failures.isEmpty()) {
            throw new IllegalStateException("cases that cannot be postprocessed: " + failures);
        }
        done.takeDescriptionsOf(predictions.folder());
        scores.of(done.folder(), Postprocessing.NONE, "score postprocessed", listener)
                .write(done.folder().resolve(SUMMARY));
    }

    private void write(LearnedPostprocessing learned) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("input_folder", means(learned.before()));
        json.set("postprocessed", means(learned.after()));
        json.setAll(learned.postprocessing().toJson());
        Path folder = predictions.folder();
        JsonText.write(folder.resolve("postprocessing.json"), JsonText.indented(json));
        byte[] pickle = PostprocessingPickle.of(learned.postprocessing());
        WholeFile.write(folder.resolve("postprocessing.pkl"), out -> out.write(pickle));
    }

    private static ObjectNode means(NnunetSummary summary) {
        return summary.toJson().retain("foreground_mean", "mean");
    }

    /**
     * Postprocesses all label maps. A case that fails is named and the others go on.
     *
     * @param postprocessing what to do
     * @param output folder that takes the label maps, may not be the folder of the predictions
     * @param keepFinished whether cases are passed over whose result is there
     * @return ids of failed cases with the reason
     */
    public SortedMap<String, String> apply(Postprocessing postprocessing, Path output, boolean keepFinished) {
        PredictionFolder done = predictions.at(output);
        List<RawCase> cases = predictions.labels().entrySet().stream()
                .map(entry -> new RawCase(entry.getKey(), List.of(entry.getValue()), Optional.empty()))
                .toList();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(predictions.folder() + " holds no label maps that end in "
                    + predictions.dataset().fileEnding());
        }
        try (CaseReporter reporter = new CaseReporter("postprocess", cases.size(), listener)) {
            SortedMap<String, String> failures = CaseWork.run(cases, threads, reporter, one -> {
                Path file = done.labelFile(one.id());
                if (!keepFinished || !Files.exists(file)) {
                    Path from = one.images().get(0);
                    LabelVoxels labels = predictions.reader().readLabel(from);
                    done.write(postprocessing.apply(labels), from, file);
                }
            });
            reporter.refuseCancelled();
            return failures;
        }
    }
}
