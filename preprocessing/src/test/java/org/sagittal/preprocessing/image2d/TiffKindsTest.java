package org.sagittal.preprocessing.image2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;

/** TIFFs of several blocks or pages, number by number. */
class TiffKindsTest {
    private static final String EXAMPLES = "tiff-kinds.json";
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int TILE_BYTE_COUNTS = 325;

    @TempDir
    Path folder;

    static Stream<PictureSample> examples() throws IOException {
        return PictureSample.of(EXAMPLES);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyNumberIsRead(PictureSample example) throws IOException {
        Path file = example.in(folder);
        VolumeHeader header = VolumeFormats.of(file).readHeader(file);
        JsonNode shape = example.json().get("shape");
        assertThat(header.channels()).isEqualTo(shape.get(0).intValue());
        assertThat(header.grid().shape())
                .isEqualTo(new Shape(
                        shape.get(1).intValue(),
                        shape.get(2).intValue(),
                        shape.get(3).intValue()));
        double[] expected = StreamSupport.stream(example.json().get("values").spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
        double tolerance = example.json().get("tolerance").doubleValue();
        assertThat(numbers(file)).containsExactly(expected, within(tolerance));
    }

    /** All numbers (c, z, y, x); NaN where no slice came. */
    private static double[] numbers(Path file) {
        VolumeFormat format = VolumeFormats.of(file);
        VolumeHeader header = format.readHeader(file);
        Shape shape = header.grid().shape();
        double[] numbers = new double[(int) shape.voxels() * header.channels()];
        java.util.Arrays.fill(numbers, Double.NaN);
        format.scan(
                file,
                (channel, z, values) -> System.arraycopy(
                        values, 0, numbers, (channel * shape.z() + z) * shape.sliceVoxels(), values.length));
        return numbers;
    }

    @Test
    void placesInUnlikePalettesAreLabels() throws IOException {
        Path file = PictureSample.of(EXAMPLES, "grey-then-colours.tif").in(folder);
        assertThat(new TiffFormat().readLabels(file).grid().shape()).isEqualTo(new Shape(2, 3, 4));
    }

    @Test
    void tablesOfJpegStreamsComeFromTheFileThatIsOpen() throws IOException {
        Path file = PictureSample.of(EXAMPLES, "jpeg-tiles.tif").in(folder);
        Path copy = Files.copy(file, folder.resolve("copy.tif"));
        TiffPicture picture = new TiffPicture(file);
        Files.delete(file);
        try (RandomAccessFile in = new RandomAccessFile(copy.toFile(), "r")) {
            double[][] planes = picture.readPage(in, picture.pages().get(0));
            assertThat(planes).hasDimensions(3, 21 * 19);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-tiles.tif", "jpeg-libtiff.tif", "jpeg-rgb.tif", "jpeg-padded.tif"})
    void aStreamThatIsCutShortIsRefused(String name) throws IOException {
        Path file = PictureSample.of(EXAMPLES, name).in(folder);
        double[] whole = numbers(file);
        byte[] bytes = Files.readAllBytes(file);
        cutFirstBlock(bytes, 2);
        Files.write(file, bytes);
        // Only the end mark is missing, which nobody minds.
        assertThat(numbers(file)).containsExactly(whole);
        cutFirstBlock(bytes, 12);
        Files.write(file, bytes);
        assertThatThrownBy(() -> numbers(file))
                .isInstanceOf(FormatException.class)
                .hasMessage(file + ": is cut short: a strip or tile ends within its JPEG stream");
        assertThatThrownBy(() -> Pictures.read(file)).hasMessageContaining("is cut short");
    }

    /** Makes the first block of the first page shorter by some bytes. */
    private static void cutFirstBlock(byte[] tiff, int by) {
        ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(4);
        for (int i = 0; i < bytes.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            int tag = bytes.getShort(entry) & 0xffff;
            if (tag != STRIP_BYTE_COUNTS && tag != TILE_BYTE_COUNTS) {
                continue;
            }
            boolean isShort = bytes.getShort(entry + 2) == 3;
            boolean inline = bytes.getInt(entry + 4) * (isShort ? 2 : 4) <= 4;
            int at = inline ? entry + 8 : bytes.getInt(entry + 8);
            int count = isShort ? bytes.getShort(at) & 0xffff : bytes.getInt(at);
            if (isShort) {
                bytes.putShort(at, (short) (count - by));
            } else {
                bytes.putInt(at, count - by);
            }
            return;
        }
        throw new AssertionError("no sizes of blocks");
    }
}
