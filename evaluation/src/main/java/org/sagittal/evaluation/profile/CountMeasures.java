package org.sagittal.evaluation.profile;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.overlap.Confusion;
import org.sagittal.evaluation.overlap.OverlapScores;

/** Scores of voxel counts. */
final class CountMeasures {
    static final Measure DICE = counts("dice", OverlapScores::dice);
    static final Measure IOU = counts("iou", OverlapScores::iou);
    static final Measure SENSITIVITY = counts("sensitivity", OverlapScores::sensitivity);
    static final Measure PRECISION = counts("precision", OverlapScores::precision);
    static final Measure SPECIFICITY = counts("specificity", OverlapScores::specificity);
    static final Measure MCC = counts("mcc", OverlapScores::mcc);
    static final Measure F2 = fBeta(2);
    static final Measure FALSE_POSITIVE_RATE = counts("false_positive_rate", CountMeasures::falsePositiveRate);
    static final Measure FALSE_NEGATIVE_RATE = counts("false_negative_rate", CountMeasures::falseNegativeRate);
    static final Measure FALSE_POSITIVE_ERROR = counts("false_positive_error", CountMeasures::falsePositiveRate);
    static final Measure FALSE_NEGATIVE_ERROR = counts("false_negative_error", CountMeasures::falseNegativeRate);
    static final Measure FALSE_DISCOVERY_RATE =
            counts("false_discovery_rate", c -> ratio(c.fp(), c.prediction(), EmptyCase.PREDICTION));
    static final Measure TP = number("tp", Confusion::tp);
    static final Measure FP = number("fp", Confusion::fp);
    static final Measure FN = number("fn", Confusion::fn);
    static final Measure TN = number("tn", Confusion::tn);
    static final Measure N_REF = number("n_ref", Confusion::reference);
    static final Measure N_PRED = number("n_pred", Confusion::prediction);

    static final Measure VOLUME_DIFFERENCE = new Measure("volume_difference", (m, rules) -> {
        Score signed = OverlapScores.volumeDifference(m.counts());
        boolean absolute = rules.volume() == Rules.Volume.ABSOLUTE_DIFFERENCE;
        return signed.isDefined() && absolute ? Score.of(Math.abs(signed.orNaN())) : signed;
    });

    static final Measure VOLUME_SIMILARITY = new Measure("volume_similarity", (m, rules) -> {
        Confusion c = m.counts();
        if (rules.volume() != Rules.Volume.SIGNED_SIMILARITY) {
            return OverlapScores.volumeSimilarity(c);
        }
        return ratio(2.0 * (c.prediction() - c.reference()), c.prediction() + c.reference(), EmptyCase.BOTH);
    });

    private CountMeasures() {}

    /** F-beta, with beta in the name. */
    static Measure fBeta(double beta) {
        return counts("f_beta@" + SurfaceMeasures.number(beta), c -> OverlapScores.fBeta(c, beta));
    }

    private static Measure counts(String name, Function<Confusion, Score> definition) {
        return new Measure(name, (m, rules) -> definition.apply(m.counts()));
    }

    private static Measure number(String name, ToLongFunction<Confusion> count) {
        return new Measure(name, (m, rules) -> Score.of(count.applyAsLong(m.counts())));
    }

    private static Score falsePositiveRate(Confusion c) {
        return ratio(c.fp(), c.fp() + c.tn(), EmptyCase.FULL);
    }

    private static Score falseNegativeRate(Confusion c) {
        return ratio(c.fn(), c.reference(), EmptyCase.REFERENCE);
    }

    private static Score ratio(double numerator, double denominator, EmptyCase whyNot) {
        return denominator == 0 ? Score.undefined(whyNot.reason()) : Score.of(numerator / denominator);
    }
}
