package org.sagittal.evaluation.profile;

import java.util.function.Function;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.instance.InstanceScores;
import org.sagittal.evaluation.instance.Matching;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.evaluation.surface.SurfaceModel;

/** Scores of connected components, matched one to one from an IoU of 0.5 on, and of centre lines. */
final class InstanceMeasures {
    static final Measure CENTRE_LINE_DICE = new Measure("cldice", (m, rules) -> m.centreLineDice());
    static final Measure PQ = matched("pq", InstanceScores::panopticQuality);
    static final Measure RQ = matched("rq", InstanceScores::recognitionQuality);
    static final Measure SQ = matched("sq", InstanceScores::segmentationQuality);
    static final Measure TP = matched("tp", s -> Score.of(s.truePositives()));
    static final Measure FP = matched("fp", s -> Score.of(s.falsePositives()));
    static final Measure FN = matched("fn", s -> Score.of(s.falseNegatives()));
    static final Measure LESION_DICE = matched("lesion_dice", InstanceScores::meanDice);
    static final Measure LESION_ASSD = new Measure(
            "lesion_assd", (m, rules) -> scores(m).meanSurfaceDistance(SurfaceModel.FACE_BORDER, m.spacing()));

    private static final double THRESHOLD = 0.5;

    private InstanceMeasures() {}

    private static Measure matched(String name, Function<InstanceScores, Score> definition) {
        return new Measure(name, (m, rules) -> definition.apply(scores(m)));
    }

    /** Components as panoptica's default backend finds them: through corners in 3D, through edges of pixels only in 2D. */
    private static InstanceScores scores(MaskMeasurement m) {
        Neighbourhood neighbourhood = m.masks().dimensions() == 2 ? Neighbourhood.FACES_2D : Neighbourhood.CORNERS;
        return m.matched(neighbourhood, Matching.ONE_TO_ONE, THRESHOLD);
    }
}
