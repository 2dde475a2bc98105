package org.sagittal.evaluation.instance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which components of the prediction stand for which of the reference.
 *
 * <p>Reference: Kirillov et al., Panoptic segmentation (2019), section 4.1 (IoU above 0.5 matches at most once); Kofler et al.,
 * panoptica (2023) for the other rules.
 */
public enum Matching {
    /** Each component matches at most once, the pairs of the greatest IoU first, from a threshold on. */
    ONE_TO_ONE("each at most once, greatest IoU first") {
        @Override
        List<Match> match(InstancePair pair, double threshold) {
            List<Match> matches = new ArrayList<>();
            boolean[] taken = new boolean[pair.predictionCount()];
            boolean[] found = new boolean[pair.referenceCount()];
            List<OverlapTable.Overlap> overlaps = new ArrayList<>(pair.overlaps());
            overlaps.sort(Comparator.comparingDouble(o -> -iou(pair, o)));
            for (OverlapTable.Overlap o : overlaps) {
                if (!taken[o.prediction()] && !found[o.reference()] && iou(pair, o) >= threshold) {
                    taken[o.prediction()] = true;
                    found[o.reference()] = true;
                    matches.add(Match.of(pair, o.reference(), List.of(o.prediction()), o.voxels()));
                }
            }
            return matches;
        }
    },
    /** Each component matches at most once, so that the IoU of all matches together is as large as can be (the Hungarian method). */
    OPTIMAL("each at most once, IoU of all together greatest") {
        @Override
        List<Match> match(InstancePair pair, double threshold) {
            List<OverlapTable.Overlap> allowed = pair.overlaps().stream()
                    .filter(o -> iou(pair, o) >= threshold)
                    .toList();
            return new Assignment(allowed, o -> iou(pair, o))
                    .pairs().stream()
                            .map(o -> Match.of(pair, o.reference(), List.of(o.prediction()), o.voxels()))
                            .toList();
        }
    },
    /**
     * Components of the prediction join the reference component they share most with, as long as the IoU of all that joined grows; what
     * reaches the threshold in the end matches.
     */
    MANY_TO_ONE("several predicted ones may make one") {
        @Override
        List<Match> match(InstancePair pair, double threshold) {
            Map<Integer, List<OverlapTable.Overlap>> candidates = new HashMap<>();
            largestPerPrediction(pair)
                    .forEach(o -> candidates
                            .computeIfAbsent(o.reference(), key -> new ArrayList<>())
                            .add(o));
            List<Match> matches = new ArrayList<>();
            for (int r = 0; r < pair.referenceCount(); r++) {
                Match merged = merge(pair, r, candidates.getOrDefault(r, List.of()));
                if (!merged.predictions().isEmpty() && merged.iou() >= threshold) {
                    matches.add(merged);
                }
            }
            return matches;
        }
    },
    /** Every reference component that shares a voxel matches all that share one with it; the threshold plays no part. */
    ANY_OVERLAP("all that share a voxel") {
        @Override
        List<Match> match(InstancePair pair, double threshold) {
            List<Match> matches = new ArrayList<>();
            for (int r = 0; r < pair.referenceCount(); r++) {
                int reference = r;
                List<OverlapTable.Overlap> hits = pair.overlaps().stream()
                        .filter(o -> o.reference() == reference)
                        .toList();
                if (!hits.isEmpty()) {
                    long shared = hits.stream()
                            .mapToLong(OverlapTable.Overlap::voxels)
                            .sum();
                    matches.add(Match.of(
                            pair,
                            r,
                            hits.stream().map(OverlapTable.Overlap::prediction).toList(),
                            shared));
                }
            }
            return matches;
        }
    };

    private final String description;

    Matching(String description) {
        this.description = description;
    }

    /**
     * The rule in words.
     *
     * @return a phrase
     */
    public String description() {
        return description;
    }

    abstract List<Match> match(InstancePair pair, double threshold);

    /**
     * A reference component and what stands for it.
     *
     * @param reference number of the reference component
     * @param predictions numbers of the prediction components
     * @param shared voxels both sides have
     * @param referenceVoxels size of the reference component
     * @param predictionVoxels size of the prediction components together
     */
    record Match(int reference, List<Integer> predictions, long shared, long referenceVoxels, long predictionVoxels) {
        static Match of(InstancePair pair, int reference, List<Integer> predictions, long shared) {
            long voxels = predictions.stream().mapToLong(pair::predictionSize).sum();
            return new Match(reference, predictions, shared, pair.referenceSize(reference), voxels);
        }

        double iou() {
            return (double) shared / (referenceVoxels + predictionVoxels - shared);
        }

        double dice() {
            return 2.0 * shared / (referenceVoxels + predictionVoxels);
        }
    }

    private static double iou(InstancePair pair, OverlapTable.Overlap o) {
        long union = pair.referenceSize(o.reference()) + pair.predictionSize(o.prediction()) - o.voxels();
        return (double) o.voxels() / union;
    }

    private static List<OverlapTable.Overlap> largestPerPrediction(InstancePair pair) {
        Map<Integer, OverlapTable.Overlap> best = new HashMap<>();
        pair.overlaps().forEach(o -> best.merge(o.prediction(), o, (a, b) -> b.voxels() > a.voxels() ? b : a));
        return IntStream.range(0, pair.predictionCount())
                .filter(best::containsKey)
                .mapToObj(best::get)
                .toList();
    }

    private static Match merge(InstancePair pair, int reference, List<OverlapTable.Overlap> candidates) {
        List<OverlapTable.Overlap> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingDouble(o -> -iou(pair, o)));
        Match merged = Match.of(pair, reference, List.of(), 0);
        for (OverlapTable.Overlap o : ordered) {
            List<Integer> more = new ArrayList<>(merged.predictions());
            more.add(o.prediction());
            Match larger = Match.of(pair, reference, List.copyOf(more), merged.shared() + o.voxels());
            if (merged.predictions().isEmpty() || larger.iou() > merged.iou()) {
                merged = larger;
            }
        }
        return merged;
    }
}
