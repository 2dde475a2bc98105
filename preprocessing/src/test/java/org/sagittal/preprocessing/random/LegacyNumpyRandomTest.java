package org.sagittal.preprocessing.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Expected numbers are those of NumPy 2.4.6's RandomState. */
class LegacyNumpyRandomTest {
    @Test
    void drawsAsNumpyDoes() {
        LegacyNumpyRandom random = new LegacyNumpyRandom(1234);

        assertThat(choiceWithReplacement(random, 100, 10)).containsExactly(47, 83, 38, 53, 76, 24, 15, 49, 23, 26);
        assertThat(random.choiceWithoutReplacement(20, 5)).containsExactly(7, 10, 4, 1, 19);
        assertThat(new LegacyNumpyRandom(1234).choiceWithoutReplacement(20, 5)).containsExactly(3, 13, 2, 16, 14);
    }

    @Test
    void takesOneWordUpTo32BitsAndTwoBeyond() {
        LegacyNumpyRandom random = new LegacyNumpyRandom(12345);

        assertThat(longs(random, 1L << 32, 5))
                .containsExactly(3992670690L, 3823185381L, 1358822685L, 561383553L, 789925284L);
        assertThat(longs(random, 1L << 33, 5))
                .containsExactly(5173547006L, 2438360421L, 2557845021L, 8437525622L, 7100341563L);
        assertThat(choiceWithReplacement(random, 7, 10)).containsExactly(6, 1, 3, 6, 0, 2, 1, 3, 5, 2);
        assertThat(random.nextDouble()).isEqualTo(0.10644438, within(5e-9));
        assertThat(random.nextDouble()).isEqualTo(0.29870371, within(5e-9));
        assertThat(random.nextDouble()).isEqualTo(0.65641118, within(5e-9));
        assertThat(random.uniform(-2, 5)).isEqualTo(3.66868787, within(5e-9));
        assertThat(random.uniform(-2, 5)).isEqualTo(4.1052314, within(5e-9));
        assertThat(random.uniform(-2, 5)).isEqualTo(4.75253318, within(5e-9));
        assertThat(random.permutation(10)).containsExactly(5, 2, 9, 6, 8, 3, 0, 4, 7, 1);
        assertThat(random.nextLong(3, 4)).isEqualTo(3);
        assertThat(random.nextDouble()).isEqualTo(0.1293145696050605);
    }

    /** NumPy's {@code choice(n, count)}, draw by draw. */
    private static int[] choiceWithReplacement(LegacyNumpyRandom random, int n, int count) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = random.nextInt(n);
        }
        return drawn;
    }

    private static Offset<Double> within(double tolerance) {
        return Offset.offset(tolerance);
    }

    private static long[] longs(LegacyNumpyRandom random, long bound, int count) {
        long[] drawn = new long[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = random.nextLong(0, bound);
        }
        return drawn;
    }

    @Test
    void takesEverySeedOf32Bits() {
        assertThat(longs(new LegacyNumpyRandom(0), 1L << 32, 3)).containsExactly(2357136044L, 2546248239L, 3071714933L);
        assertThat(longs(new LegacyNumpyRandom(0xffffffffL), 1L << 32, 3))
                .containsExactly(419326371L, 479346978L, 3918654476L);
        assertThatThrownBy(() -> new LegacyNumpyRandom(-1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new LegacyNumpyRandom(1L << 32)).hasMessageContaining("seed must lie in 0..2^32 - 1");
    }

    @Test
    void shufflesAMillionNumbersAsNumpyDoes() throws NoSuchAlgorithmException {
        LegacyNumpyRandom random = new LegacyNumpyRandom(7);

        int[] values = random.permutation(1000003);

        assertThat(sha256(values)).isEqualTo("2384f1d5eefbd9356ce8a04808f2c95e85c77200e34acdb1990d001b8ebb0a30");
        assertThat(random.nextLong(0, (1L << 31) - 1)).isEqualTo(1273807817);
    }

    @Test
    void countsTheDrawsItWouldMake() throws NoSuchAlgorithmException {
        LegacyNumpyRandom drawing = new LegacyNumpyRandom(5);
        int[] drawn = choiceWithReplacement(drawing, 3000, 700);
        assertThat(sha256(drawn)).isEqualTo("03375a75f62687bba091f0b4f65e372e8a15536e7f38dc675dd0d0dc31f68cf9");
        assertThat(drawing.nextLong(0, 1L << 32)).isEqualTo(3347359643L);

        for (int n : new int[] {1, 2, 3, 17, 64, 3000}) {
            for (int draws : new int[] {0, 1, 623, 624, 625, 5000}) {
                LegacyNumpyRandom a = new LegacyNumpyRandom(99);
                LegacyNumpyRandom b = new LegacyNumpyRandom(99);
                a.nextDouble();
                b.nextDouble();
                int[] expected = new int[n];
                for (int value : choiceWithReplacement(a, n, draws)) {
                    expected[value]++;
                }
                assertThat(b.countWithReplacement(n, draws)).containsExactly(expected);
                assertThat(b.nextDouble()).as("n %d, draws %d", n, draws).isEqualTo(a.nextDouble());
            }
        }
    }

    @Test
    void refusesEmptyRanges() {
        LegacyNumpyRandom random = new LegacyNumpyRandom(1);

        assertThatThrownBy(() -> random.nextInt(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> random.nextLong(3, 3)).hasMessageContaining("got low 3 and high 3");
        assertThatThrownBy(() -> random.choiceWithoutReplacement(3, 4)).hasMessageContaining("got 4");
        assertThatThrownBy(() -> random.countWithReplacement(0, 1)).hasMessageContaining("got 0");
    }

    private static String sha256(int[] values) throws NoSuchAlgorithmException {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putLong(value);
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }
}
