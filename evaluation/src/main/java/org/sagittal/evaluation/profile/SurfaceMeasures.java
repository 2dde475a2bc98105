package org.sagittal.evaluation.profile;

import java.math.BigDecimal;
import java.util.function.ToDoubleFunction;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.surface.BoundaryBand;
import org.sagittal.evaluation.surface.DistanceSample;
import org.sagittal.evaluation.surface.SurfaceDistances;
import org.sagittal.evaluation.surface.SurfaceModel;

/** Scores of distances between outlines. */
final class SurfaceMeasures {
    static final Measure ASD_REF_TO_PRED =
            directed("asd_ref_to_pred", SurfaceDistances::referenceToPrediction, EmptyCase.REFERENCE);
    static final Measure ASD_PRED_TO_REF =
            directed("asd_pred_to_ref", SurfaceDistances::predictionToReference, EmptyCase.PREDICTION);
    static final Measure ASSD = distance("assd", (d, rules) -> average(d, rules.mean()));
    static final Measure MASD = distance("masd", (d, rules) -> average(d, Rules.Mean.OF_MEANS));
    /** ITK's average Hausdorff distance: the mean of the two directions' means. */
    static final Measure AVERAGE_HD = distance("average_hd", (d, rules) -> average(d, Rules.Mean.OF_MEANS));

    static final Measure MEDIAN =
            distance("median_surface_distance", (d, rules) -> pooled(d).linearPercentileMm(50));
    static final Measure STANDARD_DEVIATION =
            distance("std_surface_distance", (d, rules) -> pooled(d).standardDeviationMm());

    /** seg-metrics' signed similarity, which is 1 where neither mask has an outline. */
    static final Measure SEG_METRICS_VOLUME_SIMILARITY = new Measure("volume_similarity", (m, rules) -> {
        SurfaceDistances d = m.distances(rules.surface(), rules.unit());
        boolean noOutline =
                d.referenceToPrediction().count() + d.predictionToReference().count() == 0;
        return noOutline ? Score.of(1) : CountMeasures.VOLUME_SIMILARITY.of(m, rules);
    });

    private interface Distance {
        double of(SurfaceDistances distances, Rules rules);
    }

    private SurfaceMeasures() {}

    static Measure hausdorff(String name, double percent) {
        requirePercent(percent);
        return distance(name, (d, rules) -> percentile(d, rules.percentile(), percent));
    }

    /** One direction of the Hausdorff distance at a percentile, read off as the rule of percentiles has it. */
    static Measure directedHausdorff(boolean ofReference, double percent) {
        String name = (ofReference ? "hd_ref_to_pred@" : "hd_pred_to_ref@") + number(requirePercent(percent));
        return distance(name, (d, rules) -> {
            DistanceSample sample = ofReference ? d.referenceToPrediction() : d.predictionToReference();
            return rules.percentile() == Rules.Percentile.LARGER_BY_AREA
                    ? sample.weightedPercentileMm(percent)
                    : sample.linearPercentileMm(percent);
        });
    }

