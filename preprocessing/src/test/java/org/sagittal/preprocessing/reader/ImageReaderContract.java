package org.sagittal.preprocessing.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/** What every {@link ImageReader} promises. A reader's test extends this and makes images for it. */
abstract class ImageReaderContract {
    @TempDir
    Path folder;

    abstract ImageReader reader();

    /** Ending of the files, with its dot. */
    abstract String ending();

    /** Extents (z, y, x) of the images. */
    abstract Shape shape();

    /** Writes a one-channel image whose voxels count 0, 1, 2, ... in the order of the reader's array. */
    abstract void writeImage(Path file);

    Path image(String name) {
        Path file = folder.resolve(name + ending());
        writeImage(file);
        return file;
    }

    @Test
    void theNameFindsTheReader() {
        assertThat(ImageReaders.byName(reader().nnunetName()).getClass()).isEqualTo(reader().getClass());
    }

    @Test
    void channelsFollowTheFiles() {
        CaseImages images = reader().readImages(List.of(image("a_0000"), image("a_0001")));
        assertThat(images.channels()).hasSize(2);
        assertThat(images.shape()).isEqualTo(shape());
        for (FloatVoxels channel : images.channels()) {
            assertThat(channel.at(0, 0, 1)).isEqualTo(1);
            assertThat(channel.at(shape().z() - 1, shape().y() - 1, shape().x() - 1))
                    .isEqualTo(shape().voxels() - 1);
        }
    }

    @Test
    void labelsComeBackWithShapeAndSpacing() {
        CaseImages like = reader().readImages(List.of(image("a_0000")));
        short[][] slices = new short[shape().z()][shape().sliceVoxels()];
        for (int z = 0; z < slices.length; z++) {
            for (int i = 0; i < slices[z].length; i++) {
                slices[z][i] = (short) (7 * z + i);
            }
        }
        Path file = folder.resolve("out/a" + ending());
        reader().writeLabel(LabelVoxels.of(shape(), slices), like, file);

        LabelVoxels back = reader().readLabel(file);
        assertThat(back.shape()).isEqualTo(shape());
        for (int z = 0; z < slices.length; z++) {
            assertThat(back.slice(z)).isEqualTo(slices[z]);
        }
        assertThat(reader().readImages(List.of(image("a_0000"))).spacing()).isEqualTo(like.spacing());
    }

    @Test
    void resultsOfAnotherShapeAreRefused() {
        CaseImages like = reader().readImages(List.of(image("a_0000")));
        LabelVoxels small = LabelVoxels.of(new Shape(1, 1, 1), new short[1][1]);
        assertThatThrownBy(() -> reader().writeLabel(small, like, folder.resolve("b" + ending())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(1, 1, 1)");
        FloatVoxels floats = FloatVoxels.of(new Shape(1, 1, 1), new float[1][1]);
        assertThatThrownBy(() -> reader().writeIntensities(floats, like, folder.resolve("b" + ending())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("b" + ending())).doesNotExist();
    }

    @Test
    void missingBrokenAndNoFilesAreOneSentence() throws IOException {
        Path missing = folder.resolve("none" + ending());
        assertThatThrownBy(() -> reader().readImages(List.of(missing)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(missing + ": ");
        assertThatThrownBy(() -> reader().readLabel(missing)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> reader().readImages(List.of())).isInstanceOf(IllegalArgumentException.class);
        Path image = image("a_0000");
        byte[] whole = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> reader().readImages(List.of(image))).isInstanceOf(FormatException.class);
    }
}
