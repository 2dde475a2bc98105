package org.sagittal.models.augment.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void aChildDependsOnItsNumberAlone() {
        RandomStream parent = RandomStream.of(42);
        long first = parent.child(3).nextLong();
        parent.nextLong();
        parent.gaussian();
        assertThat(parent.child(3).nextLong()).isEqualTo(first);
        assertThat(RandomStream.of(42).child(3).nextLong()).isEqualTo(first);
        assertThat(RandomStream.of(43).child(3).nextLong()).isNotEqualTo(first);
    }

    /** The sequence is part of what a run is: these numbers must never change. */
    @Test
    void theSequenceIsFixed() {
        RandomStream stream = RandomStream.of(1).child(2);
        assertThat(new long[] {stream.nextLong(), stream.nextLong()})
                .containsExactly(-1320411537388903356L, 6973630504050637330L);
    }

    @Test
    void neighbouringKeysShareNothing() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            for (int epoch = 0; epoch < 20; epoch++) {
                for (int iteration = 0; iteration < 20; iteration++) {
                    RandomStream stream = RandomStream.of(seed).child(epoch).child(iteration);
                    seen.add(stream.nextLong());
                    seen.add(stream.nextLong());
                }
            }
        }
        assertThat(seen).hasSize(16000);
    }

    @Test
    void uniformNumbersFillTheirRangeEvenly() {
        RandomStream stream = RandomStream.of(9);
        int[] count = new int[7];
        for (int i = 0; i < 70000; i++) {
            count[stream.between(-3, 3) + 3]++;
        }
        // Standard deviation of each count is 93.
        for (int c : count) {
            assertThat(c).isBetween(9600, 10400);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.below(0))
                .withMessageContaining("count must be at least 1, got 0");
    }

    @Test
    void gaussiansHaveTheirMoments() {
        RandomStream stream = RandomStream.of(10);
        double[] power = new double[5];
        int count = 200000;
        for (int i = 0; i < count; i++) {
            double value = stream.gaussian();
            for (int k = 1; k < 5; k++) {
                power[k] += Math.pow(value, k) / count;
            }
        }
        assertThat(power[1]).isEqualTo(0, within(0.01));
        assertThat(power[2]).isEqualTo(1, within(0.02));
        assertThat(power[3]).isEqualTo(0, within(0.05));
        assertThat(power[4]).isEqualTo(3, within(0.1));
    }

    @Test
    void aPermutationHoldsEveryNumberOnce() {
        assertThat(RandomStream.of(11).permutation(9)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(RandomStream.of(11).permutation(0)).isEmpty();
    }
}