    private static double requirePercent(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("percentile must lie in 0..100, got " + percent);
        }
        return percent;
    }

    /** The larger of the two directions, one of which alone where the other outline is empty. */
    private static double percentile(SurfaceDistances d, Rules.Percentile rule, double percent) {
        DistanceSample reference = d.referenceToPrediction();
        DistanceSample prediction = d.predictionToReference();
        return switch (rule) {
            case POOLED_LINEAR -> pooled(d).linearPercentileMm(percent);
            case LARGER_LINEAR -> larger(reference, prediction, sample -> sample.linearPercentileMm(percent));
            case LARGER_BY_AREA -> larger(reference, prediction, sample -> sample.weightedPercentileMm(percent));
        };
    }

    private static double larger(DistanceSample a, DistanceSample b, ToDoubleFunction<DistanceSample> statistic) {
        if (a.count() == 0 || b.count() == 0) {
            return statistic.applyAsDouble(a.count() == 0 ? b : a);
        }
        return Math.max(statistic.applyAsDouble(a), statistic.applyAsDouble(b));
    }

    private static double average(SurfaceDistances d, Rules.Mean rule) {
        DistanceSample reference = d.referenceToPrediction();
        DistanceSample prediction = d.predictionToReference();
        if (rule == Rules.Mean.POOLED) {
            return (reference.sumMm() + prediction.sumMm()) / (reference.weight() + prediction.weight());
        }
        return reference.count() == 0 || prediction.count() == 0
                ? Double.POSITIVE_INFINITY
                : (reference.meanMm() + prediction.meanMm()) / 2;
    }

    private static DistanceSample pooled(SurfaceDistances d) {
        return d.referenceToPrediction().pooledWith(d.predictionToReference());
    }

    private static Measure distance(String name, Distance distance) {
        return new Measure(name, (m, rules) -> {
            SurfaceDistances d = m.distances(rules.surface(), rules.unit());
            if (d.referenceToPrediction().count() == 0
                    && d.predictionToReference().count() == 0) {
                return noOutline(name, m, rules);
            }
            double value = distance.of(d, rules);
            return Double.isNaN(value) ? Score.undefined("distance to an empty outline") : Score.of(value);
        });
    }

    private static Score noOutline(String name, MaskMeasurement m, Rules rules) {
        EmptyCase why = m.counts().union() == 0 ? EmptyCase.BOTH : EmptyCase.NO_OUTLINE;
        return rules.empty().of(name, EmptyCase.NO_OUTLINE).orElse(Score.undefined(why.reason()));
    }

    private interface Direction {
        DistanceSample of(SurfaceDistances distances);
    }

    private static Measure directed(String name, Direction direction, EmptyCase whyNot) {
        return new Measure(name, (m, rules) -> {
            DistanceSample sample = direction.of(m.distances(rules.surface(), rules.unit()));
            return sample.count() == 0 ? Score.undefined(whyNot.reason()) : Score.of(sample.meanMm());
        });
    }

    /** NSD at a tolerance, with the tolerance in the name. */
    static Measure nsd(double toleranceMm) {
        return nsd("nsd@" + number(toleranceMm), toleranceMm);
    }

    static Measure nsd(String name, double tolerance) {
        return new Measure(
                name, (m, rules) -> within(m.distances(rules.surface(), rules.unit()), rules.within(), tolerance));
    }

    /** MONAI's NSD with surface elements in place of voxels. */
    static Measure nsdOfElements(double toleranceMm) {
        return new Measure(
                "nsd_subvoxel@" + number(toleranceMm),
                (m, rules) ->
                        within(m.distances(SurfaceModel.SURFACE_ELEMENTS, rules.unit()), rules.within(), toleranceMm));
    }

    private static Score within(SurfaceDistances d, Rules.Within rule, double tolerance) {
        DistanceSample reference = d.referenceToPrediction();
        DistanceSample prediction = d.predictionToReference();
        boolean rounded = rule == Rules.Within.POOLED_FLOAT32;
        double near = rounded ? reference.weightWithinFloat32(tolerance) : reference.weightWithin(tolerance);
        double nearOther = rounded ? prediction.weightWithinFloat32(tolerance) : prediction.weightWithin(tolerance);
        if (reference.count() == 0 && prediction.count() == 0) {
            return Score.undefined(EmptyCase.NO_OUTLINE.reason());
        }
        if (rule != Rules.Within.OF_SHARES) {
            return Score.of((near + nearOther) / (reference.weight() + prediction.weight()));
        }
        return reference.count() == 0 || prediction.count() == 0
                ? Score.of(0)
                : Score.of((near / reference.weight() + nearOther / prediction.weight()) / 2);
    }

    static Measure overlapOfReference(double toleranceMm) {
        return overlap(
                "surface_overlap_ref@", toleranceMm, SurfaceDistances::referenceToPrediction, EmptyCase.REFERENCE);
    }

    static Measure overlapOfPrediction(double toleranceMm) {
        return overlap(
                "surface_overlap_pred@", toleranceMm, SurfaceDistances::predictionToReference, EmptyCase.PREDICTION);
    }

    private static Measure overlap(String name, double toleranceMm, Direction direction, EmptyCase whyNot) {
        return new Measure(name + number(toleranceMm), (m, rules) -> {
            DistanceSample sample = direction.of(m.distances(rules.surface(), rules.unit()));
            return sample.count() == 0
                    ? Score.undefined(whyNot.reason())
                    : Score.of(sample.weightWithin(toleranceMm) / sample.weight());
        });
    }

    /** Boundary IoU: of the voxels of each mask nearer than a distance, in voxels, to its border. */
    static Measure boundaryIou(double voxels) {
        if (voxels != Math.rint(voxels) || voxels < 1) {
            throw new IllegalArgumentException(
                    "width of a boundary band must be whole voxels, 1 or more, got " + voxels);
        }
        String name = voxels == 1 ? "boundary_iou" : "boundary_iou@" + number(voxels);
        return new Measure(name, (m, rules) -> BoundaryBand.iou(m.masks(), (int) voxels));
    }

    /** A tolerance as people write it: 1, 0.5. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
