package org.sagittal.evaluation.instance;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.instance.Matching.Match;
import org.sagittal.evaluation.surface.SurfaceDistances;
import org.sagittal.evaluation.surface.SurfaceModel;
import org.sagittal.geometry.volume.Spacing;

/**
 * What follows from a matching: recognition quality RQ = TP / (TP + FP/2 + FN/2), segmentation quality SQ = mean IoU of the matches,
 * panoptic quality PQ = SQ RQ, and means over the matches.
 *
 * <p>With no component on either side nothing is defined; with components but no match all three are 0.
 *
 * <p>Reference: Kirillov et al., Panoptic segmentation (2019), equations 1 and 2.
 */
public final class InstanceScores {
    private final InstancePair pair;
    private final List<Match> matches;
    private final int matchedPredictions;

    /**
     * Matches the components.
     *
     * @param pair components of both masks
     * @param rule which stand for which
     * @param threshold least IoU of a match, inclusive
     */
    public InstanceScores(InstancePair pair, Matching rule, double threshold) {
        this.pair = pair;
        this.matches = rule.match(pair, threshold);
        this.matchedPredictions = (int) matches.stream()
                .flatMap(match -> match.predictions().stream())
                .distinct()
                .count();
    }

    /**
     * Reference components with a match.
     *
     * @return how many
     */
    public int truePositives() {
        return matches.size();
    }

    /**
     * Prediction components that are part of no match.
     *
     * @return how many
     */
    public int falsePositives() {
        return pair.predictionCount() - matchedPredictions;
    }

    /**
     * Reference components without a match.
     *
     * @return how many
     */
    public int falseNegatives() {
        return pair.referenceCount() - matches.size();
    }

    private boolean nothing() {
        return pair.referenceCount() == 0 && pair.predictionCount() == 0;
    }

    private static Score none() {
        return Score.undefined("reference and prediction empty");
    }

    /**
     * Recognition quality, the F1 score of the components.
     *
     * @return 0 to 1; undefined without any component
     */
    public Score recognitionQuality() {
        if (nothing()) {
            return none();
        }
        int tp = truePositives();
        return Score.of(tp / (tp + 0.5 * falsePositives() + 0.5 * falseNegatives()));
    }

    /**
     * Segmentation quality, the mean IoU of the matches.
     *
     * @return 0 to 1, 0 without a match; undefined without any component
     */
    public Score segmentationQuality() {
        return nothing()
                ? none()
                : Score.of(mean(matches.stream().map(Match::iou).toList(), 0));
    }

    /**
     * Panoptic quality, the product of both.
     *
     * @return 0 to 1; undefined without any component
     */
    public Score panopticQuality() {
        return nothing()
                ? none()
                : Score.of(recognitionQuality().orNaN() * segmentationQuality().orNaN());
    }

    /**
     * Mean Dice of the matches.
     *
     * @return 0 to 1, 0 without a match; undefined without any component
     */
    public Score meanDice() {
        return nothing()
                ? none()
                : Score.of(mean(matches.stream().map(Match::dice).toList(), 0));
    }

    /**
     * Sensitivity of the components = TP / (TP + FN).
     *
     * @return undefined if the reference is empty
     */
    public Score sensitivity() {
        return pair.referenceCount() == 0
                ? Score.undefined("reference empty")
                : Score.of((double) truePositives() / pair.referenceCount());
    }

    /**
     * Precision of the components: those of the prediction that are part of a match.
     *
     * @return undefined if the prediction is empty
     */
    public Score precision() {
        return pair.predictionCount() == 0
                ? Score.undefined("prediction empty")
                : Score.of((double) matchedPredictions / pair.predictionCount());
    }

    /**
     * Mean over the matches of the mean of both directed mean surface distances.
     *
     * @param model what an outline is
     * @param spacing millimetres (z, y, x)
     * @return millimetres; infinite without a match; undefined without any component
     */
    public Score meanSurfaceDistance(SurfaceModel model, Spacing spacing) {
        if (nothing()) {
            return none();
        }
        List<Double> distances = new ArrayList<>();
        for (Match match : matches) {
            SurfaceDistances d = SurfaceDistances.of(pair.cut(match.reference(), match.predictions()), model, spacing);
            distances.add((d.referenceToPrediction().meanMm()
                            + d.predictionToReference().meanMm())
                    / 2);
        }
        return Score.of(mean(distances, Double.POSITIVE_INFINITY));
    }

    private static double mean(List<Double> values, double ofNone) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(ofNone);
    }
}
