package org.sagittal.evaluation.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.mask.LabelPair;
import org.sagittal.evaluation.overlap.JointHistogram;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Spacing;

/**
 * Scores one pair of label maps, label beside label.
 *
 * <p>Counts of all labels come from one pass, boxes from another; each label is then cropped and measured by itself ({@code
 * SurfaceBenchmark}).
 */
public final class PairScoring {
    private final LabelPair labels;
    private final JointHistogram counts;
    private final ScoringScheme scheme;
    private final Spacing spacing;
    private final int dimensions;
    private final int threads;

    /**
     * Takes a pair.
     *
     * @param reference the truth
     * @param prediction on the same grid of voxels
     * @param scheme which masks are scored
     * @param dimensions 3, or 2 for a true 2D image (which is not a 3D image of one slice)
     * @param threads how many labels are measured at once
     * @throws IllegalArgumentException if the shapes differ, or the spacings by more than a thousandth
     */
    public PairScoring(
            LabelVolume reference, LabelVolume prediction, ScoringScheme scheme, int dimensions, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        requireSameSpacing(reference.grid().spacing(), prediction.grid().spacing());
        this.labels = new LabelPair(reference.voxels(), prediction.voxels(), scheme.ignoreLabel(), dimensions);
        this.counts = JointHistogram.of(reference.voxels(), prediction.voxels(), scheme.ignoreLabel());
        this.scheme = scheme;
        this.spacing = reference.grid().spacing();
        this.dimensions = dimensions;
        this.threads = threads;
    }

    private static void requireSameSpacing(Spacing reference, Spacing prediction) {
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs(prediction.axisMm(axis) / reference.axisMm(axis) - 1) > 1e-3) {
                throw new IllegalArgumentException("prediction must have the reference's spacing " + reference
                        + ", got " + prediction + "; resample one of them");
            }
        }
    }

    /**
     * Gives every score of a profile.
     *
     * @param profile whose definitions
     * @param tolerancesMm for NSD and the like
     * @return scores by label
     */
    public PairScores score(Profile profile, List<Double> tolerancesMm) {
        List<Measure> measures = profile.measures().at(tolerancesMm);
        Map<LabelGroup, Map<String, Score>> scores = forEachGroup(masks -> {
            Map<String, Score> named = new LinkedHashMap<>();
            measures.forEach(measure -> named.put(measure.name(), measure.of(masks, profile.rules())));
            return named;
        });
        return new PairScores(profile, spacing, dimensions, scores);
    }

    /** Asks something of the masks of every class, side by side, and gives the answers in the scheme's order. */
    <T> Map<LabelGroup, T> forEachGroup(Function<MaskMeasurement, T> question) {
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(threads, scheme.groups().size()));
        try {
            List<Future<T>> answers = new ArrayList<>();
            for (LabelGroup group : scheme.groups()) {
                answers.add(pool.submit(() ->
                        question.apply(new MaskMeasurement(labels.masks(group), counts.confusion(group), spacing))));
            }
            Map<LabelGroup, T> result = new LinkedHashMap<>();
            for (int i = 0; i < answers.size(); i++) {
                result.put(scheme.groups().get(i), answers.get(i).get());
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("scoring cancelled");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("scoring stopped: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
