package org.sagittal.preprocessing.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planes taken in a few at a time give what they give when all are at hand. */
class PlaneStreamTest {
    private static final int COLUMNS = 37;

    @ParameterizedTest
    @CsvSource({
        "3, 100, 100, 7",
        "3, 100, 33, 1",
        "3, 100, 3, 24",
        "3, 90, 240, 24",
        "3, 90, 91, 5",
        "3, 26, 40, 25",
        "3, 25, 2, 24",
        "3, 2, 5, 1",
        "3, 1, 4, 1",
        "1, 50, 20, 1",
        "1, 50, 120, 8",
        "1, 50, 2, 3",
        "1, 1, 3, 1",
        "0, 30, 70, 4",
        "0, 30, 4, 1"
    })
    void chunksAndTheWholeAreEqual(int order, int in, int out, int chunk) {
        double[][] planes = planes(in);
        double[][] whole = run(AxisMap.of(in, out, order), planes, in, false);
        double[][] chunks = run(AxisMap.of(in, out, order), planes, chunk, chunk % 2 == 0);

        for (int z = 0; z < out; z++) {
            assertThat(chunks[z]).as("plane " + z).containsExactly(whole[z], Offset.offset(1e-10));
        }
    }

    /** The definition: linear between neighbours, wherever the chunks end. */
    @ParameterizedTest
    @CsvSource({"50, 120, 8", "50, 20, 1", "3, 7, 2"})
    void linearIsLinear(int in, int out, int chunk) {
        double[][] planes = planes(in);
        double[][] found = run(AxisMap.of(in, out, 1), planes, chunk, false);

        for (int o = 0; o < out; o++) {
            double c = AxisMap.position(in, out, o);
            int floor = (int) Math.floor(c);
            double[] below = planes[Math.max(floor, 0)];
            double[] above = planes[Math.min(floor + 1, in - 1)];
            for (int i = 0; i < COLUMNS; i++) {
                assertThat(found[o][i]).isCloseTo(below[i] + (c - floor) * (above[i] - below[i]), Offset.offset(1e-10));
            }
        }
    }

    private static double[][] planes(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[][] planes = new double[count][COLUMNS];
        for (double[] plane : planes) {
            for (int i = 0; i < COLUMNS; i++) {
                plane[i] = random.nextDouble(-1000, 1000);
            }
        }
        return planes;
    }

    private static double[][] run(AxisMap map, double[][] planes, int chunk, boolean parallel) {
        double[][] result = new double[map.out()][COLUMNS];
        BitSet asked = new BitSet();
        List<Integer> finished = new ArrayList<>();
        new PlaneStream(map, COLUMNS, chunk, parallel)
                .run(
                        z -> {
                            synchronized (asked) {
                                assertThat(asked.get(z)).as("plane %s twice", z).isFalse();
                                asked.set(z);
                            }
                            return planes[z].clone();
                        },
                        (z, from, values, count) -> System.arraycopy(values, 0, result[z], from, count),
                        z -> {
                            synchronized (finished) {
                                finished.add(z);
                            }
                        });
        assertThat(finished).hasSize(map.out()).doesNotHaveDuplicates();
        return result;
    }
}
