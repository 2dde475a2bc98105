package org.sagittal.evaluation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.evaluation.testing.TestLabels.VoxelFunction;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** What must hold of any pair of masks, and the numbers of a small pair that can be worked by hand. */
class ProfilePropertiesTest {
    private static final List<Double> TOLERANCES = List.of(1.0, 2.0);
    private static final Spacing UNEQUAL = new Spacing(3, 2, 1);

    private static Map<String, Score> score(Profile profile, LabelVolume reference, LabelVolume prediction) {
        return new PairScoring(reference, prediction, ScoringScheme.ofLabels(List.of(1)), 3, 1)
                .score(profile, TOLERANCES)
                .groups()
                .values()
                .iterator()
                .next();
    }

    private static Map<String, Score> score(Profile profile, Shape shape, Spacing spacing, VoxelFunction... masks) {
        return score(profile, TestLabels.of(shape, spacing, masks[0]), TestLabels.of(shape, spacing, masks[1]));
    }

    static Stream<Profile> profiles() {
        return Profiles.all().stream();
    }

    private static VoxelFunction blob(int seed) {
        Random random = new Random(seed);
        double cz = 6 + random.nextDouble();
        double cy = 7 + random.nextDouble() * 2;
        double cx = 8 + random.nextDouble() * 3;
        double r = 3 + random.nextDouble();
        return (z, y, x) -> {
            double d = (z - cz) * (z - cz) * 1.4 + (y - cy) * (y - cy) + (x - cx) * (x - cx) * 0.8;
            return d + 3 * Math.sin(5 * z + 3 * y * x) < r * r ? 1 : 0;
        };
    }

    private static void assertSame(Map<String, Score> ours, Map<String, Score> theirs, Stream<String> names) {
        names.filter(ours::containsKey).forEach(name -> {
            Score a = ours.get(name);
            Score b = theirs.get(name);
            assertThat(a.isDefined()).as(name).isEqualTo(b.isDefined());
            if (a.isDefined() && !Double.isInfinite(a.orNaN())) {
                assertThat(a.orNaN()).as(name).isCloseTo(b.orNaN(), within(1e-9));
            }
        });
    }

    /** Nothing but specificity and MCC may depend on how much background there is. */
    @ParameterizedTest
    @MethodSource("profiles")
    void backgroundAroundChangesNothing(Profile profile) {
        VoxelFunction a = blob(1);
        VoxelFunction b = blob(2);
        Map<String, Score> tight = score(profile, new Shape(14, 16, 20), UNEQUAL, a, b);
        Map<String, Score> wide = score(
                profile,
                new Shape(30, 31, 90),
                UNEQUAL,
                (z, y, x) -> z < 5 || y < 6 || x < 7 ? 0 : clipped(a, z - 5, y - 6, x - 7),
                (z, y, x) -> z < 5 || y < 6 || x < 7 ? 0 : clipped(b, z - 5, y - 6, x - 7));
        assertSame(
                tight,
                wide,
                tight.keySet().stream()
                        .filter(name -> !List.of(
                                        "specificity", "mcc", "tn", "false_positive_rate", "false_positive_error")
                                .contains(name))
                        .filter(name -> !profile.name().equals("seg-metrics")));
    }

