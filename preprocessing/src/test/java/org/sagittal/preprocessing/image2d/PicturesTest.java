package org.sagittal.preprocessing.image2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

class PicturesTest {
    private static final String EXAMPLES = "pictures.json";

    @TempDir
    Path folder;

    static Stream<PictureSample> examples() throws IOException {
        return PictureSample.of(EXAMPLES);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void numbersAreThoseThatScikitImageReads(PictureSample example) throws IOException {
        if (example.name().equals("grey-transparent.png")) {
            assertThat(Pictures.read(example.in(folder)).colours()).hasSize(1);
        }
        Picture picture = Pictures.read(example.in(folder));
        long index = 0;
        double weighted = 0;
        for (FloatVoxels colour : picture.colours()) {
            for (int z = 0; z < picture.shape().z(); z++) {
                for (float value : colour.slice(z)) {
                    weighted += value * (double) (index++ % 7 + 1);
                }
            }
        }
        JsonNode shape = example.json().get("shape");
        long voxels = 1;
        for (JsonNode extent : shape) {
            voxels *= extent.longValue();
        }
        assertThat(index).isEqualTo(voxels);
        assertThat(picture.shape().x()).isEqualTo(shape.get(shape.size() - 1).intValue());
        assertThat(weighted).isCloseTo(example.json().get("weighted").doubleValue(), within(1e-9 * Math.abs(weighted)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void damagedPicturesAreReadOrRefusedWithASentence(PictureSample example) throws IOException {
        byte[] whole = Files.readAllBytes(example.in(folder));
        Path file = folder.resolve("damaged");
        Random random = new Random(2);
        for (int round = 0; round < 16; round++) {
            byte[] damaged = round < 8 ? Arrays.copyOf(whole, whole.length * round / 8) : whole.clone();
            for (int hits = round < 8 ? 0 : 3; hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                Pictures.read(file);
            } catch (FormatException e) {
                assertThat(e.getMessage()).startsWith(file + ": ");
            }
        }
    }

    private static LabelVoxels labels(int z, int... values) {
        short[][] slices = new short[z][6];
        for (int i = 0; i < values.length; i++) {
            slices[i / 6][i % 6] = (short) values[i];
        }
        return LabelVoxels.of(new Shape(z, 2, 3), slices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l.png", "l.bmp", "l.tif", "L.TIFF"})
    void labelsComeBack(String name) {
        Path file = folder.resolve(name);
        Pictures.writeLabels(file, labels(1, 0, 1, 2, 254, 0, 7));
        Picture back = Pictures.read(file);
        assertThat(back.colours()).hasSize(1);
        assertThat(back.type()).isEqualTo(SampleType.UINT8);
        assertThat(back.colours().get(0).slice(0)).containsExactly(0, 1, 2, 254, 0, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"l.png", "l.tif"})
    void labelsFrom255OnTakeTwoBytes(String name) {
        Path file = folder.resolve(name);
        Pictures.writeLabels(file, labels(1, 0, 255, 32767));
        assertThat(Pictures.read(file).type()).isEqualTo(SampleType.UINT16);
        assertThat(Pictures.read(file).colours().get(0).slice(0)).startsWith(0, 255, 32767);
    }

    @Test
    void aStackHasOnePageASlice() {
        Path file = folder.resolve("s.tif");
        Pictures.writeLabels(file, labels(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18));
        Picture back = Pictures.read(file);
        assertThat(back.shape()).isEqualTo(new Shape(3, 2, 3));
        assertThat(back.colours().get(0).at(2, 1, 2)).isEqualTo(18);
        Pictures.writeFloats(file, FloatVoxels.of(new Shape(1, 1, 2), new float[][] {{0.1f, -1e30f}}));
        assertThat(Pictures.read(file).colours().get(0).slice(0)).containsExactly(0.1f, -1e30f);
    }

    @Test
    void whatAFormatCannotHoldIsRefused() {
        for (Runnable call : List.<Runnable>of(
                () -> Pictures.writeLabels(folder.resolve("a.png"), labels(2, 1)),
                () -> Pictures.writeLabels(folder.resolve("a.bmp"), labels(1, 255)),
                () -> Pictures.writeLabels(folder.resolve("a.png"), labels(1, -1)),
                () -> Pictures.writeLabels(folder.resolve("a.jpg"), labels(1, 1)),
                () -> Pictures.writeFloats(
                        folder.resolve("a.png"), FloatVoxels.of(new Shape(1, 1, 1), new float[1][1])))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("cannot be written: ");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anImpossibleSizeTakesNoMemory() throws IOException {
        byte[] png = Files.readAllBytes(PictureSample.of(EXAMPLES, "g8.png").in(folder));
        png[16] = 0;
        png[17] = 0;
        png[18] = (byte) 0xb0;
        png[22] = (byte) 0xb0;
        Path file = Files.write(folder.resolve("bomb.png"), png);
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("claims a size of 45061 by 45059 pixels");
    }

    @Test
    void aBitmapThatClaimsMoreThanItHoldsTakesNoMemory() throws IOException {
        Path file = folder.resolve("bomb.bmp");
        Pictures.writeLabels(file, labels(1, 1, 2, 3));
        byte[] good = Files.readAllBytes(file);
        // Where the width's, the colours' and the pixels' number of bytes stand.
        for (int at : new int[] {20, 48, 36}) {
            byte[] bad = good.clone();
            bad[at] = 0x20;
            Files.write(file, bad);
            assertThatThrownBy(() -> Pictures.read(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(at == 20 ? "claims 2097155 by 2 pixels" : "impossible BMP header");
        }
    }

    @Test
    void whatIsNoPictureIsOneSentence() throws IOException {
        assertThatThrownBy(() -> Pictures.read(folder.resolve("none.png")))
                .hasMessage(folder.resolve("none.png") + ": there is no such file");
        assertThatThrownBy(() -> Pictures.read(folder)).hasMessage(folder + ": is no file");
        Path words = Files.writeString(folder.resolve("words.png"), "words");
        assertThatThrownBy(() -> Pictures.read(words)).isInstanceOf(FormatException.class);
    }
}
