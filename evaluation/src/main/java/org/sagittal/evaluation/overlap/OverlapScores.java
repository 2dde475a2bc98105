package org.sagittal.evaluation.overlap;

import org.sagittal.evaluation.Score;

/**
 * Ratios of the four counts of two masks, each undefined where its denominator is zero.
 *
 * <p>This is the plain arithmetic, which is nnU-Net's policy too: both masks empty gives no Dice and no IoU, one empty gives 0. Tools
 * that say otherwise have their own tables in {@code profile}.
 *
 * <p>Reference: Taha and Hanbury, Metrics for evaluating 3D medical image segmentation, BMC Medical Imaging 15:29 (2015), section 3.1.
 */
public final class OverlapScores {
    private OverlapScores() {}

    /**
     * Dice = 2 tp / (2 tp + fp + fn): the F1 score of the voxels.
     *
     * @param c the counts
     * @return 0 to 1; undefined when both masks are empty, 0 when one is
     */
    public static Score dice(Confusion c) {
        return ratio(2.0 * c.tp(), 2.0 * c.tp() + c.fp() + c.fn(), "reference and prediction empty");
    }

    /**
     * IoU (Jaccard) = tp / (tp + fp + fn).
     *
     * @param c the counts
     * @return 0 to 1; undefined when both masks are empty, 0 when one is
     */
    public static Score iou(Confusion c) {
        return ratio(c.tp(), c.union(), "reference and prediction empty");
    }

    /**
     * Sensitivity (recall) = tp / (tp + fn).
     *
     * @param c the counts
     * @return 0 to 1; undefined when the reference is empty, 0 when only the prediction is
     */
    public static Score sensitivity(Confusion c) {
        return ratio(c.tp(), c.reference(), "reference empty");
    }

    /**
     * Precision = tp / (tp + fp).
     *
     * @param c the counts
     * @return 0 to 1; undefined when the prediction is empty, 0 when only the reference is
     */
    public static Score precision(Confusion c) {
        return ratio(c.tp(), c.prediction(), "prediction empty");
    }

    /**
     * Specificity = tn / (tn + fp).
     *
     * @param c the counts
     * @return 0 to 1; undefined when the reference leaves no background; 1 when the prediction is empty
     */
    public static Score specificity(Confusion c) {
        return ratio(c.tn(), c.tn() + c.fp(), "reference leaves no background");
    }

    /**
     * F-beta = (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp); beta above 1 weighs missed voxels more, below 1 false ones.
     *
     * @param c the counts
     * @param beta positive
     * @return 0 to 1; undefined when both masks are empty, 0 when one is
     */
    public static Score fBeta(Confusion c, double beta) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta must be positive and finite, got " + beta);
        }
        double b2 = beta * beta;
        double hit = (1 + b2) * c.tp();
        return ratio(hit, hit + b2 * c.fn() + c.fp(), "reference and prediction empty");
    }

    /**
     * Matthews' correlation coefficient = (tp tn - fp fn) / sqrt((tp+fp)(tp+fn)(tn+fp)(tn+fn)).
     *
     * @param c the counts
     * @return -1 to 1; undefined when either mask is empty or fills everything
     * @see <a href="https://doi.org/10.1186/s12864-019-6413-7">Chicco and Jurman (2020)</a>
     */
    public static Score mcc(Confusion c) {
        double product =
                (double) c.prediction() * c.reference() * ((double) c.tn() + c.fp()) * ((double) c.tn() + c.fn());
        double agreement = (double) c.tp() * c.tn() - (double) c.fp() * c.fn();
        return ratio(agreement, Math.sqrt(product), "a mask is empty or fills the image");
    }

    /**
     * Volume similarity = 1 - |fn - fp| / (2 tp + fp + fn), blind to where the voxels lie.
     *
     * @param c the counts
     * @return 0 to 1; undefined when both masks are empty, 0 when one is
     */
    public static Score volumeSimilarity(Confusion c) {
        double sizes = 2.0 * c.tp() + c.fp() + c.fn();
        return ratio(sizes - Math.abs(c.fn() - c.fp()), sizes, "reference and prediction empty");
    }

    /**
     * Relative volume difference = (prediction - reference) / reference: positive when too much is predicted.
     *
     * @param c the counts
     * @return -1 and up; undefined when the reference is empty, -1 when only the prediction is
     */
    public static Score volumeDifference(Confusion c) {
        return ratio((double) c.fp() - c.fn(), c.reference(), "reference empty");
    }

    private static Score ratio(double numerator, double denominator, String whyNot) {
        return denominator == 0 ? Score.undefined(whyNot) : Score.of(numerator / denominator);
    }
}