    private static int clipped(VoxelFunction f, int z, int y, int x) {
        return z < 14 && y < 16 && x < 20 ? f.at(z, y, x) : 0;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void turningImageAndSpacingChangesNothing(Profile profile) {
        VoxelFunction a = blob(3);
        VoxelFunction b = blob(4);
        Map<String, Score> upright = score(profile, new Shape(14, 16, 20), UNEQUAL, a, b);
        Map<String, Score> turned = score(
                profile,
                new Shape(16, 20, 14),
                new Spacing(2, 1, 3),
                (z, y, x) -> a.at(13 - x, z, y),
                (z, y, x) -> b.at(13 - x, z, y));
        // A skeleton depends on the order in which sides are worn down.
        assertSame(upright, turned, upright.keySet().stream().filter(name -> !name.equals("cldice")));
    }

    @Test
    void swappingTheMasksSwapsPrecisionAndSensitivity() {
        Map<String, Score> one = score(Profiles.SAGITTAL, new Shape(14, 16, 20), UNEQUAL, blob(5), blob(6));
        Map<String, Score> other = score(Profiles.SAGITTAL, new Shape(14, 16, 20), UNEQUAL, blob(6), blob(5));
        assertSame(
                one, other, Stream.of("dice", "iou", "hd", "hd95", "assd", "masd", "nsd@1", "nsd@2", "boundary_iou"));
        assertThat(one.get("precision")).isEqualTo(other.get("sensitivity"));
        assertThat(one.get("asd_ref_to_pred")).isEqualTo(other.get("asd_pred_to_ref"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sagittal", "deepmind", "medpy", "monai", "metrics-reloaded", "simpleitk"})
    void twiceTheSpacingIsTwiceTheDistance(String name) {
        Profile profile = Profiles.byName(name);
        Shape shape = new Shape(14, 16, 20);
        Map<String, Score> one = score(profile, shape, UNEQUAL, blob(7), blob(8));
        Map<String, Score> two = score(profile, shape, new Spacing(6, 4, 2), blob(7), blob(8));
        for (String distance : List.of("hd", "hd95", "assd", "masd", "asd_pred_to_ref", "average_hd")) {
            if (one.containsKey(distance)) {
                assertThat(two.get(distance).orNaN())
                        .as(distance)
                        .isCloseTo(2 * one.get(distance).orNaN(), within(1e-9));
            }
        }
        assertThat(one.get("dice")).isEqualTo(two.get("dice"));
    }

    @Test
    void scoresKeepTheirOrder() {
        for (int seed = 10; seed < 20; seed++) {
            Map<String, Score> s =
                    score(Profiles.SAGITTAL, new Shape(14, 16, 20), UNEQUAL, blob(seed), blob(seed + 100));
            double iou = s.get("iou").orNaN();
            assertThat(s.get("dice").orNaN()).isCloseTo(2 * iou / (1 + iou), within(1e-12));
            assertThat(s.get("hd95").orNaN()).isLessThanOrEqualTo(s.get("hd").orNaN());
            assertThat(s.get("nsd@1").orNaN())
                    .isLessThanOrEqualTo(s.get("nsd@2").orNaN());
        }
    }

    /** Every score of every profile has an answer, with or without voxels on either side; undefined ones say why. */
    @ParameterizedTest
    @MethodSource("profiles")
    void emptyMasksHaveAnAnswer(Profile profile) {
        VoxelFunction none = (z, y, x) -> 0;
        VoxelFunction some = (z, y, x) -> z == 1 && y > 1 && y < 4 && x > 2 && x < 6 ? 1 : 0;
        VoxelFunction apart = (z, y, x) -> z == 3 && y == 5 && x == 0 ? 1 : 0;
        VoxelFunction all = (z, y, x) -> 1;
        VoxelFunction[] masks = {none, some, apart, all};
        for (VoxelFunction reference : masks) {
            for (VoxelFunction prediction : masks) {
                Map<String, Score> scores = score(profile, new Shape(5, 6, 7), UNEQUAL, reference, prediction);
                assertThat(scores.keySet()).containsExactlyElementsOf(profile.scoreNames(TOLERANCES));
                scores.values()
                        .forEach(s -> assertThat(s.isDefined() || !s.reason().isEmpty())
                                .isTrue());
            }
        }
        Map<String, Score> same = score(profile, new Shape(5, 6, 7), UNEQUAL, some, some);
        assertThat(same.get("dice").orNaN()).isEqualTo(1);
    }

    /**
     * Two blocks of 60 and 49 voxels that share 32 (reference [1:4,1:5,1:6], prediction [2:5,1:5,2:6] and voxel (0,6,7)): the numbers the
     * tools themselves give, at two spacings.
     */
    @Test
    void aSmallPairGivesEveryToolsNumbers() {
        Shape shape = new Shape(6, 7, 8);
        VoxelFunction a = (z, y, x) -> in(z, 1, 4) && in(y, 1, 5) && in(x, 1, 6) ? 1 : 0;
        VoxelFunction b = (z, y, x) -> in(z, 2, 5) && in(y, 1, 5) && in(x, 2, 6) || z == 0 && y == 6 && x == 7 ? 1 : 0;
        Spacing thick = new Spacing(2.5, 0.8, 0.8);
        assertScores(
                Profiles.DEEPMIND,
                shape,
                Spacing.UNIT,
                a,
                b,
                Map.of(
                        "dice",
                        0.587156,
                        "hd",
                        3.0,
                        "hd95",
                        1.0,
                        "asd_ref_to_pred",
                        0.558246,
                        "asd_pred_to_ref",
                        0.535230,
                        "nsd@1",
                        0.970896,
                        "nsd@2",
                        0.991180));
        assertScores(
                Profiles.DEEPMIND,
                shape,
                thick,
                a,
                b,
                Map.of("hd", 3.371943, "hd95", 2.5, "asd_ref_to_pred", 0.698092, "nsd@1", 0.776487, "nsd@2", 0.801717));
        assertScores(
                Profiles.MEDPY,
                shape,
                Spacing.UNIT,
                a,
                b,
                Map.of(
                        "hd95",
                        1.041421,
                        "assd",
                        0.592493,
                        "asd_pred_to_ref",
                        0.555556,
                        "volume_difference",
                        -0.183333));
        assertScores(Profiles.MEDPY, shape, thick, a, b, Map.of("hd95", 2.512488, "assd", 1.093651));
        assertScores(Profiles.MONAI, shape, thick, a, b, Map.of("hd95", 2.624881, "nsd@1", 0.626263));
        assertScores(
                Profiles.METRICS_RELOADED,
                shape,
                Spacing.UNIT,
                a,
                b,
                Map.of("hd95", 1.414214, "masd", 0.589415, "boundary_iou", 0.285714, "boundary_iou@2", 0.415584));
        assertScores(
                Profiles.SIMPLEITK,
                shape,
                thick,
                a,
                b,
                Map.of("hd", 3.371943, "average_hd", 0.916734, "volume_similarity", -0.201835));
        assertScores(Profiles.PANOPTICA, shape, thick, a, b, Map.of("iou", 0.415584, "hd", 3.0, "pq", 0.0));
    }

    private static boolean in(int value, int from, int to) {
        return value >= from && value < to;
    }

    private static void assertScores(
            Profile profile,
            Shape shape,
            Spacing spacing,
            VoxelFunction a,
            VoxelFunction b,
            Map<String, Double> expected) {
        Map<String, Score> scores = score(profile, shape, spacing, a, b);
        expected.forEach((name, value) -> assertThat(scores.get(name).orNaN())
                .as(profile.id() + " " + name)
                .isCloseTo(value, within(1e-6)));
    }
}
