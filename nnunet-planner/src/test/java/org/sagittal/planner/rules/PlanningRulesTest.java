package org.sagittal.planner.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class PlanningRulesTest {
    private static PlanningFacts facts(List<Spacing> spacings, List<Shape> shapes) {
        return new PlanningFacts(spacings, shapes, 1, List.of("CT"), 2, shapes.size());
    }

    private static PlanningTask task(List<Double> spacing, List<Double> shape, int cases, int labels) {
        double voxels = shape.stream().reduce(1.0, (a, b) -> a * b);
        return new PlanningTask("3d_fullres", spacing, shape, voxels * cases, labels);
    }

    @Test
    void percentilesInterpolateLinearly() {
        double[] sample = {40, 10, 30, 20};
        assertThat(OrderStatistics.percentile(sample, 0.5)).isEqualTo(25);
        assertThat(OrderStatistics.percentile(sample, 0.1)).isCloseTo(13, within(1e-12));
        assertThat(OrderStatistics.percentile(new double[] {7}, 0.1)).isEqualTo(7);
        assertThat(OrderStatistics.median(sample)).isEqualTo(25);
        assertThat(OrderStatistics.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(sample).containsExactly(40, 10, 30, 20);
    }

    @Test
    void theMedianSpacingIsTheTargetUnlessSlicesAreThick() {
        List<Shape> cubes = List.of(new Shape(90, 90, 90), new Shape(80, 80, 80), new Shape(70, 70, 70));
        List<Spacing> spacings = List.of(new Spacing(1, 2, 3), new Spacing(4, 1, 1), new Spacing(2, 3, 2));
        Decided<Spacing> usual = TargetSpacingRule.decide(facts(spacings, cubes));
        assertThat(usual.value()).isEqualTo(new Spacing(2, 2, 2));
        assertThat(usual.decision().alternatives()).hasSize(1);
    }

    @Test
    void thickSlicesTakeTheTenthPercentileButNeverFinerThanInPlane() {
        List<Shape> films = Collections.nCopies(3, new Shape(10, 100, 100));
        List<Spacing> spacings = List.of(new Spacing(6, 1, 1), new Spacing(5, 1, 1), new Spacing(8, 1, 1));
        assertThat(TargetSpacingRule.decide(facts(spacings, films)).value().zMm())
                .isCloseTo(5.2, within(1e-12));
        List<Spacing> mixed = List.of(new Spacing(6, 1.5, 1), new Spacing(0.5, 1.5, 1), new Spacing(8, 1.5, 1));
        List<Shape> films3 = Collections.nCopies(3, new Shape(10, 100, 100));
        // Median 6 mm, 10th percentile 1.6 mm; with a finer one the in-plane spacing and a hair is taken.
        assertThat(TargetSpacingRule.decide(facts(mixed, films3)).value().zMm()).isCloseTo(1.6, within(1e-12));
        List<Spacing> finer = List.of(
                new Spacing(6, 1.5, 1),
                new Spacing(0.5, 1.5, 1),
                new Spacing(8, 1.5, 1),
                new Spacing(0.5, 1.5, 1),
                new Spacing(7, 1.5, 1));
        List<Shape> films5 = Collections.nCopies(5, new Shape(10, 100, 100));
        assertThat(TargetSpacingRule.decide(facts(finer, films5)).value().zMm()).isEqualTo(1.5 + 1e-5);
    }

    @Test
    void theCoarsestAxisComesFirstAndTheFirstOfEquals() {
        Transposition order = TransposeRule.decide(new Spacing(1, 1, 5), false).value();
        assertThat(order.forward()).containsExactly(2, 0, 1);
        assertThat(order.backward()).containsExactly(1, 2, 0);
        assertThat(order.apply(List.of("z", "y", "x"))).containsExactly("x", "z", "y");
        assertThat(TransposeRule.decide(new Spacing(1, 2, 2), false).value().forward())
                .containsExactly(1, 0, 2);
        assertThat(TransposeRule.decide(new Spacing(1, 1, 1), false).value().forward())
                .containsExactly(0, 1, 2);
        assertThat(TransposeRule.decide(new Spacing(1, 1, 5), true).value().forward())
                .containsExactly(0, 1, 2);
        assertThatThrownBy(() -> new Transposition(List.of(0, 0, 1)))
                .hasMessage("forward must be a permutation of 0, 1, 2, got [0, 0, 1]");
    }

    @Test
    void thePlanningShapeIsTheMedianOfRoundedShapes() {
        List<Spacing> spacings = List.of(new Spacing(1, 1, 1), new Spacing(2, 0.5, 1));
        List<Shape> shapes = List.of(new Shape(5, 5, 5), new Shape(4, 5, 8));
        // 2.5 rounds to the even 2: (5, 5, 5) and (8, 2, 8).
        assertThat(PlanningShapeRule.decide(facts(spacings, shapes), Spacing.UNIT)
                        .value())
                .containsExactly(6.5, 3.5, 6.5);
    }

    /** nnU-Net's own memory and features of a planner. */
    static PlanningTargets defaults(PlannerProfile profile) {
        return new PlanningTargets(profile, profile.referenceGb(), PlanningTargets.BASE_FEATURES);
    }

    @Test
    void aPublishedResidualPlanIsFoundAgain() {
        PlannedConfiguration pancreas = ConfigurationRule.plan(
                task(List.of(2.5, .8125, .8125), List.of(95.0, 512.0, 512.0), 281, 3),
                defaults(PlannerProfile.RES_ENC_L));
        assertThat(pancreas.design().topology().patch()).containsExactly(56, 320, 256);
        assertThat(pancreas.batchSize()).isEqualTo(2);
        assertThat(pancreas.design().topology().stages()).isEqualTo(7);
    }

    @Test
    void aPublishedAnisotropicPlanIsFoundAgain() {
        PlannedConfiguration liver = ConfigurationRule.plan(
                task(List.of(7.0, 1.7578125, 1.7578125), List.of(27.0, 168.0, 256.0), 77, 2),
                defaults(PlannerProfile.EXPERIMENT));
        assertThat(liver.design().topology().patch()).containsExactly(28, 192, 256);
        assertThat(liver.batchSize()).isEqualTo(3);
        PlannedConfiguration slices = ConfigurationRule.plan(
                new PlanningTask("2d", List.of(1.7578125, 1.7578125), List.of(168.0, 256.0), 27.0 * 168 * 256 * 77, 2),
                defaults(PlannerProfile.EXPERIMENT));
        assertThat(slices.design().topology().patch()).containsExactly(192, 256);
        assertThat(slices.batchSize()).isEqualTo(66);
    }

    @Test
    void aPublishedCascadeIsFoundAgain() {
        PlannedConfiguration fullres = ConfigurationRule.plan(
                task(List.of(3.0, 2.036458, 2.036458), List.of(326.0, 400.0, 400.0), 813, 2),
                defaults(PlannerProfile.EXPERIMENT));
        assertThat(fullres.design().topology().patch()).containsExactly(128, 128, 128);
        Optional<PlannedConfiguration> lowres =
                LowResolutionRule.decide(fullres, 813).value();
        assertThat(lowres.orElseThrow().task().shapeVoxels()).containsExactly(175.0, 215.0, 215.0);
    }

    @Test
    void impossiblePlansAreRefusedWithAMend() {
        assertThatThrownBy(() -> task(List.of(9.0, 9.0, 9.0), List.of(0.0, 5.0, 5.0), 1, 2))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("no voxel left along axis 0")
                .hasMessageContaining("choose a finer target spacing");
        PlanningTask task = task(List.of(1.0, 1.0, 1.0), List.of(99.0, 99.0, 99.0), 1, 2);
        assertThatThrownBy(() -> ConfigurationRule.plan(task, new PlanningTargets(PlannerProfile.EXPERIMENT, 1e-9, 32)))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("raise the memory target");
        assertThatThrownBy(() -> NetworkFamily.RESIDUAL_ENCODER.encoderBlocksPerStage(14))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("plans end at 13");
    }

    @ParameterizedTest
    @CsvSource({
        "CT, CTNormalization",
        "ct, CTNormalization",
        "noNorm, NoNormalization",
        "RESCALE_TO_0_1, RescaleTo01Normalization",
        "rgb_to_0_1, RGBTo01Normalization",
        "zscore, ZScoreNormalization",
        "T1, ZScoreNormalization",
        "CT2, ZScoreNormalization",
    })
    void channelNamesSelectTheNormalisation(String channel, String className) {
        assertThat(ChannelNormalization.forChannel(channel).className()).isEqualTo(className);
    }

    @ParameterizedTest
    @CsvSource({"0.74, true", "0.75, false", "1, false"})
    void theMaskIsUsedForZScoreBelowThreeQuarters(double relativeSize, boolean masked) {
        PlanningFacts facts = new PlanningFacts(
                List.of(Spacing.UNIT), List.of(new Shape(9, 9, 9)), relativeSize, List.of("CT", "T1"), 2, 1);
        List<NormalizationRule.Channel> channels =
                NormalizationRule.decide(facts).value();
        assertThat(channels.stream().map(NormalizationRule.Channel::useMask)).containsExactly(false, masked);
    }

    @ParameterizedTest
    @CsvSource({
        ".nii.gz, '', false, SimpleITKIO",
        ".NII.GZ, '', false, SimpleITKIO",
        ".nii, '', false, NibabelIO",
        ".png, '', true, NaturalImage2DIO",
        ".tif, '', true, NaturalImage2DIO",
        ".tif, '', false, Tiff3DIO",
        ".tiff, '', true, Tiff3DIO",
        ".nii.gz, NibabelIOWithReorient, false, NibabelIOWithReorient",
        ".nii.gz, Bogus, false, SimpleITKIO",
    })
    void endingsAndNamesSelectTheReader(String ending, String named, boolean flat, String reader) {
        assertThat(ReaderRule.decide(ending, named, flat).value()).isEqualTo(reader);
    }

    @Test
    void anEndingNobodyReadsIsRefused() {
        assertThatThrownBy(() -> ReaderRule.decide(".jpg", "", true))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("got \".jpg\"; convert the images");
        assertThatThrownBy(() -> PlannerProfile.named("Planner"))
                .hasMessageContaining("nnUNetPlannerResEncXL, got \"Planner\"");
    }

    @Test
    void decisionsRefuseBlankAnswers() {
        assertThatThrownBy(() -> new Decision("Rule", Decision.ALL, "why?", List.of(), " ", List.of(), "so"))
                .hasMessageContaining("must not be blank");
    }
}
