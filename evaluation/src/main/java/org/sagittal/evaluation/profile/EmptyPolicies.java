package org.sagittal.evaluation.profile;

import static org.sagittal.evaluation.profile.EmptyCase.BOTH;
import static org.sagittal.evaluation.profile.EmptyCase.DISJOINT;
import static org.sagittal.evaluation.profile.EmptyCase.FULL;
import static org.sagittal.evaluation.profile.EmptyCase.NO_OUTLINE;
import static org.sagittal.evaluation.profile.EmptyCase.PREDICTION;
import static org.sagittal.evaluation.profile.EmptyCase.REFERENCE;

import org.sagittal.evaluation.instance.LesionWise;

/**
 * What each tool says of empty masks, as found by running it.
 *
 * <p>Reference: {@code docs/scores.md}.
 */
final class EmptyPolicies {
    /** Nothing is made up: what does not exist says why; one empty mask is infinitely far away and overlaps in nothing. */
    static final EmptyPolicy SAGITTAL = EmptyPolicy.named("sagittal").build();

    static final EmptyPolicy DEEPMIND = EmptyPolicy.named("deepmind")
            .of("hd", "hd95")
            .value(Double.POSITIVE_INFINITY, BOTH)
            .build();

    static final EmptyPolicy MEDPY = EmptyPolicy.named("medpy")
            .of("dice", "iou")
            .value(1, BOTH)
            .of("sensitivity", "precision")
            .value(0, BOTH, REFERENCE, PREDICTION)
            .of("specificity")
            .value(0, FULL)
            .of("hd", "hd95", "asd_pred_to_ref", "asd_ref_to_pred", "assd")
            .undefined(BOTH, REFERENCE, PREDICTION)
            .build();

    static final EmptyPolicy MONAI = EmptyPolicy.named("monai")
            .of("dice", "iou")
            .undefined(BOTH, REFERENCE)
            .of("hd95")
            .undefined(BOTH, REFERENCE, PREDICTION)
            .of("asd_pred_to_ref", "assd")
            .value(Double.POSITIVE_INFINITY, REFERENCE, PREDICTION)
            .undefined(BOTH)
            .build();

    static final EmptyPolicy METRICS_RELOADED = EmptyPolicy.named("metrics-reloaded")
            .of("dice", "boundary_iou", "nsd")
            .value(1, BOTH)
            .of("precision")
            .value(0, PREDICTION)
            .undefined(BOTH)
            .of("hd", "hd95", "assd", "masd")
            .value(0, BOTH)
            .undefined(REFERENCE, PREDICTION)
            .build();

    /** panoptica takes masks that share no voxel for a case with one empty mask. */
    static final EmptyPolicy PANOPTICA = EmptyPolicy.named("panoptica")
            .of("volume_difference", "hd", "hd95", "nsd")
            .undefined(BOTH, REFERENCE, PREDICTION, DISJOINT)
            .of("assd")
            .undefined(BOTH)
            .value(Double.POSITIVE_INFINITY, REFERENCE, PREDICTION, DISJOINT)
            .of("cldice")
            .undefined(BOTH)
            .value(0, REFERENCE, PREDICTION, DISJOINT)
            .build();

    static final EmptyPolicy SIMPLEITK = EmptyPolicy.named("simpleitk")
            .of("dice", "iou", "volume_similarity")
            .value(0, BOTH)
            .of("false_negative_error", "false_positive_error", "false_discovery_rate")
            .value(0, BOTH)
            .of("false_positive_error", "false_discovery_rate")
            .undefined(PREDICTION)
            .of("hd", "average_hd")
            .undefined(BOTH, REFERENCE, PREDICTION)
            .build();

    /** All distances 0 as soon as a mask is empty: what it gives, and silently wrong. */
    static final EmptyPolicy SEG_METRICS = EmptyPolicy.named("seg-metrics")
            .of("dice", "iou", "precision", "sensitivity")
            .value(1, BOTH)
            .of("precision", "sensitivity")
            .value(0, REFERENCE, PREDICTION)
            .of("volume_similarity")
            .value(1, BOTH)
            .of("false_positive_rate")
            .value(0, BOTH, REFERENCE, PREDICTION, FULL)
            .of("false_negative_rate")
            .value(0, BOTH, REFERENCE)
            .of("hd", "hd95", "assd", "median_surface_distance", "std_surface_distance")
            .value(0, BOTH, REFERENCE, PREDICTION, NO_OUTLINE)
            .build();

    /** Nothing to find and nothing found is perfect; what is infinitely far is 374 mm away. */
    static final EmptyPolicy BRATS = EmptyPolicy.named("brats-lesionwise")
            .of("dice", "sensitivity")
            .value(1, BOTH)
            .of("sensitivity")
            .value(0, REFERENCE)
            .of("specificity")
            .value(0, FULL)
            .of("hd95")
            .value(0, BOTH)
            .value(LesionWise.WORST_HD95_MM, REFERENCE, PREDICTION)
            .build();

    private EmptyPolicies() {}
}
