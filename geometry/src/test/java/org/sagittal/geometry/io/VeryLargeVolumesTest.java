package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.volume.Shape;

/** Volumes of more than 2^31 voxels, as files with holes: their arithmetic, not their memory. */
class VeryLargeVolumesTest {
    @TempDir
    private Path folder;

    private Path sparse(String name, byte[] header, long dataBytes) throws IOException {
        Path file = Files.write(folder.resolve(name), header);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), header.length + dataBytes - 1);
        }
        return file;
    }

    @Test
    void aVolumeMayPass2To31Voxels() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 348).putShort(70, (short) 2).putShort(72, (short) 8).putFloat(108, 352);
        short[] extents = {3, 1300, 1300, 1300, 1, 1, 1, 1};
        for (int i = 0; i < extents.length; i++) {
            header.putShort(40 + 2 * i, extents[i]).putFloat(76 + 4 * i, 1);
        }
        header.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
        Path file = sparse("large.nii", header.array(), 1300L * 1300 * 1300);
        VolumeFormat format = VolumeFormats.of(file);
        assertThat(format.readHeader(file).grid().shape()).isEqualTo(new Shape(1300, 1300, 1300));
        assertThat(format.readHeader(file).grid().shape().voxels()).isEqualTo(2_197_000_000L);
        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("large.nii")
                .hasMessageContaining("GB");
    }

    @Test
    void aSliceOfMoreIsRefusedInASentence() throws IOException {
        String header = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 65536 65536 1\nencoding: raw\n\n";
        Path file = sparse("slice.nrrd", header.getBytes(StandardCharsets.US_ASCII), 65536L * 65536);
        assertThatThrownBy(() -> VolumeFormats.of(file).read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("slice.nrrd");
    }
}
