package org.sagittal.evaluation.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.instance.DetectionCurve.Finding;

class DetectionCurveTest {
    /** Two cases with three lesions: found at 0.9 and 0.5, one twice, one never; false at 0.7, 0.5 and 0.2. */
    private static final DetectionCurve CURVE = DetectionCurve.of(
            List.of(
                    new Finding(0.5, -1),
                    new Finding(0.9, 1),
                    new Finding(0.7, -1),
                    new Finding(0.5, 2),
                    new Finding(0.4, 1),
                    new Finding(0.2, -1)),
            3,
            2);

    @Test
    void everyConfidenceIsAPoint() {
        assertThat(CURVE.points())
                .containsExactly(
                        new DetectionCurve.Point(0.9, 0, 1 / 3.0),
                        new DetectionCurve.Point(0.7, 0.5, 1 / 3.0),
                        new DetectionCurve.Point(0.5, 1, 2 / 3.0),
                        new DetectionCurve.Point(0.4, 1, 2 / 3.0),
                        new DetectionCurve.Point(0.2, 1.5, 2 / 3.0));
    }

    @Test
    void theScoreIsTheMeanOverRates() {
        assertThat(CURVE.sensitivityAt(0.5)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(CURVE.sensitivityAt(1)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(CURVE.score()).isCloseTo((3 / 3.0 + 4 * 2 / 3.0) / 7, within(1e-12));
    }

    @Test
    void withoutFindingsNothingIsFound() {
        assertThat(DetectionCurve.of(List.of(), 3, 2).score()).isZero();
        assertThatThrownBy(() -> DetectionCurve.of(List.of(), 0, 2)).hasMessageContaining("got 0 and 2");
    }
}
