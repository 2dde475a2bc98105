package org.sagittal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.reader.Placement;

/** A raw dataset of bright boxes in noise, so small that nnU-Net's plans for it make small networks. */
public final class TinyDataset {
    /** Extents of every image. */
    public static final Shape SHAPE = new Shape(8, 20, 20);

    private static final ImageReader WRITER = ImageReaders.byName("SimpleITKIO");

    private TinyDataset() {}

    /**
     * Writes a dataset.
     *
     * @param parent takes the folder {@code Dataset007_Boxes}
     * @param training cases {@code box_0}, ... with labels
     * @param test cases {@code test_0}, ... in imagesTs and labelsTs
     * @return the dataset's folder
     * @throws IOException if it cannot be written
     */
    public static Path write(Path parent, int training, int test) throws IOException {
        return write(parent, training, test, SHAPE);
    }

    /**
     * Writes a dataset of larger images, whose boxes stay as small as they are.
     *
     * @param parent takes the folder {@code Dataset007_Boxes}
     * @param training cases {@code box_0}, ... with labels
     * @param test cases {@code test_0}, ... in imagesTs and labelsTs
     * @param shape extents of every image
     * @return the dataset's folder
     * @throws IOException if it cannot be written
     */
    public static Path write(Path parent, int training, int test, Shape shape) throws IOException {
        Path raw = Files.createDirectories(parent.resolve("Dataset007_Boxes"));
        for (int i = 0; i < training; i++) {
            writeCase(raw, "Tr", "box_" + i, new SplittableRandom(i), shape);
        }
        for (int i = 0; i < test; i++) {
            writeCase(raw, "Ts", "test_" + i, new SplittableRandom(100 + i), shape);
        }
        Files.writeString(raw.resolve("dataset.json"), """
                {"channel_names": {"0": "noise"}, "labels": {"background": 0, "box": 1}, "numTraining": %d,
                 "file_ending": ".nii.gz"}""".formatted(training));
        return raw;
    }

    private static void writeCase(Path raw, String set, String id, SplittableRandom random, Shape shape)
            throws IOException {
        float[][] image = new float[shape.z()][shape.sliceVoxels()];
        short[][] label = new short[shape.z()][shape.sliceVoxels()];
        int y0 = random.nextInt(2, 8);
        int x0 = random.nextInt(2, 8);
        for (int z = 0; z < shape.z(); z++) {
            for (int i = 0; i < shape.sliceVoxels(); i++) {
                int y = i / shape.x();
                int x = i % shape.x();
                boolean inside = z > 1 && z < 7 && y >= y0 && y < y0 + 9 && x >= x0 && x < x0 + 8;
                image[z][i] = (float) (1 + random.nextDouble() + (inside ? 3 : 0));
                label[z][i] = (short) (inside ? 1 : 0);
            }
        }
        VoxelGrid grid = VoxelGrid.of(shape, new Spacing(1, 1, 1));
        FloatVoxels voxels = FloatVoxels.of(shape, image);
        CaseImages like = new CaseImages(List.of(voxels), grid.spacing(), new Placement.World(grid, 3));
        Files.createDirectories(raw.resolve("images" + set));
        Files.createDirectories(raw.resolve("labels" + set));
        WRITER.writeIntensities(voxels, like, raw.resolve("images" + set).resolve(id + "_0000.nii.gz"));
        WRITER.writeLabel(
                LabelVoxels.of(shape, label), like, raw.resolve("labels" + set).resolve(id + ".nii.gz"));
    }
}
