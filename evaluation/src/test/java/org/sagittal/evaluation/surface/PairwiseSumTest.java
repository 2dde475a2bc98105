package org.sagittal.evaluation.surface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairwiseSumTest {
    /** What NumPy's sum gave for each number so many times in a row. */
    @Test
    void theLastBitsAreNumPys() {
        assertThat(sum(new double[] {0.1}, 20)).isEqualTo(2.0000000000000004);
        assertThat(sum(new double[] {0.1, 0.7, 1 / 3.0}, 7, 60, 200)).isEqualTo(109.36666666666665);
        assertThat(sum(new double[] {0.21650635094610965, 0.7071067811865476, 1}, 333, 1000, 129))
                .isEqualTo(908.2033960516022);
        assertThat(sum(new double[] {1e-3, 3.3}, 1, 5000)).isEqualTo(16500.001);
        assertThat(sum(new double[] {})).isZero();
    }

    private static double sum(double[] numbers, long... counts) {
        return new PairwiseSum(numbers, counts).total();
    }

    /**
     * A pair of 2D masks whose lengths add up to 95 % at a step: surface-distance 0.1 takes the distance at the step, and a sum in
     * another order the next.
     */
    @Test
    void aStepAtTheShareIsTakenAsTheToolTakesIt() {
        DistanceSample.Gatherer gatherer = new DistanceSample.Gatherer();
        gatherer.add(1, 19, 0.1);
        gatherer.add(2, 1, 0.1);
        // numpy: cumsum([0.1] * 20)[18] / sum([0.1] * 20) = 1.9000000000000006 / 2.0000000000000004, at least 0.95
        assertThat(gatherer.sample().weightedPercentileMm(95)).isEqualTo(1);
        assertThat(gatherer.sample().weightedPercentileMm(95.1)).isEqualTo(2);
    }
}
