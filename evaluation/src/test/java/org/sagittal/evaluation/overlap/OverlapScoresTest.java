package org.sagittal.evaluation.overlap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.Score;

class OverlapScoresTest {
    private static final Confusion SOME = new Confusion(32, 17, 28, 259);
    private static final Confusion BOTH_EMPTY = new Confusion(0, 0, 0, 10);
    private static final Confusion NO_REFERENCE = new Confusion(0, 4, 0, 6);
    private static final Confusion NO_PREDICTION = new Confusion(0, 0, 4, 6);
    private static final Confusion FULL = new Confusion(10, 0, 0, 0);

    private static void close(Score score, double expected) {
        assertThat(score.value().orElseThrow()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void someOverlap() {
        close(OverlapScores.dice(SOME), 64 / 109.0);
        close(OverlapScores.iou(SOME), 32 / 77.0);
        close(OverlapScores.sensitivity(SOME), 32 / 60.0);
        close(OverlapScores.precision(SOME), 32 / 49.0);
        close(OverlapScores.specificity(SOME), 259 / 276.0);
        close(OverlapScores.volumeSimilarity(SOME), 1 - 11 / 109.0);
        close(OverlapScores.volumeDifference(SOME), -11 / 60.0);
        close(OverlapScores.fBeta(SOME, 1), 64 / 109.0);
        close(OverlapScores.fBeta(SOME, 2), 160 / (160 + 4 * 28 + 17.0));
        close(OverlapScores.mcc(SOME), (32 * 259 - 17 * 28) / Math.sqrt(49.0 * 60 * 276 * 287));
    }

    @Test
    void bothEmptyHasNoOverlap() {
        assertThat(OverlapScores.dice(BOTH_EMPTY)).isEqualTo(Score.undefined("reference and prediction empty"));
        assertThat(OverlapScores.iou(BOTH_EMPTY).isDefined()).isFalse();
        assertThat(OverlapScores.volumeSimilarity(BOTH_EMPTY).isDefined()).isFalse();
        assertThat(OverlapScores.sensitivity(BOTH_EMPTY)).isEqualTo(Score.undefined("reference empty"));
        assertThat(OverlapScores.precision(BOTH_EMPTY)).isEqualTo(Score.undefined("prediction empty"));
        close(OverlapScores.specificity(BOTH_EMPTY), 1);
        assertThat(OverlapScores.mcc(BOTH_EMPTY).isDefined()).isFalse();
    }

    @Test
    void oneEmptyIsZeroWhereItExists() {
        close(OverlapScores.dice(NO_REFERENCE), 0);
        close(OverlapScores.dice(NO_PREDICTION), 0);
        close(OverlapScores.precision(NO_REFERENCE), 0);
        close(OverlapScores.sensitivity(NO_PREDICTION), 0);
        close(OverlapScores.volumeSimilarity(NO_REFERENCE), 0);
        close(OverlapScores.volumeDifference(NO_PREDICTION), -1);
        assertThat(OverlapScores.volumeDifference(NO_REFERENCE).isDefined()).isFalse();
        assertThat(OverlapScores.sensitivity(NO_REFERENCE).isDefined()).isFalse();
    }

    @Test
    void aMaskThatFillsTheImageLeavesNoNegatives() {
        close(OverlapScores.dice(FULL), 1);
        assertThat(OverlapScores.specificity(FULL)).isEqualTo(Score.undefined("reference leaves no background"));
    }

    @Test
    void refusesBetaThatIsNotPositive() {
        assertThatThrownBy(() -> OverlapScores.fBeta(SOME, 0)).hasMessage("beta must be positive and finite, got 0.0");
    }

    @Test
    void refusesNegativeCounts() {
        assertThatThrownBy(() -> new Confusion(1, -2, 3, 4)).hasMessageContaining("fp -2");
    }
}
