package org.sagittal.evaluation.profile;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.instance.InstanceScores;
import org.sagittal.evaluation.instance.LesionWise;
import org.sagittal.evaluation.instance.VoronoiDice;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.evaluation.surface.SurfaceModel;
import org.sagittal.evaluation.topology.BettiNumbers;
import org.sagittal.evaluation.topology.CentreLineDice;

/** Scores of connected components, matched as the rules say, of centre lines, and of shape. */
final class InstanceMeasures {
    static final Measure CENTRE_LINE_DICE = new Measure("cldice", (m, rules) -> CentreLineDice.of(m.masks()));
    static final Measure SCIKIT_CENTRE_LINE_DICE =
            new Measure("cldice", (m, rules) -> CentreLineDice.asScikitImage(m.masks()));
    static final Measure PQ = matched("pq", InstanceScores::panopticQuality);
    static final Measure RQ = matched("rq", InstanceScores::recognitionQuality);
    static final Measure SQ = matched("sq", InstanceScores::segmentationQuality);
    static final Measure TP = matched("tp", s -> Score.of(s.truePositives()));
    static final Measure FP = matched("fp", s -> Score.of(s.falsePositives()));
    static final Measure FN = matched("fn", s -> Score.of(s.falseNegatives()));
    static final Measure SENSITIVITY = matched("lesion_sensitivity", InstanceScores::sensitivity);
    static final Measure PRECISION = matched("lesion_precision", InstanceScores::precision);
    static final Measure LESION_DICE = matched("lesion_dice", InstanceScores::meanDice);
    static final Measure LESION_ASSD = new Measure(
            "lesion_assd", (m, rules) -> scores(m, rules).meanSurfaceDistance(SurfaceModel.FACE_BORDER, m.spacing()));

    static final Measure BRATS_DICE = lesionWise("lesion_dice", LesionWise::dice);
    static final Measure BRATS_HD95 = lesionWise("lesion_hd95", LesionWise::hd95);
    static final Measure BRATS_TP = lesionWise("tp", lesions -> Score.of(lesions.found()));
    static final Measure BRATS_FP = lesionWise("fp", lesions -> Score.of(lesions.falsePositives()));
    static final Measure BRATS_FN = lesionWise("fn", lesions -> Score.of(lesions.missed()));

    /** autoPET: mm^3 of predicted components that touch nothing true, and of true ones that nothing touches. */
    static final Measure FALSE_POSITIVE_VOLUME = new Measure(
            "false_positive_volume",
            (m, rules) -> Score.of(m.instances(neighbourhood(m)).falsePositiveVoxels() * voxelMm3(m)));

    static final Measure FALSE_NEGATIVE_VOLUME = new Measure(
            "false_negative_volume",
            (m, rules) -> Score.of(m.instances(neighbourhood(m)).falseNegativeVoxels() * voxelMm3(m)));

    static final Measure VORONOI_DICE =
            new Measure("voronoi_dice", (m, rules) -> VoronoiDice.mean(m.instances(neighbourhood(m)), m.spacing()));
    static final Measure PARTS_ERROR = betti("parts_error", BettiNumbers::parts);
    static final Measure TUNNELS_ERROR = betti("tunnels_error", BettiNumbers::tunnels);
    static final Measure CAVITIES_ERROR = betti("cavities_error", BettiNumbers::cavities);

    private InstanceMeasures() {}

    private static Measure matched(String name, Function<InstanceScores, Score> definition) {
        return new Measure(name, (m, rules) -> definition.apply(scores(m, rules)));
    }

    private static Measure lesionWise(String name, Function<LesionWise, Score> definition) {
        return new Measure(name, (m, rules) -> definition.apply(m.lesionWise(LesionWise.Settings.GLIOMA)));
    }

    private static Measure betti(String name, ToLongFunction<BettiNumbers> number) {
        return new Measure(name, (m, rules) -> Score.of(number.applyAsLong(m.bettiError())));
    }

    private static double voxelMm3(MaskMeasurement m) {
        double slice = m.masks().dimensions() == 2 ? 1 : m.spacing().zMm();
        return slice * m.spacing().yMm() * m.spacing().xMm();
    }

    /** Components as panoptica's default backend finds them: through corners in 3D, through edges of pixels only in 2D. */
    private static Neighbourhood neighbourhood(MaskMeasurement m) {
        return m.masks().dimensions() == 2 ? Neighbourhood.FACES_2D : Neighbourhood.CORNERS;
    }

    private static InstanceScores scores(MaskMeasurement m, Rules rules) {
        return m.matched(neighbourhood(m), rules.instances());
    }
}
