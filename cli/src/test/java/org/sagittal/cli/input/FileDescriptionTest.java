package org.sagittal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.image2d.Pictures;

class FileDescriptionTest {
    @TempDir
    Path folder;

    private static final LabelVoxels LABELS = LabelVoxels.of(new Shape(1, 1, 4), new short[][] {{0, 2, 2, 4}});
    private static final String VALUES = "\"values\":{\"min\":0.0,\"max\":4.0,\"mean\":2.0,\"std\":1.4142135623730951}";

    @Test
    void aVolume() {
        Path file = folder.resolve("v.nii.gz");
        VoxelGrid grid = VoxelGrid.of(
                LABELS.shape(), new Spacing(3, 2, 1.5), new Vec3(1, 2, 3), new double[] {1, 0, 0, 0, -1, 0, 0, 0, -1});
        new NiftiFormat().writeLabels(file, new LabelVolume(grid, LABELS), 3);
        assertThat(FileDescription.of(file).json())
                .hasToString("{\"format\":\"nifti1\",\"shape\":[1,1,4],\"components\":1,\"spacing\":[3.0,2.0,1.5],"
                        + "\"origin\":[1.0,2.0,3.0],\"direction\":[1.0,0.0,0.0,0.0,-1.0,0.0,0.0,0.0,-1.0],"
                        + "\"dtype\":\"uint8\"," + VALUES + "}");
    }

    @Test
    void peopleReadTheSameWithoutBrackets() {
        Path file = folder.resolve("p.png");
        Pictures.writeLabels(file, LABELS);
        assertThat(FileDescription.of(file).rows())
                .containsEntry("shape", "1, 1, 4 voxels (z, y, x)")
                .containsEntry("dtype", "uint8")
                .containsEntry("values", "min 0, max 4, mean 2, std 1.41421");
    }

    @Test
    void aPicture() {
        Path file = folder.resolve("p.png");
        Pictures.writeLabels(file, LABELS);
        assertThat(FileDescription.of(file).json())
                .hasToString("{\"format\":\"png\",\"shape\":[1,1,4],\"components\":1,\"spacing\":[1.0,1.0,1.0],"
                        + "\"origin\":[0.0,0.0,0.0],\"direction\":[1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,1.0],"
                        + "\"dtype\":\"uint8\"," + VALUES + "}");
    }

    @Test
    void valuesThatAreNotFinite() {
        Path file = folder.resolve("odd.nii");
        VoxelGrid grid = VoxelGrid.of(new Shape(1, 1, 4), Spacing.UNIT);
        double[] values = {1, Double.NaN, 3, Double.POSITIVE_INFINITY};
        new NiftiFormat()
                .write(
                        file,
                        VolumeHeader.forWriting(SampleType.FLOAT32, grid, 3, 1),
                        (c, z, into) -> System.arraycopy(values, 0, into, 0, 4));
        assertThat(FileDescription.of(file).json().get("values"))
                .hasToString("{\"min\":null,\"max\":null,\"mean\":null,\"std\":null,\"nonfinite\":2,"
                        + "\"finite\":{\"min\":1.0,\"max\":3.0,\"mean\":2.0,\"std\":1.0}}");
        values[1] = 1;
        new NiftiFormat()
                .write(
                        file,
                        VolumeHeader.forWriting(SampleType.FLOAT32, grid, 3, 1),
                        (c, z, into) -> System.arraycopy(values, 0, into, 0, 4));
        assertThat(FileDescription.of(file).json().get("values").toString())
                .startsWith("{\"min\":1.0,\"max\":\"inf\",\"mean\":\"inf\",\"std\":null,\"nonfinite\":1,");
    }

    @Test
    void neither() throws IOException {
        Path words = Files.writeString(folder.resolve("words.png"), "no picture");
        assertThatThrownBy(() -> FileDescription.of(words))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("words.png: ");
    }
}
