package org.sagittal.evaluation.profile;

import static org.sagittal.evaluation.profile.CountMeasures.DICE;
import static org.sagittal.evaluation.profile.CountMeasures.IOU;
import static org.sagittal.evaluation.profile.CountMeasures.PRECISION;
import static org.sagittal.evaluation.profile.CountMeasures.SENSITIVITY;
import static org.sagittal.evaluation.profile.CountMeasures.SPECIFICITY;
import static org.sagittal.evaluation.profile.CountMeasures.VOLUME_DIFFERENCE;
import static org.sagittal.evaluation.profile.CountMeasures.VOLUME_SIMILARITY;
import static org.sagittal.evaluation.profile.SurfaceMeasures.ASD_PRED_TO_REF;
import static org.sagittal.evaluation.profile.SurfaceMeasures.ASD_REF_TO_PRED;
import static org.sagittal.evaluation.profile.SurfaceMeasures.ASSD;
import static org.sagittal.evaluation.profile.SurfaceMeasures.MASD;
import static org.sagittal.evaluation.profile.SurfaceMeasures.boundaryIou;
import static org.sagittal.evaluation.profile.SurfaceMeasures.hausdorff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.sagittal.evaluation.surface.SurfaceModel;

/**
 * The profiles there are. Each tool's numbers are pinned by a golden made with the tool itself; what it says of empty masks is in {@link
 * EmptyPolicies}.
 *
 * <p>Reference: {@code docs/scores.md}.
 */
public final class Profiles {
    private static final Measure HD = hausdorff("hd", 100);
    private static final Measure HD95 = hausdorff("hd95", 95);
    private static final double PANOPTICA_TOLERANCE_VOXELS = 0.5;

    /**
     * Our own: surface elements weighted by area, HD95 the larger direction, nothing undefined hidden. These are the scores of a report;
     * {@link #SAGITTAL} has more.
     */
    public static final Profile SAGITTAL_OVERVIEW = new Profile(
            "sagittal",
            "1",
            new Rules(
                    SurfaceModel.SURFACE_ELEMENTS,
                    Rules.Percentile.LARGER_BY_AREA,
                    Rules.Mean.POOLED,
                    Rules.Within.POOLED,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.SIGNED_DIFFERENCE,
                    Rules.Instances.HALF,
                    EmptyPolicies.SAGITTAL),
            tolerances -> {
                List<Measure> measures = new ArrayList<>(
                        List.of(DICE, IOU, SENSITIVITY, PRECISION, SPECIFICITY, VOLUME_SIMILARITY, VOLUME_DIFFERENCE));
                measures.addAll(List.of(CountMeasures.MCC, HD, HD95, ASD_REF_TO_PRED, ASD_PRED_TO_REF, ASSD, MASD));
                measures.addAll(at(tolerances, SurfaceMeasures::nsd));
                measures.addAll(List.of(boundaryIou(1), InstanceMeasures.PQ, InstanceMeasures.RQ, InstanceMeasures.SQ));
                measures.add(InstanceMeasures.LESION_DICE);
                return measures;
            });

    /** Our own, with every score that costs little. */
    public static final Profile SAGITTAL = SAGITTAL_OVERVIEW.with(
            List.of("f_beta@2", "lesion_sensitivity", "lesion_precision", "tp", "fp", "fn", "tn"));

    /** google-deepmind/surface-distance. */
    public static final Profile DEEPMIND = new Profile(
            "deepmind",
            "0.1",
            new Rules(
                    SurfaceModel.SURFACE_ELEMENTS,
                    Rules.Percentile.LARGER_BY_AREA,
                    Rules.Mean.POOLED,
                    Rules.Within.POOLED,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.SIGNED_DIFFERENCE,
                    Rules.Instances.HALF,
                    EmptyPolicies.DEEPMIND),
            tolerances -> {
                List<Measure> measures = new ArrayList<>(List.of(DICE, HD, HD95, ASD_REF_TO_PRED, ASD_PRED_TO_REF));
                measures.addAll(at(tolerances, SurfaceMeasures::nsd));
                measures.addAll(at(tolerances, SurfaceMeasures::overlapOfReference));
                measures.addAll(at(tolerances, SurfaceMeasures::overlapOfPrediction));
                return measures;
            });

