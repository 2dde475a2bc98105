package org.sagittal.preprocessing.image2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.SliceSource;
import org.sagittal.geometry.io.ValueStatistics;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** Pictures as volumes: what SimpleITK and tifffile read, and what is written comes back. */
class PictureVolumesTest {
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    private static final Spacing SPACING = new Spacing(1, 0.5, 0.3);

    private static final String EXAMPLES = "picture-volumes.json";

    @TempDir
    Path folder;

    static Stream<PictureSample> examples() throws IOException {
        return PictureSample.of(EXAMPLES);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isReadAsOthersReadIt(PictureSample example) throws IOException {
        Path file = example.in(folder);
        VolumeFormat format = VolumeFormats.of(file);
        VolumeHeader header = format.readHeader(file);
        JsonNode expected = example.json();
        assertThat(header.grid().shape().toArray()).containsExactly(ints(expected.get("shape")));
        assertThat(header.channels()).isEqualTo(expected.get("components").intValue());
        assertThat(header.dimensions()).isEqualTo(expected.get("dimensions").intValue());
        assertThat(header.type().numpyName()).isEqualTo(expected.get("dtype").textValue());
        double[] mm = header.grid().spacing().toArrayMm();
        for (int axis = 0; axis < 3; axis++) {
            double wanted = expected.get("spacing").get(axis).doubleValue();
            assertThat(mm[axis]).isCloseTo(wanted, within(1e-6 * wanted));
        }
        assertThat(header.grid().originMm()).isEqualTo(Vec3.ZERO);
        assertThat(header.grid().direction()).containsExactly(IDENTITY);
        ValueStatistics values = format.statistics(file);
        close(values.min(), expected.get("min"));
        close(values.max(), expected.get("max"));
        close(values.mean(), expected.get("mean"));
        close(values.std(), expected.get("std"));
        close(weighted(format, file, header), expected.get("weighted"));
    }

    private static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    private static void close(double actual, JsonNode expected) {
        double wanted = expected.doubleValue();
        assertThat(actual).isCloseTo(wanted, within(1e-9 * Math.abs(wanted) + 1e-12));
    }

    private static double weighted(VolumeFormat format, Path file, VolumeHeader header) {
        long channelVoxels = header.grid().shape().voxels();
        double[] sum = {0};
        format.scan(file, (channel, z, values) -> {
            long first = channel * channelVoxels + (long) z * values.length;
            for (int i = 0; i < values.length; i++) {
                sum[0] += values[i] * ((first + i) % 7 + 1);
            }
        });
        return sum[0];
    }

    private static VolumeHeader colours(SampleType type, int count) {
        return new VolumeHeader("", type, VolumeHeader.Voxel.COLOUR, grid(1), 2, count);
    }

    private static VoxelGrid grid(int slices) {
        return VoxelGrid.of(new Shape(slices, 3, 5), SPACING, Vec3.ZERO, IDENTITY);
    }

    /** Every value differs from every other. */
    private static final SliceSource COUNTING = (channel, z, into) -> {
        for (int i = 0; i < into.length; i++) {
            into[i] = 60 * channel + 15 * z + i;
        }
    };

    @ParameterizedTest
    @CsvSource({
        "c.png, UINT8, 3, true", "c.png, UINT8, 4, true", "c.png, UINT16, 2, true", "c.png, UINT16, 3, true",
        "c.bmp, UINT8, 3, false", "c.tif, UINT8, 3, true", "c.tif, UINT16, 4, true", "c.tif, FLOAT32, 3, true"
    })
    void coloursComeBack(String name, SampleType type, int count, boolean keepsSpacing) {
        Path file = folder.resolve(name);
        VolumeFormat format = VolumeFormats.forWriting(file);
        format.write(file, colours(type, count), COUNTING);
        VolumeHeader header = VolumeFormats.of(file).readHeader(file);
        assertThat(header.type()).isEqualTo(type);
        assertThat(header.channels()).isEqualTo(count);
        assertThat(header.voxel()).isEqualTo(VolumeHeader.Voxel.COLOUR);
        assertThat(header.dimensions()).isEqualTo(2);
        assertThat(header.grid().spacing()).isEqualTo(keepsSpacing ? SPACING : Spacing.UNIT);
        boolean[] seen = new boolean[count];
        format.scan(file, (channel, z, values) -> {
            double[] wanted = new double[15];
            COUNTING.slice(channel, z, wanted);
            assertThat(values).containsExactly(wanted);
            seen[channel] = true;
        });
        assertThat(seen).containsOnly(true);
    }

    @Test
    void aJpegIsAlmostWhatWasWritten() {
        Path file = folder.resolve("c.jpg");
        VolumeFormat format = VolumeFormats.forWriting(file);
        for (int count : new int[] {1, 3}) {
            format.write(file, colours(SampleType.UINT8, count), (channel, z, into) -> Arrays.fill(into, 90));
            VolumeHeader header = VolumeFormats.of(file).readHeader(file);
            assertThat(header.format()).isEqualTo("jpeg");
            assertThat(header.channels()).isEqualTo(count);
            assertThat(format.statistics(file).mean()).isCloseTo(90, within(1.0));
        }
        LabelVolume labels = new LabelVolume(grid(1), LabelVoxels.of(grid(1).shape(), new short[1][15]));
        assertThatThrownBy(() -> format.writeLabels(file, labels, 2))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("JPEG changes values");
    }

    @ParameterizedTest
    @CsvSource({"l.png, true", "l.bmp, false", "l.tif, true"})
    void labelsComeBackOnTheirPixels(String name, boolean keepsSpacing) {
        Path file = folder.resolve(name);
        short[] values = {0, 1, 2, 254, 0, 1, 0, 0, 0, 7, 0, 0, 0, 0, 9};
        LabelVoxels voxels = LabelVoxels.of(grid(1).shape(), new short[][] {values});
        VolumeFormats.forWriting(file).writeLabels(file, new LabelVolume(grid(1), voxels), 2);
        LabelVolume back = VolumeFormats.of(file).readLabels(file);
        assertThat(back.voxels().slice(0)).containsExactly(values);
        assertThat(back.grid().spacing()).isEqualTo(keepsSpacing ? SPACING : Spacing.UNIT);
    }

    @Test
    void bitsAndPalettesAreOtherLabelsThanIntensities() throws IOException {
        Path bits = example("b1.png").in(folder);
        VolumeFormat png = VolumeFormats.of(bits);
        assertThat(png.statistics(bits).max()).isEqualTo(255);
        assertThat(png.readLabels(bits).voxels().slice(0)).contains((short) 1).doesNotContain((short) 255);
        Path palette = example("palette.tif").in(folder);
        VolumeFormat tiff = VolumeFormats.of(palette);
        assertThat(tiff.readHeader(palette).channels()).isEqualTo(3);
        assertThat(tiff.readLabels(palette).voxels().slice(0)).startsWith((short) 3, (short) 4, (short) 11);
        Path colours = example("rgb.png").in(folder);
        assertThatThrownBy(() -> png.readLabels(colours))
                .hasMessageContaining("has 3 colours; a label map must be grey");
        Path tiffColours = example("rgb.tif").in(folder);
        assertThatThrownBy(() -> tiff.readLabels(tiffColours)).hasMessageContaining("holds 3 numbers a voxel");
    }

    private static PictureSample example(String name) throws IOException {
        return PictureSample.of(EXAMPLES, name);
    }

    @Test
    void aSidecarSaysTheSpacing() throws IOException {
        byte[] bytes = example("ij.tif").bytes();
        Path label = Files.write(folder.resolve("case.tif"), bytes);
        Path image = Files.write(folder.resolve("case_0000.tif"), bytes);
        Path other = Files.write(folder.resolve("other_0000.tif"), bytes);
        Files.writeString(folder.resolve("case.json"), "{\"spacing\": [4, 5, 6]}");
        Files.writeString(folder.resolve("other.json"), "{\"anything\": 1}");
        TiffFormat format = new TiffFormat();
        assertThat(format.readHeader(label).grid().spacing()).isEqualTo(new Spacing(4, 5, 6));
        assertThat(format.readHeader(image).grid().spacing()).isEqualTo(new Spacing(4, 5, 6));
        assertThat(format.readHeader(other).grid().spacing()).isEqualTo(new Spacing(3, 0.5, 0.25));
        Files.writeString(folder.resolve("other.json"), "{\"spacing\": [0, 1, 1]}");
        assertThatThrownBy(() -> format.readHeader(other))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("other.json: spacing must be positive");
    }

    @Test
    void imageJsLargeStacksHaveOneDirectory() throws IOException {
        Path file = folder.resolve("large.tif");
        byte[] one = example("ij.tif").bytes();
        // The same pages, with only the first directory: the pixels of all follow each other.
        int second = java.nio.ByteBuffer.wrap(one)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(4);
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(one).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int fields = bytes.getShort(second);
        bytes.putInt(second + 2 + 12 * fields, 0);
        Files.write(file, one);
        VolumeHeader header = new TiffFormat().readHeader(file);
        assertThat(header.grid().shape()).isEqualTo(new Shape(2, 3, 4));
        assertThat(new TiffFormat().statistics(file).mean())
                .isCloseTo(example("ij.tif").json().get("mean").doubleValue(), within(1e-9));
    }

    @Test
    void whatAPictureCannotHoldIsRefused() {
        for (Runnable call : java.util.List.<Runnable>of(
                () -> write("a.png", VolumeHeader.forWriting(SampleType.UINT8, grid(2), 3, 1)),
                () -> write("a.png", colours(SampleType.FLOAT32, 3)),
                () -> write("a.bmp", colours(SampleType.UINT8, 4)),
                () -> write("a.jpg", colours(SampleType.UINT16, 3)),
                () -> new PnmFormat().write(folder.resolve("a.pgm"), colours(SampleType.UINT8, 1), COUNTING))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("cannot be written: ");
        }
        assertThatThrownBy(() -> new PngFormat()
                        .write(
                                folder.resolve("a.png"),
                                colours(SampleType.UINT8, 1),
                                (c, z, into) -> Arrays.fill(into, 256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uint8");
        assertThat(folder).isEmptyDirectory();
    }

    private void write(String name, VolumeHeader header) {
        Path file = folder.resolve(name);
        VolumeFormats.forWriting(file).write(file, header, COUNTING);
    }
}
