package org.sagittal.models.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.intensity.Brightness;
import org.sagittal.models.augment.intensity.Contrast;
import org.sagittal.models.augment.intensity.Gamma;
import org.sagittal.models.augment.intensity.GaussianBlur;
import org.sagittal.models.augment.intensity.GaussianNoise;
import org.sagittal.models.augment.intensity.LowResolution;
import org.sagittal.models.augment.label.BinaryMorphology;
import org.sagittal.models.augment.label.ComponentRemoval;
import org.sagittal.models.augment.label.PreviousStageChannels;
import org.sagittal.models.augment.label.ReplaceLabel;
import org.sagittal.models.augment.label.ZeroOutsideMask;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;
import org.sagittal.models.augment.spatial.BackwardMap;
import org.sagittal.models.augment.spatial.Mirror;

/** Each change happens as often as nnU-Net makes it happen, and its numbers fill their ranges: 20000 draws of one seed. */
class AugmentationDrawsTest {
    private static final int SAMPLES = 20000;
    private static final Shape PATCH = new Shape(20, 24, 16);
    private static final AugmentationSetup SETUP = AugmentationSetup.of(3, PATCH);

    private static final List<List<Transform>> DRAWS = draws();

    private static List<List<Transform>> draws() {
        Augmentation augmentation =
                Augmentation.training(SETUP, List.of(0, 1, 2), List.of(false, true), List.of(1, 2, 3));
        List<List<Transform>> drawn = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            drawn.add(augmentation.draw(2, RandomStream.of(17).child(i)));
        }
        return drawn;
    }

    private static <T> List<T> only(List<List<Transform>> draws, Class<T> type) {
        return draws.stream()
                .flatMap(List::stream)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Within four standard deviations. */
    private static void assertHappens(long count, double trials, double probability) {
        double deviation = Math.sqrt(trials * probability * (1 - probability));
        assertThat((double) count)
                .isBetween(trials * probability - 4 * deviation, trials * probability + 4 * deviation);
    }

    private static void assertFills(List<Double> values, double low, double high) {
        assertThat(values).allSatisfy(v -> assertThat(v).isBetween(low, high));
        double margin = (high - low) * 0.02;
        assertThat(values).anySatisfy(v -> assertThat(v).isLessThan(low + margin));
        assertThat(values).anySatisfy(v -> assertThat(v).isGreaterThan(high - margin));
    }

    /** Half below 1, each half uniform. */
    private static void assertFactors(List<Double> values, double low, double high) {
        assertFills(values, low, high);
        List<Double> below = values.stream().filter(v -> v < 1).toList();
        List<Double> above = values.stream().filter(v -> v >= 1).toList();
        assertHappens(below.size(), values.size(), 0.5);
        assertMean(below, low, 1);
        assertMean(above, 1, high);
    }

    private static void assertMean(List<Double> values, double low, double high) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double deviation = (high - low) / Math.sqrt(12.0 * values.size());
        assertThat(mean).isBetween((low + high) / 2 - 4 * deviation, (low + high) / 2 + 4 * deviation);
    }

    @Test
    void rotationAndScaling() {
        Augmentation augmentation = Augmentation.training(SETUP, List.of(0, 1, 2), List.of(), List.of());
        int maps = 0;
        List<Double> scales = new ArrayList<>();
        int rotated = 0;
        for (int i = 0; i < SAMPLES; i++) {
            Optional<BackwardMap> map = augmentation.drawMap(RandomStream.of(18).child(i));
            if (map.isPresent()) {
                maps++;
                double scale = Math.sqrt(square(map.get(), 0) + square(map.get(), 1) + square(map.get(), 2));
                if (Math.abs(scale - 1) > 1e-12) {
                    scales.add(scale);
                }
                rotated += Math.abs(map.get().stepX(0)) > 1e-9 ? 1 : 0;
                assertThat(map.get().isPlanar()).isFalse();
            }
        }
        assertHappens(maps, SAMPLES, 1 - 0.8 * 0.8);
        assertHappens(rotated, SAMPLES, 0.2);
        assertHappens(scales.size(), SAMPLES, 0.2);
        assertFills(scales, 0.7, 1.4);
        assertMean(scales, 0.7, 1.4);
    }

    @Test
    void anglesFillTheRangeOfThePatch() {
        AugmentationSetup flat = AugmentationSetup.of(2, new Shape(1, 320, 128));
        Augmentation augmentation = Augmentation.training(flat, List.of(), List.of(), List.of());
        List<Double> degrees = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            augmentation.drawMap(RandomStream.of(19).child(i)).ifPresent(map -> {
                assertThat(map.isPlanar()).isTrue();
                double angle = Math.toDegrees(Math.atan2(-map.stepX(1), map.stepX(2)));
                if (angle != 0) {
                    degrees.add(angle);
                }
            });
        }
        assertHappens(degrees.size(), SAMPLES, 0.2);
        assertFills(degrees, -15.0001, 15.0001);
        assertMean(degrees, -15, 15);
    }

    @Test
    void noise() {
        List<GaussianNoise> drawn = only(DRAWS, GaussianNoise.class);
        assertHappens(drawn.size(), SAMPLES, 0.1);
        List<Double> deviations =
                drawn.stream().map(GaussianNoise::standardDeviation).toList();
        assertFills(deviations, 0, 0.1);
        assertMean(deviations, 0, 0.1);
    }

    @Test
    void noiseHasItsDeviation() {
        TrainingPatch patch = new TrainingPatch(new Shape(20, 30, 40), new float[2][24000], new short[0][]);
        new GaussianNoise(0.07, RandomStream.of(4)).apply(patch);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < 24000; i++) {
            squares += patch.image(0)[i] * patch.image(0)[i] / 24000;
            products += patch.image(0)[i] * patch.image(1)[i] / 24000;
        }
        assertThat(Math.sqrt(squares)).isBetween(0.069, 0.071);
        assertThat(Math.abs(products)).isLessThan(2e-4);
    }

    @Test
    void blur() {
        List<GaussianBlur> drawn = only(DRAWS, GaussianBlur.class);
        // Both channels may be spared, then nothing happens.
        assertHappens(drawn.size(), SAMPLES, 0.2 * 0.75);
        List<List<Double>> channels =
                drawn.stream().flatMap(b -> b.sigmasVoxels().stream()).toList();
        long blurred = channels.stream().filter(c -> !c.isEmpty()).count();
        assertHappens(blurred, SAMPLES * 2, 0.1);
        List<Double> sigmas = channels.stream().flatMap(List::stream).toList();
        assertThat(sigmas).hasSize((int) blurred * 3);
        assertFills(sigmas, 0.5, 1);
        assertMean(sigmas, 0.5, 1);
    }

    @Test
    void brightnessAndContrast() {
        List<Brightness> bright = only(DRAWS, Brightness.class);
        assertHappens(bright.size(), SAMPLES, 0.15);
        assertFactors(bright.stream().flatMap(b -> b.factors().stream()).toList(), 0.75, 1.25);
        List<Contrast> contrast = only(DRAWS, Contrast.class);
        assertHappens(contrast.size(), SAMPLES, 0.15);
        assertFactors(contrast.stream().flatMap(b -> b.factors().stream()).toList(), 0.75, 1.25);
        assertThat(contrast).allSatisfy(c -> assertThat(c.keepRange()).isTrue());
        assertThat(contrast).allSatisfy(c -> assertThat(c.factors()).hasSize(2).doesNotHaveDuplicates());
    }

    @Test
    void lowResolution() {
        List<LowResolution> drawn = only(DRAWS, LowResolution.class);
        assertHappens(drawn.size(), SAMPLES, 0.25 * 0.75);
        List<List<Double>> scales = drawn.stream()
                .flatMap(b -> b.scales().stream())
                .filter(c -> !c.isEmpty())
                .toList();
        assertHappens(scales.size(), SAMPLES * 2, 0.125);
        assertThat(scales).allSatisfy(s -> assertThat(s.stream().distinct()).hasSize(1));
        assertFills(scales.stream().map(s -> s.get(0)).toList(), 0.5, 1);
        assertMean(scales.stream().map(s -> s.get(0)).toList(), 0.5, 1);
    }

    @Test
    void flatPatchesKeepTheirSlices() {
        Augmentation augmentation =
                Augmentation.training(AugmentationSetup.of(3, new Shape(5, 32, 32)), List.of(), List.of(), List.of());
        List<List<Transform>> drawn = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            drawn.add(augmentation.draw(1, RandomStream.of(20).child(i)));
        }
        assertThat(only(drawn, LowResolution.class))
                .isNotEmpty()
                .allSatisfy(l -> assertThat(l.scales().get(0).get(0)).isEqualTo(1));
    }

    @Test
    void gamma() {
        List<Gamma> drawn = only(DRAWS, Gamma.class);
        List<Gamma> inverted = drawn.stream().filter(Gamma::inverted).toList();
        assertHappens(inverted.size(), SAMPLES, 0.1);
        assertHappens(drawn.size() - inverted.size(), SAMPLES, 0.3);
        assertThat(drawn).allSatisfy(g -> assertThat(g.keepStatistics()).isTrue());
        assertFactors(drawn.stream().flatMap(g -> g.gammas().stream()).toList(), 0.7, 1.5);
    }

    @Test
    void mirroring() {
        List<Mirror> drawn = only(DRAWS, Mirror.class);
        assertHappens(drawn.size(), SAMPLES, 7.0 / 8);
        for (int axis = 0; axis < 3; axis++) {
            int wanted = axis;
            assertHappens(drawn.stream().filter(m -> m.axes().contains(wanted)).count(), SAMPLES, 0.5);
        }
    }

    @Test
    void previousStage() {
        assertThat(only(DRAWS, PreviousStageChannels.class)).hasSize(SAMPLES);
        List<BinaryMorphology> morphology = only(DRAWS, BinaryMorphology.class);
        assertHappens(morphology.size() / 3, SAMPLES, 0.2);
        for (BinaryMorphology.Operator operator : BinaryMorphology.Operator.values()) {
            assertHappens(
                    morphology.stream().filter(m -> m.operator() == operator).count(), morphology.size(), 0.25);
        }
        assertThat(morphology).allSatisfy(m -> {
            assertThat(m.channel()).isBetween(2, 4);
            assertThat(m.others()).hasSize(2).doesNotContain(m.channel());
        });
        assertHappens(only(DRAWS, ComponentRemoval.class).size() / 3, SAMPLES, 0.1);
    }

    @Test
    void theOrderIsNnunets() {
        List<Class<?>> order = List.of(
                GaussianNoise.class,
                GaussianBlur.class,
                Brightness.class,
                Contrast.class,
                LowResolution.class,
                Gamma.class,
                Mirror.class,
                ZeroOutsideMask.class,
                ReplaceLabel.class,
                PreviousStageChannels.class,
                BinaryMorphology.class,
                ComponentRemoval.class);
        for (List<Transform> drawn : DRAWS) {
            List<Integer> places =
                    drawn.stream().map(t -> order.indexOf(t.getClass())).toList();
            assertThat(places).isSorted().doesNotContain(-1);
        }
    }

    @Test
    void validationIsNotRandom() {
        Augmentation augmentation = Augmentation.validation(SETUP, List.of());
        assertThat(augmentation.initialPatch()).isEqualTo(PATCH);
        for (int i = 0; i < 100; i++) {
            assertThat(augmentation.drawMap(RandomStream.of(i))).isEmpty();
            assertThat(augmentation.draw(1, RandomStream.of(i))).containsExactly(ReplaceLabel.OUTSIDE_BY_BACKGROUND);
        }
    }

    private static double square(BackwardMap map, int axis) {
        return map.stepX(axis) * map.stepX(axis);
    }
}
