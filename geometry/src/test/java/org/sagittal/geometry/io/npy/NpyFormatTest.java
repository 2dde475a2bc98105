package org.sagittal.geometry.io.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;

class NpyFormatTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        Path file = folder.resolve("a.npy");
        NpyFormat.write(file, List.of(new float[] {1, 2.5f, -3}, new float[] {4, 5, 6}), 2, 1, 1, 3);

        NpyArray array = NpyFormat.read(file);

        assertThat(array.shape()).containsExactly(2, 1, 1, 3);
        assertThat(array.type()).isEqualTo(NpyArray.Type.FLOAT32);
        assertThat(array.floats()).containsExactly(1, 2.5f, -3, 4, 5, 6);
        assertThat(array.floatVoxels(1).shape()).isEqualTo(new Shape(1, 1, 3));
        assertThat(array.floatVoxels(1).slice(0)).containsExactly(4, 5, 6);
    }

    @Test
    void shortsKeepTheirSign() {
        Path file = folder.resolve("s.npy");
        NpyFormat.writeShorts(file, List.of(new short[] {-1, 0, 300}), 1, 1, 1, 3);

        assertThat(NpyFormat.read(file).longs()).containsExactly(-1, 0, 300);
        assertThat(NpyFormat.read(file).labelVoxels(0).slice(0)).containsExactly((short) -1, (short) 0, (short) 300);
    }

    @Test
    void valuesStartAtAMultipleOf64Bytes() throws IOException {
        Path file = folder.resolve("a.npy");
        NpyFormat.write(file, List.of(new float[] {1}), 1);
        assertThat(Files.size(file) - 4).isEqualTo(128);
        assertThat(new String(Files.readAllBytes(file), "ISO-8859-1"))
                .contains("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }");
    }

    @Test
    void everyTypeIsDecoded() throws IOException {
        assertThat(array("|u1", 200, 1).longs()).containsExactly(200, 1);
        assertThat(array("|i1", 200, 1).longs()).containsExactly(-56, 1);
        assertThat(array("|b1", 1, 0).longs()).containsExactly(1, 0);
        assertThat(array("<u2", 0x34, 0xf2).longs()).containsExactly(0xf234);
        assertThat(array(">i2", 0xff, 0xfe).longs()).containsExactly(-2);
        assertThat(array("<u4", 0, 0, 0, 0x80).longs()).containsExactly(1L << 31);
        assertThat(array("<f2", 0, 0x3c, 0, 0xc1).floats()).containsExactly(1, -2.5f);
        assertThat(array("<f8", 0, 0, 0, 0, 0, 0, 0xf8, 0x3f).doubles()).containsExactly(1.5);
        assertThat(array("<i8", 5, 0, 0, 0, 0, 0, 0, 0).longs()).containsExactly(5);
    }

    private NpyArray array(String descr, int... bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int itemBytes = descr.charAt(2) - '0';
        NpyFormat.header(out, descr, bytes.length / itemBytes);
        for (int b : bytes) {
            out.write(b);
        }
        Path file = folder.resolve("t.npy");
        Files.write(file, out.toByteArray());
        return NpyFormat.read(file);
    }

    @Test
    void gzippedArraysAreRead() throws IOException {
        Path file = folder.resolve("a.npy.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            NpyFormat.header(out, "<i2", 2);
            out.write(new byte[] {1, 0, 2, 0});
        }
        assertThat(NpyFormat.read(file).longs()).containsExactly(1, 2);
    }

    @Test
    void anArrayThatClaimsMoreThanTheFileHoldsTakesNoMemory() throws IOException {
        Path file = folder.resolve("big.npy");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyFormat.header(out, "<f8", 40000, 50000);
        Files.write(file, out.toByteArray());
        assertThatThrownBy(() -> NpyFormat.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("big.npy")
                .hasMessageContaining("claims an array of 16000000000 bytes");
    }

    @Test
    void aCutFileSaysSo() throws IOException {
        Path file = folder.resolve("cut.npy");
        NpyFormat.write(file, List.of(new float[100]), 100);
        byte[] all = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 9, 60, 128, 130, all.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(all, length));
            assertThatThrownBy(() -> NpyFormat.read(file))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining("cut.npy: ");
        }
    }

    @Test
    void objectsAreRefused() throws IOException {
        assertThatThrownBy(() -> array("|O8", 0, 0, 0, 0, 0, 0, 0, 0))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("'|O8'");
    }

    @Test
    void everyHalfSurvivesTheRoundTrip() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.toHalf(value)).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void halvesRoundToTheNearestAndTiesToEven() {
        assertThat(HalfFloat.toHalf(1 + 0x1p-11f)).isEqualTo((short) 0x3c00);
        assertThat(HalfFloat.toHalf(1 + 3 * 0x1p-11f)).isEqualTo((short) 0x3c02);
        assertThat(HalfFloat.toHalf(65519f)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.toHalf(65520f)).isEqualTo((short) 0x7c00);
        assertThat(HalfFloat.toHalf(-0x1p-25f)).isEqualTo((short) 0x8000);
        assertThat(HalfFloat.toHalf(0x1.8p-25f)).isEqualTo((short) 1);
    }

    @Test
    void goldensAreRead() {
        NpyArray mask = NpyFormat.read(SharedData.require("goldens/components/blobs.mask.npy.gz"));
        assertThat(mask.shape()).hasSize(3);
        assertThat(mask.longs()).containsOnly(0, 1);
    }

    @Test
    void aMissingFileSaysSo() {
        assertThatThrownBy(() -> NpyFormat.read(folder.resolve("none.npy")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("there is no such file");
    }
}
