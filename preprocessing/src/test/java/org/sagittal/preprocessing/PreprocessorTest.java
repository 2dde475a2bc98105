package org.sagittal.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.normalize.NoNormalization;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.Placement;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Small synthetic cases, preprocessed by nnU-Net's DefaultPreprocessor (nnunetv2 2.8.1). */
class PreprocessorTest {
    private static Path golden(String name) {
        try {
            return Path.of(PreprocessorTest.class.getResource("golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("test resource must have a path", e);
        }
    }

    private static List<FloatVoxels> channels(NpyArray array) {
        List<FloatVoxels> channels = new ArrayList<>();
        for (int c = 0; c < array.shape()[0]; c++) {
            channels.add(array.floatVoxels(c));
        }
        return channels;
    }

    private static CaseImages images(List<FloatVoxels> channels, double... spacingMm) {
        return new CaseImages(channels, Spacing.of(spacingMm), new Placement.Flat());
    }

    @ParameterizedTest
    @ValueSource(strings = {"regions_ignore", "slices", "unresampled", "thick"})
    void agreesWithNnunet(String name) throws IOException {
        JsonNode json = new ObjectMapper().readTree(golden(name + ".json").toFile());
        double[] spacing = {
            json.get("spacing").get(0).asDouble(),
            json.get("spacing").get(1).asDouble(),
            json.get("spacing").get(2).asDouble()
        };
        CaseImages images = images(channels(NpyFormat.read(golden(name + "_image.npy.gz"))), spacing);
        LabelVoxels label = NpyFormat.read(golden(name + "_label.npy.gz")).labelVoxels(0);
        Preprocessor preprocessor =
                new Preprocessor(GoldenCase.spec(json.get("plans"), "c"), GoldenCase.labels(json.get("dataset")));

        PreprocessedCase actual = preprocessor.preprocess(images, Optional.of(label), Optional.of(label));

        assertThat(GoldenCase.compareData(channels(NpyFormat.read(golden(name + "_data.npy.gz"))), actual.data()))
                .isEmpty();
        LabelVoxels seg = NpyFormat.read(golden(name + "_seg.npy.gz")).labelVoxels(0);
        assertThat(GoldenCase.compareLabels(seg, actual.seg())).isEmpty();
        assertThat(GoldenCase.compareLabels(seg, actual.previousStage().orElseThrow()))
                .isEmpty();
        assertThat(GoldenCase.compareGeometry(json, actual.restoration())).isEmpty();
        assertThat(GoldenCase.compareLocations(json.get("class_locations"), actual.locations()))
                .isEmpty();
    }

    private static PreprocessingSpec plain(List<Integer> axes) {
        return new PreprocessingSpec(
                3,
                axes,
                List.of(1.0, 1.0, 1.0),
                List.of(new NoNormalization()),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                ResamplingSpec.DEFAULT_PROBABILITIES);
    }

    private static Preprocessor preprocessor(List<Integer> axes) throws IOException {
        JsonNode dataset = new ObjectMapper().readTree("{\"labels\": {\"background\": 0, \"a\": 1}}");
        return new Preprocessor(plain(axes), GoldenCase.labels(dataset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
    void labelsComeBackToTheFileGrid(String order) throws IOException {
        List<Integer> axes = order.chars().map(c -> c - '0').boxed().toList();
        Shape shape = new Shape(4, 5, 6);
        float[][] image = new float[4][30];
        short[][] label = new short[4][30];
        for (int z = 1; z < 4; z++) {
            for (int y = 0; y < 4; y++) {
                for (int x = 2; x < 6; x++) {
                    image[z][6 * y + x] = 1 + z + 10 * y + 100 * x;
                    label[z][6 * y + x] = (short) (1 + (z + 2 * y + 3 * x) % 5);
                }
            }
        }

        PreprocessedCase found = preprocessor(axes)
                .preprocess(
                        images(List.of(FloatVoxels.of(shape, image)), 1, 1, 1),
                        Optional.of(LabelVoxels.of(shape, label)));

        Restoration restoration = found.restoration();
        assertThat(restoration.shapeAfterCropping())
                .isEqualTo(new Shape(3, 4, 4)
                        .transposed(axes.stream().mapToInt(a -> a).toArray()));
        assertThat(restoration.fileShape()).isEqualTo(shape);
        LabelVoxels back = restoration.toFileGrid(found.seg());
        for (int z = 0; z < 4; z++) {
            assertThat(back.slice(z)).isEqualTo(label[z]);
        }
    }

    @Test
    void aCaseWithoutLabelHasZerosInsideAndMinusOneOutside() throws IOException {
        Shape shape = new Shape(1, 2, 3);
        float[][] image = {{5, 0, 7, 0, 0, 9}};

        PreprocessedCase found = preprocessor(List.of(0, 1, 2))
                .preprocess(images(List.of(FloatVoxels.of(shape, image)), 1, 1, 1), Optional.empty());

        assertThat(found.seg().slice(0)).containsExactly(0, -1, 0, -1, -1, 0);
        assertThat(found.locations()).isSameAs(ClassLocations.NONE);
        assertThat(found.previousStage()).isEmpty();
    }

    @Test
    void refusesWrongNumbersOfChannelsAndLabelsOfOtherExtents() throws IOException {
        Shape shape = new Shape(1, 2, 3);
        FloatVoxels voxels = FloatVoxels.of(shape, new float[1][6]);
        Preprocessor preprocessor = preprocessor(List.of(0, 1, 2));

        assertThatThrownBy(() -> preprocessor.preprocess(images(List.of(voxels, voxels), 1, 1, 1), Optional.empty()))
                .hasMessageContaining("1 channels")
                .hasMessageContaining("got 2");
        LabelVoxels other = LabelVoxels.of(new Shape(1, 3, 2), new short[1][6]);
        assertThatThrownBy(() -> preprocessor.preprocess(images(List.of(voxels), 1, 1, 1), Optional.of(other)))
                .hasMessageContaining("label must have the image's extents (1, 2, 3), got (1, 3, 2)");
    }

    @Test
    void whatIsNotNeededAnyMoreTakesOneSlice() throws IOException {
        FloatVoxels image = FloatVoxels.of(new Shape(2, 1, 3), new float[][] {{0, 1, 2}, {3, 0, 5}});
        CaseImages place = images(List.of(image, image), 3, 2, 1).withoutVoxels();
        PreprocessedCase found =
                preprocessor(List.of(0, 1, 2)).preprocess(images(List.of(image), 1, 1, 1), Optional.empty());
        PreprocessedCase kept = found.withoutLabels();

        assertThat(place.shape()).isEqualTo(image.shape());
        assertThat(place.spacing()).isEqualTo(new Spacing(3, 2, 1));
        assertThat(place.channels()).hasSize(1);
        assertThat(place.channels().get(0).slice(1))
                .isSameAs(place.channels().get(0).slice(0))
                .containsOnly(0);
        assertThat(kept.data()).isEqualTo(found.data());
        assertThat(kept.seg().slice(1)).isSameAs(kept.seg().slice(0)).containsOnly((short) 0);
        assertThat(kept.restoration()).isEqualTo(found.restoration());
    }

    @Test
    void labelsThatWereNeitherCroppedNorTurnedStayWhereTheyAre() {
        LabelVoxels labels = LabelVoxels.of(new Shape(1, 1, 2), new short[][] {{1, 2}});
        FloatVoxels values = FloatVoxels.of(new Shape(1, 1, 2), new float[][] {{1, 2}});
        Restoration same = restoration(List.of(0, 1, 2), new Shape(1, 1, 2));
        Restoration turned = restoration(List.of(0, 2, 1), new Shape(1, 1, 2));
        Restoration cropped = restoration(List.of(0, 1, 2), new Shape(1, 2, 2));

        assertThat(same.toFileGrid(labels)).isSameAs(labels);
        assertThat(same.toFileGrid(values)).isSameAs(values);
        assertThat(turned.toFileGrid(labels).shape()).isEqualTo(new Shape(1, 2, 1));
        assertThat(cropped.toFileGrid(labels).slice(0)).containsExactly(1, 2, 0, 0);
    }

    private static Restoration restoration(List<Integer> axes, Shape before) {
        Shape shape = new Shape(1, 1, 2);
        return new Restoration(
                axes, before, Box.of(shape), shape, Spacing.UNIT, Spacing.UNIT, ResamplingSpec.DEFAULT_PROBABILITIES);
    }
}
