package org.sagittal.preprocessing.image2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** What Pillow 12 refuses of damaged JPEGs is refused; what it reads is read. */
class DamagedJpegTest {
    private static final byte[] GARBAGE = "belongs to nothing".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_MARK = {(byte) 0xff, (byte) 0xd9};

    /** About half of the pixels. */
    private static final int MANY = 1000;

    @TempDir
    Path folder;

    private byte[] whole(boolean progressive) throws IOException {
        if (progressive) {
            return PictureSample.of("pictures.json", "progressive.jpg").bytes();
        }
        Path file = folder.resolve("whole.jpg");
        VoxelGrid grid =
                VoxelGrid.of(new Shape(1, 40, 40), Spacing.UNIT, Vec3.ZERO, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        Random random = new Random(5);
        new JpegFormat().write(file, VolumeHeader.forWriting(SampleType.UINT8, grid, 2, 1), (channel, z, into) -> {
            for (int i = 0; i < into.length; i++) {
                into[i] = random.nextInt(256);
            }
        });
        return Files.readAllBytes(file);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatIsCutShortIsRefused(boolean progressive) throws IOException {
        byte[] whole = whole(progressive);
        Path file = folder.resolve("cut.jpg");
        for (int missing : new int[] {1, 2, 20, MANY}) {
            if (progressive && missing == MANY) {
                continue; // that would cut off a table too, which the decoder misses itself
            }
            Files.write(file, Arrays.copyOf(whole, whole.length - missing));
            for (Runnable reading : List.<Runnable>of(
                    () -> Pictures.read(file), () -> new JpegFormat().scan(file, (channel, z, values) -> {}))) {
                assertThatThrownBy(reading::run)
                        .as("%d bytes missing", missing)
                        .isInstanceOf(FormatException.class)
                        .hasMessage(file + ": is cut short: it ends before the mark at the end of a JPEG");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bytesThatBelongToNothingHarmNobody(boolean progressive) throws IOException {
        byte[] whole = whole(progressive);
        int end = whole.length - END_MARK.length;
        assertThat(Arrays.copyOfRange(whole, end, whole.length)).isEqualTo(END_MARK);
        // The first segment, of JFIF, begins after the mark at the start.
        int second = 4 + ((whole[4] & 0xff) << 8 | whole[5] & 0xff);
        Path file = Files.write(folder.resolve("whole.jpg"), whole);
        float[] numbers = first(file);
        for (byte[] harmless : List.of(
                joined(whole, GARBAGE),
                joined(whole, new byte[5000]),
                joined(whole, whole),
                joined(Arrays.copyOf(whole, end), GARBAGE, END_MARK),
                joined(Arrays.copyOf(whole, second), GARBAGE, Arrays.copyOfRange(whole, second, whole.length)),
                joined(
                        Arrays.copyOf(whole, second),
                        new byte[] {-1, -1, -1},
                        Arrays.copyOfRange(whole, second, whole.length)))) {
            Files.write(file, harmless);
            assertThat(first(file)).containsExactly(numbers);
            double[] scanned = new double[numbers.length];
            new JpegFormat().scan(file, (channel, z, values) -> {
                if (channel == 0) {
                    System.arraycopy(values, 0, scanned, 0, values.length);
                }
            });
            for (int i = 0; i < numbers.length; i++) {
                assertThat(scanned[i]).isEqualTo(numbers[i]);
            }
        }
    }

    private static float[] first(Path file) {
        FloatVoxels colour = Pictures.read(file).colours().get(0);
        return colour.slice(0).clone();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingPixelsBeforeAnEndMarkAreReadAsPillowReadsThem(boolean progressive) throws IOException {
        byte[] whole = whole(progressive);
        Path file = folder.resolve("hole.jpg");
        Files.write(file, joined(Arrays.copyOf(whole, whole.length - (progressive ? 20 : MANY)), END_MARK));
        assertThat(first(file)).hasSize(progressive ? 17 * 20 : 40 * 40);
    }
}
