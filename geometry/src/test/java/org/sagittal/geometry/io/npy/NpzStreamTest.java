package org.sagittal.geometry.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;

final class NpzStreamTest {
    @TempDir
    private Path folder;

    private Path written(int slices, int length) {
        Path file = folder.resolve("case.npz");
        NpzFormat.write(
                file,
                "probabilities",
                values -> {
                    for (int i = 0; i < slices; i++) {
                        float[] slice = new float[length];
                        Arrays.fill(slice, i + 0.25f);
                        values.put(slice);
                    }
                },
                slices,
                length);
        return file;
    }

    private Path zipped(String entry, String descr, byte[] values, int... shape) throws IOException {
        Path file = folder.resolve("other.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            NpyFormat.header(zip, descr, shape);
            zip.write(values);
        }
        return file;
    }

    @Test
    void readsWhatWasWrittenPieceByPiece() {
        try (NpzStream stream = NpzStream.open(written(3, 40_000), "probabilities")) {
            assertThat(stream.shape()).containsExactly(3, 40_000);
            float[] slice = new float[40_000];
            for (int i = 0; i < 3; i++) {
                stream.next(slice);
                assertThat(slice).containsOnly(i + 0.25f);
            }
        }
    }

    @Test
    void halfAndDoubleAndBigEndianValuesBecomeFloats() throws IOException {
        byte[] half = {0x00, 0x3c, 0x00, (byte) 0xc0};
        byte[] real = ByteBuffer.allocate(16)
                .order(ByteOrder.BIG_ENDIAN)
                .putDouble(1)
                .putDouble(-2)
                .array();

        assertThat(values(zipped("p.npy", "<f2", half, 2))).containsExactly(1, -2);
        assertThat(values(zipped("p.npy", ">f8", real, 2))).containsExactly(1, -2);
    }

    private static float[] values(Path file) {
        try (NpzStream stream = NpzStream.open(file, "p")) {
            float[] values = new float[stream.shape()[0]];
            stream.next(values);
            return values;
        }
    }

    @Test
    void aShapeThatTheFileCannotHoldIsRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = zipped("p.npy", "<f4", new byte[8], 100_000, 100_000, 1000);

        assertThatThrownBy(() -> NpzStream.open(file, "p"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("cannot hold more");
    }

    @Test
    void aShapeBeyondAllNumbersIsRefused() throws IOException {
        int most = Integer.MAX_VALUE;
        Path file = zipped("p.npy", "<f4", new byte[8], most, most, most, most);

        assertThatThrownBy(() -> NpzStream.open(file, "p")).hasMessageContaining("no file holds so many elements");
    }

    @Test
    void integersAndMissingArraysAreRefusedByName() throws IOException {
        assertThatThrownBy(() -> NpzStream.open(zipped("p.npy", "<i4", new byte[4], 1), "p"))
                .hasMessageContaining("INT32");
        assertThatThrownBy(() -> NpzStream.open(zipped("softmax.npy", "<f4", new byte[4], 1), "p"))
                .hasMessageContaining("softmax.npy");
    }

    @Test
    void bytesAfterTheArrayAreDamage() throws IOException {
        Path file = zipped("p.npy", "<f4", new byte[12], 2);

        assertThatThrownBy(() -> values(file)).hasMessageContaining("bytes follow");
    }

    @Test
    void aFlippedBitAndAFileCutShortAreOneSentence() throws IOException {
        byte[] whole = Files.readAllBytes(stored());
        byte[] flipped = whole.clone();
        flipped[200] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.npz"), flipped);

        assertThatThrownBy(() -> values(damaged))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("checksum");
        for (int length = 0; length < whole.length; length += 7) {
            Path cut = Files.write(folder.resolve("cut.npz"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> values(cut)).isInstanceOf(FormatException.class);
        }
    }

    /** Not deflated, so that a flipped bit is no broken stream. */
    private Path stored() throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        NpyFormat.header(array, "<f4", 100);
        array.write(new byte[400]);
        Path file = folder.resolve("stored.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("p.npy"));
            zip.write(array.toByteArray());
        }
        return file;
    }
}
