package org.sagittal.preprocessing.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;

/** Real images through each reader: shape, spacing and values as nnU-Net 2.8.1's reader of that name gives them. */
class ReaderParityTest {
    @TempDir
    Path folder;

    record Image(String file, JsonNode json) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Image> images() throws IOException {
        try (InputStream in = ReaderParityTest.class.getResourceAsStream("readers.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(c -> new Image(c.get("file").textValue(), c));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void readsWhatNnunetReads(Image image) {
        Path file = SharedData.require(image.file);
        for (String name : ImageReaders.names()) {
            JsonNode expected = image.json.get(name);
            ImageReader reader = ImageReaders.byName(name);
            if (expected == null) {
                continue;
            }
            if (expected.isNull()) {
                assertThatThrownBy(() -> reader.readImages(List.of(file)))
                        .as(name)
                        .isInstanceOf(FormatException.class)
                        .hasMessageStartingWith(file + ": ");
                continue;
            }
            CaseImages images = reader.readImages(List.of(file));
            assertThat(List.of(
                            images.channels().size(),
                            images.shape().z(),
                            images.shape().y(),
                            images.shape().x()))
                    .as(name)
                    .isEqualTo(new ObjectMapper().convertValue(expected.get("shape"), List.class));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(images.spacing().axisMm(axis))
                        .as("%s spacing %d", name, axis)
                        .isCloseTo(expected.get("spacing").get(axis).doubleValue(), within(1e-9));
            }
            assertWeighted(name, images, expected.get("weighted").doubleValue());
        }
    }

    private static void assertWeighted(String name, CaseImages images, double expected) {
        long index = 0;
        double weighted = 0;
        double magnitude = 0;
        for (FloatVoxels channel : images.channels()) {
            for (int z = 0; z < channel.shape().z(); z++) {
                for (float value : channel.slice(z)) {
                    weighted += value * (double) (index++ % 7 + 1);
                    magnitude += Math.abs(value);
                }
            }
        }
        assertThat(weighted).as(name).isCloseTo(expected, within(1e-9 * magnitude + 1e-9));
    }

    @ParameterizedTest
    @MethodSource("images")
    void findsTheReaderNnunetFinds(Image image) {
        String ending = image.file.replaceFirst(".*?(\\.nii)?(\\.[a-z]+)$", "$1$2");
        if (ending.equals(".hdr") || image.json.get("detected").isNull() || colourOrComplex(image)) {
            return;
        }
        Path file = SharedData.require(image.file);
        assertThat(ImageReaders.detect(ending, file).nnunetName())
                .isEqualTo(image.json.get("detected").textValue());
    }

    /** nnU-Net takes a vector image's components for the x axis, and the real part of a complex one; here both are refused. */
    private static boolean colourOrComplex(Image image) {
        return image.file.contains("complex") || image.file.contains("ct_perfusion");
    }

    @ParameterizedTest
    @MethodSource("images")
    void aLabelMapIsWrittenOnTheGridItsImageCameFrom(Image image) {
        Path file = SharedData.require(image.file);
        for (String name : List.of("SimpleITKIO", "NibabelIO", "NibabelIOWithReorient", "SimpleITKIOWithReorient")) {
            if (image.json.path(name).isMissingNode() || image.json.get(name).isNull()) {
                continue;
            }
            ImageReader reader = ImageReaders.byName(name);
            CaseImages images = reader.readImages(List.of(file));
            short[][] slices = new short[images.shape().z()][images.shape().sliceVoxels()];
            for (int z = 0; z < slices.length; z++) {
                for (int i = 0; i < slices[z].length; i++) {
                    slices[z][i] = (short) ((i + z) % 5);
                }
            }
            LabelVoxels labels = LabelVoxels.of(images.shape(), slices);
            Path out = folder.resolve("label.nii.gz");
            reader.writeLabel(labels, images, out);

            LabelVoxels back = reader.readLabel(out);
            assertThat(back.shape()).isEqualTo(labels.shape());
            for (int z = 0; z < slices.length; z++) {
                assertThat(back.slice(z)).isEqualTo(slices[z]);
            }
            NiftiFormat nifti = new NiftiFormat();
            VolumeHeader before = nifti.readHeader(file);
            VolumeHeader after = nifti.readHeader(out);
            if (name.startsWith("SimpleITKIO") && before.channels() == 1) {
                assertThat(after.grid().spacing()).isEqualTo(before.grid().spacing());
                assertThat(after.grid().originMm()).isEqualTo(before.grid().originMm());
                assertThat(after.grid().direction())
                        .containsExactly(before.grid().direction(), within(1e-7));
            } else if (!name.startsWith("SimpleITKIO")) {
                double[] affine = nifti.nibabelGeometry(file).affine();
                assertThat(nifti.nibabelGeometry(out).affine()).containsExactly(affine, within(1e-5));
            }
        }
    }
}