    /** MedPy. */
    public static final Profile MEDPY = new Profile(
            "medpy",
            "0.5.2",
            new Rules(
                    SurfaceModel.FACE_BORDER,
                    Rules.Percentile.POOLED_LINEAR,
                    Rules.Mean.POOLED,
                    Rules.Within.POOLED,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.SIGNED_DIFFERENCE,
                    Rules.Instances.HALF,
                    EmptyPolicies.MEDPY),
            tolerances -> List.of(
                    DICE,
                    IOU,
                    SENSITIVITY,
                    PRECISION,
                    SPECIFICITY,
                    VOLUME_DIFFERENCE,
                    HD,
                    HD95,
                    ASD_PRED_TO_REF,
                    ASD_REF_TO_PRED,
                    ASSD));

    /** MONAI, with its defaults, the mask as the only class, the spacing given. */
    public static final Profile MONAI = new Profile(
            "monai",
            "1.5.2",
            new Rules(
                    SurfaceModel.FACE_BORDER,
                    Rules.Percentile.LARGER_LINEAR,
                    Rules.Mean.POOLED,
                    Rules.Within.POOLED_FLOAT32,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.SIGNED_DIFFERENCE,
                    Rules.Instances.HALF,
                    EmptyPolicies.MONAI),
            tolerances -> {
                List<Measure> measures =
                        new ArrayList<>(List.of(DICE, IOU, SENSITIVITY, PRECISION, SPECIFICITY, HD, HD95));
                measures.addAll(List.of(ASD_PRED_TO_REF, ASSD));
                measures.addAll(at(tolerances, SurfaceMeasures::nsd));
                measures.addAll(at(tolerances, SurfaceMeasures::nsdOfElements));
                return measures;
            });

    /** MetricsReloaded, commit cb38dfc. */
    public static final Profile METRICS_RELOADED = new Profile(
            "metrics-reloaded",
            "0.1.0",
            new Rules(
                    SurfaceModel.FACE_BORDER,
                    Rules.Percentile.LARGER_LINEAR,
                    Rules.Mean.POOLED,
                    Rules.Within.POOLED,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.ABSOLUTE_DIFFERENCE,
                    Rules.Instances.HALF,
                    EmptyPolicies.METRICS_RELOADED),
            tolerances -> {
                List<Measure> measures = new ArrayList<>(
                        List.of(DICE, IOU, SENSITIVITY, PRECISION, SPECIFICITY, VOLUME_DIFFERENCE, HD, HD95, ASSD));
                measures.add(MASD);
                measures.addAll(at(tolerances, SurfaceMeasures::nsd));
                measures.addAll(List.of(boundaryIou(1), boundaryIou(2), InstanceMeasures.SCIKIT_CENTRE_LINE_DICE));
                return measures;
            });

    /** panoptica: global scores in voxels, instance scores in millimetres. */
    public static final Profile PANOPTICA = new Profile(
            "panoptica",
            "2.1.7",
            new Rules(
                    SurfaceModel.FACE_BORDER,
                    Rules.Percentile.POOLED_LINEAR,
                    Rules.Mean.OF_MEANS,
                    Rules.Within.OF_SHARES,
                    Rules.Unit.VOXELS,
                    Rules.Volume.SIGNED_DIFFERENCE,
                    Rules.Instances.HALF,
                    EmptyPolicies.PANOPTICA),
            tolerances -> {
                List<Measure> measures = new ArrayList<>(List.of(DICE, IOU, VOLUME_DIFFERENCE, HD, HD95, ASSD));
                measures.add(SurfaceMeasures.nsd("nsd", PANOPTICA_TOLERANCE_VOXELS));
                measures.addAll(
                        List.of(InstanceMeasures.SCIKIT_CENTRE_LINE_DICE, InstanceMeasures.PQ, InstanceMeasures.RQ));
                measures.addAll(List.of(InstanceMeasures.SQ, InstanceMeasures.TP, InstanceMeasures.FP));
                measures.addAll(
                        List.of(InstanceMeasures.FN, InstanceMeasures.LESION_DICE, InstanceMeasures.LESION_ASSD));
                return measures;
            });

    /** SimpleITK's overlap and Hausdorff filters: distances between regions; source = prediction. */
    public static final Profile SIMPLEITK = new Profile(
            "simpleitk",
            "2.5.7",
            new Rules(
                    SurfaceModel.REGION,
                    Rules.Percentile.LARGER_LINEAR,
                    Rules.Mean.OF_MEANS,
                    Rules.Within.POOLED,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.SIGNED_SIMILARITY,
                    Rules.Instances.HALF,
                    EmptyPolicies.SIMPLEITK),
            tolerances -> List.of(
                    DICE,
                    IOU,
                    VOLUME_SIMILARITY,
                    CountMeasures.FALSE_NEGATIVE_ERROR,
                    CountMeasures.FALSE_POSITIVE_ERROR,
                    CountMeasures.FALSE_DISCOVERY_RATE,
                    HD,
                    SurfaceMeasures.AVERAGE_HD));

