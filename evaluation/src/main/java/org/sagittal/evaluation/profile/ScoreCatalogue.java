package org.sagittal.evaluation.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every score by name, to be had under the rules of any profile; the number after @ is a percentage, a tolerance, a beta, a width. */
final class ScoreCatalogue {
    private static final Map<String, Measure> PLAIN = Stream.of(
                    CountMeasures.DICE,
                    CountMeasures.IOU,
                    CountMeasures.SENSITIVITY,
                    CountMeasures.PRECISION,
                    CountMeasures.SPECIFICITY,
                    CountMeasures.MCC,
                    CountMeasures.FALSE_POSITIVE_RATE,
                    CountMeasures.FALSE_NEGATIVE_RATE,
                    CountMeasures.FALSE_DISCOVERY_RATE,
                    CountMeasures.VOLUME_DIFFERENCE,
                    CountMeasures.VOLUME_SIMILARITY,
                    CountMeasures.TP,
                    CountMeasures.FP,
                    CountMeasures.FN,
                    CountMeasures.TN,
                    CountMeasures.N_REF,
                    CountMeasures.N_PRED,
                    SurfaceMeasures.hausdorff("hd", 100),
                    SurfaceMeasures.hausdorff("hd95", 95),
                    SurfaceMeasures.ASD_REF_TO_PRED,
                    SurfaceMeasures.ASD_PRED_TO_REF,
                    SurfaceMeasures.ASSD,
                    SurfaceMeasures.MASD,
                    SurfaceMeasures.MEDIAN,
                    SurfaceMeasures.STANDARD_DEVIATION,
                    SurfaceMeasures.boundaryIou(1),
                    InstanceMeasures.CENTRE_LINE_DICE,
                    InstanceMeasures.PQ,
                    InstanceMeasures.RQ,
                    InstanceMeasures.SQ,
                    InstanceMeasures.SENSITIVITY,
                    InstanceMeasures.PRECISION,
                    InstanceMeasures.LESION_DICE,
                    InstanceMeasures.LESION_ASSD,
                    InstanceMeasures.VORONOI_DICE,
                    InstanceMeasures.FALSE_POSITIVE_VOLUME,
                    InstanceMeasures.FALSE_NEGATIVE_VOLUME,
                    InstanceMeasures.PARTS_ERROR,
                    InstanceMeasures.TUNNELS_ERROR,
                    InstanceMeasures.CAVITIES_ERROR)
            .collect(Collectors.toMap(Measure::name, measure -> measure, (a, b) -> a, LinkedHashMap::new));

    /** Scores with a number, by what stands before the @. */
    private static final Map<String, DoubleFunction<Measure>> NUMBERED = new LinkedHashMap<>();

    static {
        NUMBERED.put("f_beta", CountMeasures::fBeta);
        NUMBERED.put("hd", percent -> SurfaceMeasures.hausdorff("hd@" + SurfaceMeasures.number(percent), percent));
        NUMBERED.put("hd_ref_to_pred", percent -> SurfaceMeasures.directedHausdorff(true, percent));
        NUMBERED.put("hd_pred_to_ref", percent -> SurfaceMeasures.directedHausdorff(false, percent));
        NUMBERED.put("nsd", SurfaceMeasures::nsd);
        NUMBERED.put("nsd_subvoxel", SurfaceMeasures::nsdOfElements);
        NUMBERED.put("surface_overlap_ref", SurfaceMeasures::overlapOfReference);
        NUMBERED.put("surface_overlap_pred", SurfaceMeasures::overlapOfPrediction);
        NUMBERED.put("boundary_iou", SurfaceMeasures::boundaryIou);
    }

    private ScoreCatalogue() {}

    /** The score of a name. */
    static Measure measure(String name) {
        if (PLAIN.containsKey(name)) {
            return PLAIN.get(name);
        }
        int at = name.indexOf('@');
        OptionalDouble number = at < 0 ? OptionalDouble.empty() : number(name.substring(at + 1));
        DoubleFunction<Measure> numbered = at < 0 ? null : NUMBERED.get(name.substring(0, at));
        if (numbered == null || number.isEmpty()) {
            throw new IllegalArgumentException(
                    "score must be one of " + String.join(", ", names()) + " (with a number for N), got " + name);
        }
        return numbered.apply(number.getAsDouble());
    }

    private static OptionalDouble number(String text) {
        try {
            double number = Double.parseDouble(text);
            return number >= 0 && number < Double.POSITIVE_INFINITY
                    ? OptionalDouble.of(number)
                    : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** What can be asked for. */
    static List<String> names() {
        return Stream.concat(PLAIN.keySet().stream(), NUMBERED.keySet().stream().map(name -> name + "@N"))
                .toList();
    }
}
