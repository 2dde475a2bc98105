package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/** Blending features and then applying the last layer gives the blended logits. */
class LastLayerTest {
    private static final Shape IMAGE = new Shape(9, 13, 50);

    /** Hides that a network can stop before its last layer. */
    private record Whole(FeatureNetwork network) implements PatchNetwork {
        @Override
        public int inputChannels() {
            return network.inputChannels();
        }

        @Override
        public int heads() {
            return network.heads();
        }

        @Override
        public float[] logits(float[] patches, int batch, int[] patchSize) {
            return network.logits(patches, batch, patchSize);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    private static List<float[][]> run(List<PatchNetwork> folds, int batch) {
        float[][] image = new float[IMAGE.z()][IMAGE.sliceVoxels()];
        for (int z = 0; z < image.length; z++) {
            for (int i = 0; i < image[z].length; i++) {
                image[z][i] = (z * 31 + i * 17) % 23 / 4f;
            }
        }
        List<float[][]> slices = new ArrayList<>();
        SlidingWindow.of(folds, List.of(4, 8, 16), 0.5, batch)
                .run(
                        List.of(FloatVoxels.of(IMAGE, image)),
                        (z, logits) -> {
                            float[][] copy = new float[logits.length][];
                            for (int head = 0; head < copy.length; head++) {
                                copy[head] = logits[head].clone();
                            }
                            slices.add(copy);
                        },
                        fraction -> {});
        return slices;
    }

    @ParameterizedTest
    @CsvSource({"4, 0, 1", "5, 0, 2", "3, 4, 1", "3, 2, 3"})
    void blendedFeaturesMakeTheBlendedLogits(int first, int second, int batch) {
        List<FeatureNetwork> folds = new ArrayList<>(List.of(new FeatureNetwork(first, 9)));
        Optional.of(second).filter(f -> f > 0).ifPresent(f -> folds.add(new FeatureNetwork(f, 9)));
        List<float[][]> expected =
                run(folds.stream().<PatchNetwork>map(Whole::new).toList(), batch);
        List<float[][]> found = run(List.copyOf(folds), batch);

        assertThat(folds).allSatisfy(fold -> assertThat(fold.calls).isPositive());
        assertThat(found).hasSameSizeAs(expected).hasSize(IMAGE.z());
        for (int z = 0; z < IMAGE.z(); z++) {
            assertThat(found.get(z)).hasDimensions(9, IMAGE.sliceVoxels());
            for (int head = 0; head < 9; head++) {
                for (int i = 0; i < IMAGE.sliceVoxels(); i++) {
                    assertThat(found.get(z)[head][i]).isCloseTo(expected.get(z)[head][i], within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9, 1", "5, 2"})
    void asManyFeaturesAsHeadsAreLeftToTheNetwork(int features, int count) {
        FeatureNetwork network = new FeatureNetwork(features, 9);

        run(java.util.Collections.nCopies(count, network), 1);

        assertThat(network.calls).isZero();
    }
}
