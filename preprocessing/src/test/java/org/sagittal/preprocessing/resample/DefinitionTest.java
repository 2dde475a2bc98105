package org.sagittal.preprocessing.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** The fast resizing against the definition, on shapes with and without one-voxel axes, blocks cut short, and threads. */
class DefinitionTest {
    private static final List<Shape> SHAPES = List.of(
            new Shape(5, 9, 13), new Shape(1, 17, 3), new Shape(12, 1, 8), new Shape(9, 16, 1), new Shape(2, 2, 2));

    private static FloatVoxels image(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] slices = new float[shape.z()][shape.sliceVoxels()];
        for (float[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (float) random.nextDouble(-10, 20);
            }
        }
        return FloatVoxels.of(shape, slices);
    }

    private static LabelVoxels labels(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        short[][] slices = new short[shape.z()][shape.sliceVoxels()];
        for (short[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (short) (random.nextInt(4) - 1);
            }
        }
        return LabelVoxels.of(shape, slices);
    }

    private static void requireEqual(double[][][] expected, FloatVoxels actual, String what) {
        Shape s = actual.shape();
        for (int z = 0; z < s.z(); z++) {
            for (int y = 0; y < s.y(); y++) {
                for (int x = 0; x < s.x(); x++) {
                    double difference = Math.abs(expected[z][y][x] - actual.at(z, y, x));
                    if (!(difference <= 2e-6)) {
                        throw new AssertionError(what + ": " + z + ", " + y + ", " + x + " is " + actual.at(z, y, x)
                                + ", expected " + expected[z][y][x]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3,0,-1", "1,0,-1", "0,0,-1", "3,0,0", "3,0,1", "3,0,2", "3,1,0", "1,3,1", "3,3,2", "0,1,1", "1,1,2"})
    void dataEqualsTheDefinition(int order, int orderZ, int axis) {
        OptionalInt separate = axis < 0 ? OptionalInt.empty() : OptionalInt.of(axis);
        ResamplingSpec spec = new ResamplingSpec(order, orderZ, Optional.empty());
        for (Shape in : SHAPES) {
            for (Shape out : List.of(new Shape(7, 6, 19), new Shape(5, 17, 8), new Shape(1, 1, 1), in)) {
                FloatVoxels image = image(in, order * 31L + axis);
                requireEqual(
                        SlowResize.data(image, out, spec, separate),
                        DataResize.resize(image, out, spec, separate),
                        in + " to " + out);
            }
        }
    }

    @Test
    void labelsEqualTheDefinition() {
        for (Shape in : SHAPES) {
            for (Shape out :
                    List.of(new Shape(7, 6, 19), new Shape(10, 18, 26), new Shape(2, 4, 6), new Shape(1, 1, 1))) {
                LabelVoxels labels = labels(in, in.z());

                LabelVoxels found = LabelResize.resize(labels, out, ResamplingSpec.DEFAULT_SEG, OptionalInt.empty());

                short[][][] expected = SlowResize.labels(labels, out);
                for (int z = 0; z < out.z(); z++) {
                    for (int y = 0; y < out.y(); y++) {
                        for (int x = 0; x < out.x(); x++) {
                            assertThat(found.at(z, y, x))
                                    .as("%s to %s at %d %d %d", in, out, z, y, x)
                                    .isEqualTo(expected[z][y][x]);
                        }
                    }
                }
            }
        }
    }

    @Test
    void slicesEqualTheWholeThatThreadsMade() {
        Shape in = new Shape(60, 100, 90);
        Shape out = new Shape(70, 95, 99);
        ResamplingSpec linear = new ResamplingSpec(1, 0, Optional.of(false));
        FloatVoxels image = image(in, 5);
        FloatVoxels whole = Resampling.resizeData(image, out, Spacing.UNIT, Spacing.UNIT, linear);
        LinearSlices slices = LinearSlices.of(in, out, Spacing.UNIT, Spacing.UNIT, linear);
        float[] low = new float[out.sliceVoxels()];
        float[] high = new float[out.sliceVoxels()];
        float[] mixed = new float[out.sliceVoxels()];

        for (int z = 33; z < 36; z++) {
            slices.resize(image.slice(slices.low(z)), low);
            slices.resize(image.slice(slices.high(z)), high);
            slices.mix(z, low, high, mixed);

            assertThat(mixed).containsExactly(whole.slice(z), Offset.offset(4e-6f));
        }
    }
}
