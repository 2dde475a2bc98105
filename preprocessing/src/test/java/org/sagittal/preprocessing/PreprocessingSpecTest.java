package org.sagittal.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.NoNormalization;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.RescaleTo01Normalization;
import org.sagittal.preprocessing.normalize.RgbTo01Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

class PreprocessingSpecTest {
    private static PreprocessingSpec spec(
            int dimensions, List<Integer> axes, List<Double> spacing, Normalization... n) {
        return new PreprocessingSpec(
                dimensions,
                axes,
                spacing,
                List.of(n),
                new ResamplingSpec(3, 1, Optional.of(true)),
                new ResamplingSpec(1, 0, Optional.of(false)),
                ResamplingSpec.DEFAULT_PROBABILITIES);
    }

    @Test
    void isSpelledAndReadBack() throws IOException {
        PreprocessingSpec spec = spec(
                2,
                List.of(1, 0, 2),
                List.of(0.1, 1e-5),
                new ZScoreNormalization(true),
                new CtNormalization(-3.25, 1e-3, -1024, 1.0 / 3),
                new RescaleTo01Normalization(),
                new RgbTo01Normalization(),
                new NoNormalization());

        String text = PreprocessingSpecJson.write(spec).toString();

        assertThat(PreprocessingSpecJson.read(new ObjectMapper().readTree(text)))
                .isEqualTo(spec);
        assertThat(PreprocessingSpecJson.write(spec).toString()).isEqualTo(text);
    }

    @Test
    void aSpellingWithPartsMissingIsRefusedByName() {
        ObjectNode json =
                PreprocessingSpecJson.write(spec(3, List.of(0, 1, 2), List.of(1., 1., 1.), new NoNormalization()));

        assertThatThrownBy(() -> PreprocessingSpecJson.read(json.deepCopy().without("resampling_seg")))
                .hasMessageContaining("order must be 0, 1 or 3");
        assertThatThrownBy(() -> PreprocessingSpecJson.read(json.deepCopy().without("spacing")))
                .hasMessageContaining("spacing must have 3 distances");
        assertThatThrownBy(() -> PreprocessingSpecJson.read(json.deepCopy().without("transpose_forward")))
                .hasMessageContaining("transposeForward must be a permutation");
        ((ObjectNode) json.get("normalization").get(0)).put("scheme", "Magic");
        assertThatThrownBy(() -> PreprocessingSpecJson.read(json)).hasMessageContaining("'Magic'");
    }

    @Test
    void contradictionsAreRefused() {
        NoNormalization none = new NoNormalization();
        assertThatThrownBy(() -> spec(4, List.of(0, 1, 2), List.of(1., 1.), none))
                .hasMessageContaining("dimensions must be 2 or 3, got 4");
        assertThatThrownBy(() -> spec(3, List.of(0, 1, 1), List.of(1., 1., 1.), none))
                .hasMessageContaining("got [0, 1, 1]");
        assertThatThrownBy(() -> spec(2, List.of(0, 1, 2), List.of(1., 1., 1.), none))
                .hasMessageContaining("2 distances for a 2d network, got [1.0, 1.0, 1.0]");
        assertThatThrownBy(() -> spec(3, List.of(0, 1, 2), List.of(1., 0., 1.), none))
                .hasMessageContaining("positive and finite, got [1.0, 0.0, 1.0]");
        assertThatThrownBy(() -> spec(3, List.of(0, 1, 2), List.of(1., 1., 1.)))
                .hasMessageContaining("normalizations must have one entry per channel");
    }

    @Test
    void aSliceNetworkKeepsTheDistanceOfSlices() {
        Spacing raw = new Spacing(7, 1, 2);

        assertThat(spec(2, List.of(0, 1, 2), List.of(0.5, 0.6), new NoNormalization())
                        .targetSpacing(raw))
                .isEqualTo(new Spacing(7, 0.5, 0.6));
        assertThat(spec(3, List.of(0, 1, 2), List.of(3., 0.5, 0.6), new NoNormalization())
                        .targetSpacing(raw))
                .isEqualTo(new Spacing(3, 0.5, 0.6));
    }

    @Test
    void aRestorationWhoseBoxLeavesTheArrayIsRefused() {
        assertThatThrownBy(() -> restoration(new Box(0, 0, 0, 3, 4, 6)))
                .hasMessageContaining("(3, 4, 5)")
                .hasMessageContaining("[0, 6) along axis 2");
        assertThatThrownBy(() -> restoration(new Box(-1, 0, 0, 3, 4, 5))).hasMessageContaining("[-1, 3) along axis 0");
        Restoration good = restoration(new Box(1, 1, 1, 3, 3, 3));
        assertThat(good.spacingBeforeResampling()).isEqualTo(new Spacing(3, 1, 2));
        assertThat(good.fileShape()).isEqualTo(new Shape(4, 5, 3));
        LabelVoxels wrong = LabelVoxels.of(new Shape(1, 1, 1), new short[1][1]);
        assertThatThrownBy(() -> good.toFileGrid(wrong)).hasMessageContaining("(2, 2, 2), got (1, 1, 1)");
    }

    private static Restoration restoration(Box box) {
        return new Restoration(
                List.of(2, 0, 1),
                new Shape(3, 4, 5),
                box,
                new Shape(2, 2, 2),
                new Spacing(1, 2, 3),
                Spacing.UNIT,
                ResamplingSpec.DEFAULT_PROBABILITIES);
    }

    @Test
    void classLocationsKeepWhatTheyAreTold() {
        List<List<Integer>> classes = new ArrayList<>(List.of(List.of(1, 2), List.of(-1, 0)));
        ClassLocations locations = ClassLocations.of(classes, List.of(new int[] {4, 5, 6, 7, 8, 9}, new int[0]));
        classes.clear();

        assertThat(locations.classes()).containsExactly(List.of(1, 2), List.of(-1, 0));
        assertThat(locations.count(0)).isEqualTo(2);
        assertThat(locations.coordinate(0, 1, 2)).isEqualTo(9);
        assertThat(locations.annotatedVoxels(0)).isFalse();
        assertThat(locations.annotatedVoxels(1)).isTrue();
        assertThatThrownBy(() -> ClassLocations.of(List.of(List.of(1)), List.of()))
                .hasMessageContaining("1 classes, got 0");
        assertThatThrownBy(() -> ClassLocations.of(List.of(List.of(1)), List.of(new int[4])))
                .hasMessageContaining("got 4 numbers");
        assertThatThrownBy(() -> ClassLocations.of(List.of(List.of()), List.of(new int[0])))
                .hasMessageContaining("at least one label");
    }
}