    /** seg-metrics: outlines by ITK's label contour, none at the image's edge. */
    public static final Profile SEG_METRICS = new Profile(
            "seg-metrics",
            "1.2.8",
            new Rules(
                    SurfaceModel.CONTOUR,
                    Rules.Percentile.POOLED_LINEAR,
                    Rules.Mean.POOLED,
                    Rules.Within.POOLED,
                    Rules.Unit.MILLIMETRES,
                    Rules.Volume.SIGNED_SIMILARITY,
                    Rules.Instances.HALF,
                    EmptyPolicies.SEG_METRICS),
            tolerances -> List.of(
                    DICE,
                    IOU,
                    PRECISION,
                    SENSITIVITY,
                    SurfaceMeasures.SEG_METRICS_VOLUME_SIMILARITY,
                    CountMeasures.FALSE_POSITIVE_RATE,
                    CountMeasures.FALSE_NEGATIVE_RATE,
                    HD,
                    HD95,
                    ASSD,
                    SurfaceMeasures.MEDIAN,
                    SurfaceMeasures.STANDARD_DEVIATION));

    /** nnU-Net's own evaluation. */
    public static final Profile NNUNET = new Profile(
            "nnunet",
            "2.8.1",
            SAGITTAL.rules(),
            tolerances -> List.of(
                    DICE,
                    IOU,
                    CountMeasures.TP,
                    CountMeasures.FP,
                    CountMeasures.FN,
                    CountMeasures.TN,
                    CountMeasures.N_REF,
                    CountMeasures.N_PRED));

    /** The lesion-wise scores of BraTS 2023 (glioma): dilation by 3 steps, lesions up to 50 mm^3 left out. */
    public static final Profile BRATS_LESIONWISE = new Profile(
            "brats-lesionwise",
            "2023",
            RuleWords.with(DEEPMIND.rules(), EmptyPolicies.BRATS),
            tolerances -> List.of(
                    DICE,
                    HD95,
                    SENSITIVITY,
                    SPECIFICITY,
                    InstanceMeasures.BRATS_DICE,
                    InstanceMeasures.BRATS_HD95,
                    InstanceMeasures.BRATS_TP,
                    InstanceMeasures.BRATS_FP,
                    InstanceMeasures.BRATS_FN));

    /** Shape before volume: centre lines, parts, tunnels and cavities, and lesions each in its own cell. */
    public static final Profile TOPOLOGY = new Profile(
            "sagittal-topology",
            "1",
            SAGITTAL.rules(),
            tolerances -> List.of(
                    DICE,
                    InstanceMeasures.CENTRE_LINE_DICE,
                    InstanceMeasures.PARTS_ERROR,
                    InstanceMeasures.TUNNELS_ERROR,
                    InstanceMeasures.CAVITIES_ERROR,
                    InstanceMeasures.VORONOI_DICE,
                    InstanceMeasures.FALSE_POSITIVE_VOLUME,
                    InstanceMeasures.FALSE_NEGATIVE_VOLUME));

    private static final List<Profile> ALL = List.of(
            SAGITTAL,
            DEEPMIND,
            MEDPY,
            MONAI,
            METRICS_RELOADED,
            PANOPTICA,
            SIMPLEITK,
            SEG_METRICS,
            NNUNET,
            BRATS_LESIONWISE,
            TOPOLOGY);

    private Profiles() {}

    /**
     * All profiles.
     *
     * @return our own first
     */
    public static List<Profile> all() {
        return ALL;
    }

    /**
     * The profile of a name.
     *
     * @param name as people type it, with or without {@code @version}; rules to be changed follow, each after a plus:
     *     {@code medpy+outline=corner-border+matching=optimal@0.3}
     * @return the profile
     * @throws IllegalArgumentException if there is none, or no such rule; the message lists those there are
     */
    public static Profile byName(String name) {
        String[] words = name.split("\\+");
        Profile profile = ALL.stream()
                .filter(each -> each.name().equals(words[0]) || each.id().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("profile must be one of "
                        + ALL.stream().map(Profile::id).collect(Collectors.joining(", ")) + ", got " + name));
        for (int i = 1; i < words.length; i++) {
            profile = profile.changed(words[i]);
        }
        return profile;
    }

    private static List<Measure> at(List<Double> tolerancesMm, DoubleFunction<Measure> measure) {
        return tolerancesMm.stream().map(measure::apply).toList();
    }
}
