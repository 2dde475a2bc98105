package org.sagittal.preprocessing.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** Makes small raw datasets: images of (2, 3, 4) voxels, spacing (3, 2, 1.5), labels 0, 1, 2. */
final class RawFolder {
    static final Shape SHAPE = new Shape(2, 3, 4);
    static final Spacing SPACING = new Spacing(3, 2, 1.5);
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    private final Path folder;

    RawFolder(Path folder) {
        this.folder = folder;
    }

    /** Two good cases of two channels. */
    static RawFolder good(Path folder) {
        RawFolder raw = new RawFolder(folder);
        raw.describe("{'channel_names': {'0': 'T1', '1': 'T2'}, 'labels': {'background': 0, 'b': 1, 'a': 2},"
                + " 'numTraining': 2, 'file_ending': '.nii.gz'}");
        for (String id : new String[] {"case_a", "case_b"}) {
            raw.image("imagesTr/" + id + "_0000.nii.gz", SHAPE, SPACING, Vec3.ZERO);
            raw.image("imagesTr/" + id + "_0001.nii.gz", SHAPE, SPACING, Vec3.ZERO);
            raw.label("labelsTr/" + id + ".nii.gz", 0, 1, 2);
        }
        return raw;
    }

    void describe(String json) {
        text("dataset.json", json.replace('\'', '"'));
    }

    void text(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void image(String name, Shape shape, Spacing spacing, Vec3 origin) {
        write(name, VoxelGrid.of(shape, spacing, origin, IDENTITY), SampleType.INT16, 1, 10, 20, 30);
    }

    void label(String name, double... values) {
        write(name, VoxelGrid.of(SHAPE, SPACING, Vec3.ZERO, IDENTITY), SampleType.FLOAT32, 1, values);
    }

    /** Values go round and round; each channel begins with one more. */
    void write(String name, VoxelGrid grid, SampleType type, int channels, double... values) {
        new NiftiFormat()
                .write(folder.resolve(name), VolumeHeader.forWriting(type, grid, 3, channels), (channel, z, into) -> {
                    for (int i = 0; i < into.length; i++) {
                        into[i] = values[(channel + i) % values.length];
                    }
                });
    }
}
