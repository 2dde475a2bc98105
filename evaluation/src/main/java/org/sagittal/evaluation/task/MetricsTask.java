package org.sagittal.evaluation.task;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.profile.PairScores;
import org.sagittal.evaluation.profile.PairScoring;
import org.sagittal.evaluation.profile.Profile;
import org.sagittal.evaluation.profile.ProfileComparison;

/**
 * Every score of a profile for files: one pair, or a list of them side by side.
 *
 * @param profile whose definitions
 * @param tolerancesMm for NSD and the like
 * @param threads labels of a pair, or pairs of a list, at once
 * @param selection what is scored besides single labels
 * @param reader reads label maps
 */
public record MetricsTask(
        Profile profile, List<Double> tolerancesMm, int threads, Selection selection, LabelFile.Reader reader) {
    /** The tolerances people get without asking. */
    public static final List<Double> DEFAULT_TOLERANCES_MM = List.of(1.0, 2.0, 3.0);

    /** Refuses tolerances below 0 and fewer threads than one. */
    public MetricsTask {
        tolerancesMm = List.copyOf(tolerancesMm);
        for (double tolerance : tolerancesMm) {
            if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw new IllegalArgumentException("tolerance must be at least 0 mm and finite, got " + tolerance);
            }
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /**
     * A task for volumes.
     *
     * @param profile whose definitions
     * @param tolerancesMm for NSD and the like
     * @param threads labels of a pair, or pairs of a list, at once
     */
    public MetricsTask(Profile profile, List<Double> tolerancesMm, int threads) {
        this(profile, tolerancesMm, threads, Selection.PLAIN, LabelFile::ofVolume);
    }

    /**
     * A task for volumes with the usual tolerances and a thread for each core.
     *
     * @param profile whose definitions
     */
    public MetricsTask(Profile profile) {
        this(profile, DEFAULT_TOLERANCES_MM, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Scores every label of one pair.
     *
     * @param reference a label file
     * @param prediction a label file of the same shape and spacing
     * @return the scores of all labels above 0 in either file
     */
    public PairScores score(Path reference, Path prediction) {
        return score(reference, prediction, List.of());
    }

    /**
     * Scores one pair.
     *
     * @param reference a label file
     * @param prediction a label file of the same shape and spacing
     * @param labels which to score; none for all above 0 in either file, which may be no label at all
     * @return the scores; {@link PairScores#toJson()} is what {@code metrics --json} prints
     */
    public PairScores score(Path reference, Path prediction, List<Integer> labels) {
        return score(reference, prediction, labels, threads);
    }

    private PairScores score(Path reference, Path prediction, List<Integer> labels, int atOnce) {
        LabelFile truth = reader.read(reference);
        LabelFile other = reader.read(prediction);
        List<LabelGroup> groups = selection.groups(labels, truth, other);
        if (groups.isEmpty()) {
            return new PairScores(profile, truth.labels().grid().spacing(), truth.dimensions(), Map.of());
        }
        return scoring(truth, other, groups, atOnce).score(profile, tolerancesMm);
    }

    private PairScoring scoring(LabelFile truth, LabelFile other, List<LabelGroup> groups, int atOnce) {
        return new PairScoring(truth.labels(), other.labels(), selection.scheme(groups), truth.dimensions(), atOnce);
    }

    /**
     * Explains how another profile comes to other numbers.
     *
     * @param other the profile that is gone to
     * @param reference a label file
     * @param prediction a label file of the same shape and spacing
     * @param labels which to score; none for all above 0 in either file
     * @return both numbers and the rules between them
     */
    public ProfileComparison compareWith(Profile other, Path reference, Path prediction, List<Integer> labels) {
        LabelFile truth = reader.read(reference);
        LabelFile predicted = reader.read(prediction);
        List<LabelGroup> groups = selection.groups(labels, truth, predicted);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "neither file holds a label above 0, so there is nothing to compare; name one with --label");
        }
        return ProfileComparison.of(scoring(truth, predicted, groups, threads), profile, other, tolerancesMm);
    }

    /**
     * Scores a list of pairs side by side. A pair that fails is told as {@code {"id": .., "error": ..}} and the others go on.
     *
     * @param pairs what to score
     * @param line takes one JSON object as soon as it is done, in any order, one at a time
     * @return how many pairs failed
     * @throws CancellationException if the calling thread is interrupted
     */
    public int scoreAll(PairList pairs, Consumer<String> line) {
        AtomicInteger failed = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Object turn = new Object();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (PairList.Entry entry : pairs.entries()) {
                running.add(pool.submit(() -> {
                    ObjectNode said = scoreEntry(entry);
                    failed.addAndGet(said.has("error") ? 1 : 0);
                    synchronized (turn) {
                        line.accept(JsonText.oneLine(said));
                    }
                }));
            }
            for (Future<?> pair : running) {
                pair.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("scoring of pairs cancelled");
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "scoring of pairs stopped: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return failed.get();
    }

    private ObjectNode scoreEntry(PairList.Entry entry) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", entry.id());
        try {
            node.setAll(score(entry.reference(), entry.prediction(), entry.labels(), 1)
                    .toJson());
        } catch (OutOfMemoryError e) {
            node.put("error", "memory is short: give the JVM more (-Xmx) or use fewer threads than " + threads);
        } catch (RuntimeException e) {
            String said = e.getMessage();
            node.put("error", said == null || said.isBlank() ? e.toString() : said);
        }
        return node;
    }
}
