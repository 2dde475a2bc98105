package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

class SlidingWindowTest {
    private static final Shape IMAGE = new Shape(9, 7, 5);

    private static FloatVoxels random(Shape shape, long seed) {
        Random random = new Random(seed);
        float[][] slices = new float[shape.z()][shape.sliceVoxels()];
        for (float[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = random.nextFloat() - 0.5f;
            }
        }
        return FloatVoxels.of(shape, slices);
    }

    private static float[][][] run(SlidingWindow window, List<FloatVoxels> channels) {
        List<float[][]> slices = new ArrayList<>();
        window.run(
                channels,
                (z, logits) -> {
                    assertThat(z).isEqualTo(slices.size());
                    float[][] copy = new float[logits.length][];
                    for (int head = 0; head < copy.length; head++) {
                        copy[head] = logits[head].clone();
                    }
                    slices.add(copy);
                },
                InferenceProgress.NONE);
        return slices.toArray(float[][][]::new);
    }

    /** A network that looks at each voxel alone gives the same answer however the image is cut into tiles. */
    @ParameterizedTest
    @CsvSource({"4, 4, 4, 0.5", "3, 4, 5, 0.25", "12, 9, 8, 0.5", "9, 7, 5, 1.0", "2, 9, 3, 0.9"})
    void tilesDoNotChangeAPointwiseNetwork(int d, int h, int w, double step) {
        List<FloatVoxels> channels = List.of(random(IMAGE, 1), random(IMAGE, 2));
        SlidingWindow window = SlidingWindow.of(List.of(new FormulaNetwork(2, 3, 0)), List.of(d, h, w), step, 1);

        float[][][] logits = run(window, channels);

        assertThat(logits).hasDimensions(IMAGE.z(), 3);
        for (int z = 0; z < IMAGE.z(); z++) {
            for (int head = 0; head < 3; head++) {
                for (int i = 0; i < IMAGE.sliceVoxels(); i++) {
                    float expected = (head + 1)
                            * (channels.get(0).slice(z)[i] + channels.get(1).slice(z)[i]);
                    assertThat(logits[z][head][i]).isCloseTo(expected, Offset.offset(2e-6f));
                }
            }
        }
    }

    /** Worked from the definition: the weighted mean over all tiles that hold a voxel. */
    @Test
    void overlapsAreWeighted() {
        List<FloatVoxels> channels = List.of(random(IMAGE, 3));
        List<Integer> patch = List.of(4, 3, 4);
        float[][][] logits = run(SlidingWindow.of(List.of(new FormulaNetwork(1, 2, 0.01f)), patch, 0.5, 1), channels);
        float[] weights = TileWeights.of(4, 3, 4);

        int z = 4;
        int y = 3;
        int x = 2;
        double sum = 0;
        double total = 0;
        for (int tz : TileGrid.starts(9, 4, 0.5)) {
            for (int ty : TileGrid.starts(7, 3, 0.5)) {
                for (int tx : TileGrid.starts(5, 4, 0.5)) {
                    int dz = z - tz;
                    int dy = y - ty;
                    int dx = x - tx;
                    if (dz >= 0 && dz < 4 && dy >= 0 && dy < 3 && dx >= 0 && dx < 4) {
                        int i = (dz * 3 + dy) * 4 + dx;
                        sum += weights[i] * (2 * channels.get(0).at(z, y, x) + 0.01 * i);
                        total += weights[i];
                    }
                }
            }
        }
        assertThat(logits[z][1][y * 5 + x]).isCloseTo((float) (sum / total), Offset.offset(1e-6f));
    }

    @Test
    void foldsAreAveraged() {
        List<FloatVoxels> channels = List.of(random(IMAGE, 4));
        List<Integer> patch = List.of(4, 4, 4);
        float[][][] one = run(SlidingWindow.of(List.of(new FormulaNetwork(1, 1, 0)), patch, 0.5, 1), channels);
        float[][][] two = run(
                SlidingWindow.of(List.of(new FormulaNetwork(1, 1, 0), new FormulaNetwork(1, 1, 0.5f)), patch, 0.5, 1),
                channels);
        float[][][] place = run(SlidingWindow.of(List.of(new FormulaNetwork(1, 1, 0.5f)), patch, 0.5, 1), channels);

        for (int i = 0; i < one[5][0].length; i++) {
            assertThat(two[5][0][i]).isCloseTo((one[5][0][i] + place[5][0][i]) / 2, Offset.offset(1e-5f));
        }
    }

    @Test
    void aFlatNetworkRunsOnEverySliceInBatches() {
        List<FloatVoxels> channels = List.of(random(IMAGE, 5));
        FormulaNetwork network = new FormulaNetwork(1, 1, 0);

        float[][][] logits = run(SlidingWindow.of(List.of(network), List.of(8, 4), 0.5, 4), channels);

        assertThat(network.patches).isEqualTo(9 * 2);
        assertThat(network.calls).isEqualTo(5);
        assertThat(logits).hasDimensions(9, 1);
        for (int z = 0; z < 9; z++) {
            for (int i = 0; i < 35; i++) {
                assertThat(logits[z][0][i]).isCloseTo(channels.get(0).slice(z)[i], Offset.offset(1e-6f));
            }
        }
    }

    @Test
    void damagedWeightsAreSaid() {
        FormulaNetwork broken = new FormulaNetwork(1, 1, Float.NaN);

        assertThatThrownBy(() ->
                        run(SlidingWindow.of(List.of(broken), List.of(4, 4, 4), 0.5, 1), List.of(random(IMAGE, 6))))
                .isInstanceOf(NonFiniteLogitsException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void refusesAnotherNumberOfChannels() {
        assertThatThrownBy(() -> run(
                        SlidingWindow.of(List.of(new FormulaNetwork(2, 1, 0)), List.of(4, 4, 4), 0.5, 1),
                        List.of(random(IMAGE, 6))))
                .hasMessageContaining("2")
                .hasMessageContaining("1");
    }

    @Test
    void stopsWhenNoLongerWanted() {
        FormulaNetwork network = new FormulaNetwork(1, 1, 0);
        InferenceProgress progress = new InferenceProgress() {
            private double last;

            @Override
            public void at(double fraction) {
                assertThat(fraction).isGreaterThanOrEqualTo(last);
                last = fraction;
            }

            @Override
            public boolean cancelled() {
                return network.calls >= 3;
            }
        };

        assertThatThrownBy(() -> SlidingWindow.of(List.of(network), List.of(4, 4, 4), 0.5, 1)
                        .run(List.of(random(IMAGE, 7)), (z, logits) -> {}, progress))
                .isInstanceOf(CancellationException.class);
        assertThat(network.calls).isEqualTo(3);
    }
}
