package org.sagittal.planner.selection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.npy.NpzFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.reader.Placement;

/** Folders of label maps and probabilities that are written as digits: one row of voxels a line, one slice. */
final class TinyFolders {
    static final String TWO_CLASSES = """
            {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "a": 1, "b": 2}, "numTraining": 2,
             "file_ending": ".nii.gz"}""";
    private static final ImageReader READER = ImageReaders.byName("SimpleITKIO");

    private TinyFolders() {}

    static LabelVoxels voxels(String digits) {
        String[] rows = digits.strip().split("\n");
        short[] values = new short[rows.length * rows[0].length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0');
        }
        return LabelVoxels.of(new Shape(1, rows.length, rows[0].length()), new short[][] {values});
    }

    static String digits(Path file) {
        LabelVoxels labels = READER.readLabel(file);
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < labels.shape().y(); y++) {
            for (int x = 0; x < labels.shape().x(); x++) {
                text.append(labels.at(0, y, x));
            }
            text.append('\n');
        }
        return text.toString().strip();
    }

    static void label(Path folder, String id, String digits) {
        LabelVoxels voxels = voxels(digits);
        VoxelGrid grid = VoxelGrid.of(voxels.shape(), new Spacing(3, 1, 1));
        FloatVoxels image =
                FloatVoxels.of(voxels.shape(), new float[1][voxels.shape().sliceVoxels()]);
        READER.writeLabel(
                voxels,
                new CaseImages(List.of(image), grid.spacing(), new Placement.World(grid, 3)),
                folder.resolve(id + ".nii.gz"));
    }

    /** One array a class. */
    static void probabilities(Path folder, String id, int width, float[]... classes) {
        NpzFormat.write(
                folder.resolve(id + ".npz"),
                "probabilities",
                values -> {
                    for (float[] one : classes) {
                        values.put(one);
                    }
                },
                classes.length,
                1,
                classes[0].length / width,
                width);
    }

    static Path dataset(Path folder, String json) {
        return text(folder.resolve("dataset.json"), json);
    }

    static Path text(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
