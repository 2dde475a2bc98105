package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Cost cost(double wall, double mib) {
        return new Cost(wall, 0, mib);
    }

    @Test
    void theRatioIsTheMedianOfPairs() {
        Comparison comparison = new Comparison(
                List.of(cost(1, 100), cost(4, 100), cost(2, 100)), List.of(cost(2, 400), cost(4, 400), cost(8, 400)));
        assertThat(comparison.ratio(Cost::wallSeconds)).isCloseTo(0.5, within(1e-12));
        assertThat(comparison.ratio(Cost::peakMib)).isCloseTo(0.25, within(1e-12));
        assertThat(comparison.ratio(Cost::cpuSeconds)).isNaN();
        assertThat(Comparison.median(comparison.theirs(), Cost::wallSeconds)).isEqualTo(4);
    }

    @Test
    void everyRunHasAPartner() {
        assertThatThrownBy(() -> new Comparison(List.of(cost(1, 1)), List.of())).hasMessageContaining("1 and 0");
    }
}
