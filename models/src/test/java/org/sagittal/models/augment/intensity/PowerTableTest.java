package org.sagittal.models.augment.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.models.augment.patch.RandomStream;

class PowerTableTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.7, 0.95, 1, 1.2, 1.5})
    void isThePower(double gamma) {
        PowerTable table = new PowerTable(gamma);
        RandomStream random = RandomStream.of(1);
        for (int i = 0; i < 20000; i++) {
            float value = (float) Math.pow(random.uniform(), 1 + i % 5);
            double expected = Math.pow(value, gamma);
            assertThat((double) table.of(value)).isEqualTo(expected, within(1e-6 * expected + 1e-30));
        }
    }

    @Test
    void endsAreExact() {
        PowerTable table = new PowerTable(0.7);
        assertThat(table.of(0)).isZero();
        assertThat(table.of(1)).isEqualTo(1);
        assertThat(table.of(Float.MIN_VALUE)).isZero();
        assertThat(table.of(Float.NaN)).isNaN();
    }
}
