package org.sagittal.preprocessing.image2d;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FormatException;

/** The ceiling for the memory of one file holds for pictures too. */
class PictureLimitsTest {
    private final long usual = VolumeLimits.ceilingBytes();

    @TempDir
    Path folder;

    @AfterEach
    void reset() {
        VolumeLimits.limitTo(usual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "g8.png", "b1.png", "g16.png", "palette.png", "rgb.png", "rgba16.png", "rgb-transparent.png", "b1.bmp",
                "g8.bmp", "palette.bmp", "rgb.bmp", "rgba.bmp", "g8.jpg", "progressive.jpg", "b1.pbm", "g8.pgm",
                "rgb.ppm", "g8.tif", "rgb.tif", "stack4.tif"
            })
    void aPictureBeyondTheCeilingIsRefused(String name) throws IOException {
        Path file = PictureSample.of("pictures.json", name).in(folder);
        Picture picture = Pictures.read(file);
        long numbers = picture.shape().voxels() * picture.colours().size();
        VolumeLimits.limitTo(40 * numbers);
        assertThat(Pictures.read(file).shape()).isEqualTo(picture.shape());
        VolumeLimits.limitTo(Float.BYTES * numbers - 1);
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(file + ": would take ")
                .hasMessageContaining("the ceiling is")
                .hasMessageContaining("--max-volume-gb");
        VolumeLimits.limitTo(picture.shape().sliceVoxels() * Double.BYTES - 1L);
        VolumeFormat format = VolumeFormats.of(file);
        assertThatThrownBy(() -> format.scan(file, (channel, z, values) -> {}))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("the ceiling is");
    }

    @Test
    void opacityCountsToo() throws IOException {
        Path file = PictureSample.of("pictures.json", "rgba.bmp").in(folder);
        Picture colours = Pictures.read(file);
        assertThat(colours.colours()).hasSize(3);
        VolumeLimits.limitTo(3L * Float.BYTES * colours.shape().sliceVoxels());
        assertThat(Pictures.read(file).colours()).hasSize(3);
        assertThatThrownBy(() -> BmpPicture.withOpacity(file, colours)).hasMessageContaining("the ceiling is");
    }

    @Test
    void theCeilingHoldsBeforeMemoryIsTaken() throws IOException {
        Path file = folder.resolve("large.bmp");
        int side = 40000;
        int rowBytes = side / 8;
        ByteBuffer head = ByteBuffer.allocate(62).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'B').put((byte) 'M').putInt(0).putInt(0).putInt(head.capacity());
        head.putInt(40).putInt(side).putInt(side).putShort((short) 1).putShort((short) 1);
        head.putInt(0).putInt(0).putInt(0).putInt(0).putInt(2).putInt(0);
        head.putInt(0x112233).putInt(0x445566);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(head.array());
            out.setLength(head.capacity() + (long) rowBytes * side); // zeros that take no room on the disk
        }
        VolumeLimits.limitTo(1L << 30);
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("would take 17.9 GB of memory, and the ceiling is 1.0 GB");
    }
}
