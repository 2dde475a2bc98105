package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;

/** Volumes of more than 2^31 voxels, as files whose zeros take no room on the disk. */
class LargeVolumesTest {
    private static final Shape SHAPE = new Shape(1100, 1024, 2048);
    private static final long VOXELS = 1100L * 1024 * 2048;

    @TempDir
    Path folder;

    private record Sample(String name, byte[] head) {}

    private static List<Sample> samples() {
        return List.of(
                new Sample("a.nii", nifti()),
                new Sample("a.mgh", mgh()),
                new Sample(
                        "a.nrrd",
                        text("NRRD0004\ntype: uchar\ndimension: 3\nsizes: 2048 1024 1100\nencoding: raw\n\n")),
                new Sample(
                        "a.mha",
                        text(
                                "NDims = 3\nDimSize = 2048 1024 1100\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n")));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] nifti() {
        ByteBuffer out = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, 348).putShort(40, (short) 3);
        out.putShort(42, (short) 2048).putShort(44, (short) 1024).putShort(46, (short) 1100);
        out.putShort(70, (short) 2).putFloat(108, 352);
        return out.put(344, (byte) 'n')
                .put(345, (byte) '+')
                .put(346, (byte) '1')
                .array();
    }

    private static byte[] mgh() {
        return ByteBuffer.allocate(284)
                .putInt(1)
                .putInt(2048)
                .putInt(1024)
                .putInt(1100)
                .putInt(1)
                .array();
    }

    @Test
    void areReadAsFarAsSomeoneWants() throws IOException {
        for (Sample sample : samples()) {
            Path file = Files.write(folder.resolve(sample.name), sample.head);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(sample.head.length + VOXELS);
                sparse.seek(sample.head.length + 2048L * 1024 * 2 + 5);
                sparse.write(7);
            }
            VolumeFormat format = VolumeFormats.of(file);
            assertThat(format.readHeader(file).grid().shape()).isEqualTo(SHAPE);
            assertThat(SHAPE.voxels()).isGreaterThan(1L << 31);
            assertTooLarge(format, file);
            assertThatThrownBy(() -> format.scan(file, (channel, z, values) -> {
                        if (z == 2) {
                            assertThat(values[5]).isEqualTo(7);
                            throw new IllegalStateException("seen enough of " + sample.name);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("seen enough of " + sample.name);
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(sample.head.length + VOXELS - 1);
            }
            assertThatThrownBy(() -> format.readHeader(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining("asks for");
            Files.delete(file);
        }
    }

    private static void assertTooLarge(VolumeFormat format, Path file) {
        long before = VolumeLimits.limitTo(VOXELS);
        try {
            assertThatThrownBy(() -> format.read(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("GB");
        } finally {
            VolumeLimits.limitTo(before);
        }
    }

    @Test
    void aSliceOfMoreIsRefusedInASentence() throws IOException {
        byte[] head = text("NRRD0004\ntype: uint8\ndimension: 3\nsizes: 65536 65536 1\nencoding: raw\n\n");
        Path file = Files.write(folder.resolve("slice.nrrd"), head);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(head.length + 65536L * 65536);
        }
        long before = VolumeLimits.limitTo(Long.MAX_VALUE);
        try {
            assertThatThrownBy(() -> VolumeFormats.of(file).read(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessage(file + ": has slices of 4294967296 numbers; at most 2^31 are read");
        } finally {
            VolumeLimits.limitTo(before);
        }
    }
}
