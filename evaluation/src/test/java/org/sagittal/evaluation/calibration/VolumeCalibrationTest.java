package org.sagittal.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

class VolumeCalibrationTest {
    private static final Shape SHAPE = new Shape(3, 4, 5);
    private static final int CLASSES = 3;
    private static final ReliabilityBins TEN = new ReliabilityBins(10, ReliabilityBins.Rule.CLOSED_FIRST);

    private final short[][] slices = new short[SHAPE.z()][SHAPE.sliceVoxels()];
    private final float[][][] probabilities = new float[CLASSES][SHAPE.z()][SHAPE.sliceVoxels()];

    VolumeCalibrationTest() {
        SplittableRandom random = new SplittableRandom(5);
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < SHAPE.sliceVoxels(); i++) {
                slices[z][i] = (short) (random.nextInt(8) == 0 ? 9 : random.nextInt(CLASSES));
                // Eighths, so that sums to one are exact.
                int first = random.nextInt(9);
                int second = random.nextInt(9 - first);
                probabilities[0][z][i] = first / 8f;
                probabilities[1][z][i] = second / 8f;
                probabilities[2][z][i] = (8 - first - second) / 8f;
            }
        }
    }

    private VolumeCalibration whole() {
        VolumeCalibration calibration =
                new VolumeCalibration(LabelVoxels.of(SHAPE, slices), OptionalInt.of(9), CLASSES, List.of(TEN));
        for (int k = CLASSES - 1; k >= 0; k--) {
            for (int z = 0; z < SHAPE.z(); z++) {
                calibration.add(k, z, probabilities[k][z]);
            }
        }
        return calibration;
    }

    private Forecasts forecasts() {
        List<int[]> counted = new ArrayList<>();
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < SHAPE.sliceVoxels(); i++) {
                if (slices[z][i] != 9) {
                    counted.add(new int[] {z, i});
                }
            }
        }
        return new Forecasts(
                counted.stream()
                        .map(at -> new double[] {
                            probabilities[0][at[0]][at[1]],
                            probabilities[1][at[0]][at[1]],
                            probabilities[2][at[0]][at[1]]
                        })
                        .toArray(double[][]::new),
                counted.stream().mapToInt(at -> slices[at[0]][at[1]]).toArray());
    }

    @Test
    void sliceBySliceIsTheSameAsAllAtOnce() {
        VolumeCalibration ours = whole();
        Forecasts all = forecasts();
        assertThat(ours.brier().orNaN()).isCloseTo(ProperScores.brier(all).orNaN(), within(1e-12));
        assertThat(ours.errors(0).get("ece_top").orNaN())
                .isCloseTo(TEN.topLabel(all).orNaN(), within(1e-12));
        assertThat(ours.errors(0).get("ece_classwise").orNaN())
                .isCloseTo(TEN.classWise(all).orNaN(), within(1e-12));
        assertThat(ours.errors(0).get("ece@1").orNaN())
                .isCloseTo(TEN.expected(all).orNaN(), within(1e-12));
        assertThat(ours.errors(0).get("mce@1").orNaN())
                .isCloseTo(TEN.maximum(all).orNaN(), within(1e-12));
        assertThat(ours.toJson().at("/bins/10/reliability/2").size()).isEqualTo(10);
        assertThat(ours.negativeLogLikelihood().orNaN()).isPositive().isFinite();
    }

    @Test
    void aLabelWithoutAChannelIsRefused() {
        assertThatThrownBy(() -> new VolumeCalibration(
                        LabelVoxels.of(SHAPE, slices), OptionalInt.empty(), CLASSES, List.of(TEN)))
                .hasMessageContaining("got 9");
    }
}
