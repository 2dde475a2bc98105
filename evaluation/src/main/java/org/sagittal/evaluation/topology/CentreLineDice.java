package org.sagittal.evaluation.topology;

import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;

/**
 * clDice: the harmonic mean of how much of the prediction's centre lines lies in the reference and how much of the reference's lies in
 * the prediction. For vessels and other thin things, where a gap costs few voxels and much meaning.
 *
 * <p>Reference: Shit et al., clDice - a novel topology-preserving loss function for tubular structure segmentation (2021), equation 2.
 */
public final class CentreLineDice {
    private CentreLineDice() {}

    /**
     * Scores two masks.
     *
     * @param masks reference and prediction
     * @return 0 to 1; undefined if either mask is empty, or if neither centre line meets the other mask
     */
    public static Score of(MaskPair masks) {
        return of(masks, Skeleton.Turn.KEEPS_TOPOLOGY);
    }

    /**
     * Scores two masks with scikit-image's centre lines, which are those of MetricsReloaded and panoptica.
     *
     * @param masks reference and prediction
     * @return 0 to 1; undefined also if nothing is left of a mask
     */
    public static Score asScikitImage(MaskPair masks) {
        return of(masks, Skeleton.Turn.AS_SCIKIT_IMAGE);
    }

    private static Score of(MaskPair masks, Skeleton.Turn turn) {
        BitMask reference = masks.reference();
        BitMask prediction = masks.prediction();
        if (reference.isEmpty() || prediction.isEmpty()) {
            return Score.undefined("a mask is empty");
        }
        BitMask predictedLines = Skeleton.of(masks.swapped(), turn);
        BitMask trueLines = Skeleton.of(masks, turn);
        if (predictedLines.isEmpty() || trueLines.isEmpty()) {
            return Score.undefined("a mask has no centre line");
        }
        double precision = share(predictedLines, reference);
        double sensitivity = share(trueLines, prediction);
        if (precision + sensitivity == 0) {
            return Score.undefined("neither centre line meets the other mask");
        }
        return Score.of(2 * precision * sensitivity / (precision + sensitivity));
    }

    private static double share(BitMask skeleton, BitMask mask) {
        return (double) skeleton.and(mask).count() / skeleton.count();
    }
}
