package org.sagittal.preprocessing.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** Values survive a change of format, also those that rescaling has made of the stored numbers. */
class VolumeConversionTest {
    private static final int SLOPE_AT = 112;
    private static final int INTERCEPT_AT = 116;

    @TempDir
    Path folder;

    /** Stored numbers 0 to 7, and what the header says they stand for. */
    private Path scaled(SampleType type, float slope, float intercept) throws IOException {
        VoxelGrid grid = VoxelGrid.of(
                new Shape(2, 2, 2), new Spacing(3, 2, 1), new Vec3(5, -6, 7), new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        Path file = folder.resolve("scaled.nii");
        new NiftiFormat().write(file, VolumeHeader.forWriting(type, grid, 3, 1), (channel, z, into) -> {
            for (int i = 0; i < into.length; i++) {
                into[i] = 4 * z + i;
            }
        });
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(SLOPE_AT, slope).putFloat(INTERCEPT_AT, intercept);
        return Files.write(file, bytes.array());
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8, 0.25, 0, FLOAT32", "INT16, 1, 0.5, FLOAT32", "UINT8, -1, 0, FLOAT32", "UINT8, 100, 0, FLOAT32",
        "INT32, 0.25, 0, FLOAT32", "INT16, 2, -1024, INT16", "FLOAT64, 0.25, 1, FLOAT64", "INT16, 1, 0, INT16"
    })
    void rescaledValuesAreNotRoundedToTheStoredType(SampleType stored, float slope, float intercept, SampleType written)
            throws IOException {
        Path source = scaled(stored, slope, intercept);
        for (String name : new String[] {"a.nii.gz", "a.nrrd", "a.mha"}) {
            Path target = folder.resolve(name);
            VolumeConversion.run(source, VolumeFormats.of(source), target);
            VolumeFormat format = VolumeFormats.of(target);
            assertThat(format.readHeader(target).type()).as(name).isEqualTo(written);
            assertThat(format.readHeader(target).grid())
                    .usingRecursiveComparison()
                    .isEqualTo(VolumeFormats.of(source).readHeader(source).grid());
            format.scan(target, (channel, z, values) -> {
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).isEqualTo(slope * (4 * z + i) + intercept);
                }
            });
        }
    }

    @Test
    void whatATargetCannotHoldIsRefused() throws IOException {
        Path source = scaled(SampleType.UINT8, 0.25f, 0);
        Path target = folder.resolve("a.png");
        assertThatThrownBy(() -> VolumeConversion.run(source, VolumeFormats.of(source), target))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a.png");
        assertThat(target).doesNotExist();
    }
}
