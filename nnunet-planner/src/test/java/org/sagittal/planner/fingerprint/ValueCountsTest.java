package org.sagittal.planner.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
    @Test
    void statisticsOfFiveValues() {
        // 1, 1, 2, 4, 4 drawn as three values with counts.
        IntensityProperties p =
                ValueCounts.of(new float[] {4, 1, 2, 9}, new int[] {2, 2, 1, 0}).properties();

        assertThat(p.min()).isEqualTo(1);
        assertThat(p.max()).isEqualTo(4);
        assertThat(p.mean()).isEqualTo(2.4);
        assertThat(p.median()).isEqualTo(2);
        assertThat(p.std()).isEqualTo(Math.sqrt(1.84), Offset.offset(1e-12));
        assertThat(p.percentile005()).isEqualTo(1);
        assertThat(p.percentile995()).isEqualTo(4);
    }

    @Test
    void percentilesLieBetweenOrderStatistics() {
        ValueCounts counts = ValueCounts.of(new float[] {0.5f, -1.25f}, new int[] {1, 1});

        assertThat(counts.percentile(50)).isEqualTo(-0.375);
        assertThat(counts.percentile(25)).isEqualTo(-0.8125);
        assertThat(counts.percentile(100)).isEqualTo(0.5);
    }

    @Test
    void poolsInAnyOrder() {
        Random random = new Random(3);
        List<ValueCounts> parts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int n = random.nextInt(50);
            float[] values = new float[n];
            int[] counts = new int[n];
            for (int j = 0; j < n; j++) {
                values[j] = i % 2 == 0 ? random.nextInt(40) - 20 : (random.nextInt(40) - 20) * 0.25f;
                counts[j] = random.nextInt(4);
            }
            parts.add(ValueCounts.of(values, counts));
        }
        ValueCounts forth = ValueCounts.sum(parts);
        Collections.reverse(parts);
        ValueCounts back = ValueCounts.sum(parts);

        assertThat(forth.properties()).isEqualTo(back.properties());
        assertThat(forth.total())
                .isEqualTo(parts.stream().mapToLong(ValueCounts::total).sum());
        assertThat(ValueCounts.sum(List.of()).total()).isZero();
    }

    @Test
    void wholeAndBrokenNumbersMeet() {
        ValueCounts whole = ValueCounts.of(new float[] {3, -3, 0}, new int[] {1, 1, 1});
        ValueCounts broken = ValueCounts.of(new float[] {-0.0f, 2.5f, 3}, new int[] {1, 1, 1});

        assertThat(whole.plus(broken).distinct()).isEqualTo(4);
        assertThat(whole.plus(broken).total()).isEqualTo(6);
    }
}
