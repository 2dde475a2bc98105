package org.sagittal.evaluation.testing;

import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** Small label volumes for tests: written out in text, or read from files. */
public final class TestLabels {
    private TestLabels() {}

    /** A volume from text: slices apart by "/", rows by a blank, one digit a voxel. */
    public static LabelVolume of(Spacing spacing, String text) {
        String[] slices = text.strip().split("\\s*/\\s*");
        String[][] rows = new String[slices.length][];
        short[][] voxels = new short[slices.length][];
        for (int z = 0; z < slices.length; z++) {
            rows[z] = slices[z].split("\\s+");
            String all = String.join("", rows[z]);
            voxels[z] = new short[all.length()];
            for (int i = 0; i < all.length(); i++) {
                voxels[z][i] = (short) Character.digit(all.charAt(i), 36);
            }
        }
        return volume(new Shape(slices.length, rows[0].length, rows[0][0].length()), spacing, voxels);
    }

    /** A volume whose voxels a function gives. */
    public static LabelVolume of(Shape shape, Spacing spacing, VoxelFunction function) {
        short[][] voxels = new short[shape.z()][shape.sliceVoxels()];
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                for (int x = 0; x < shape.x(); x++) {
                    voxels[z][y * shape.x() + x] = (short) function.at(z, y, x);
                }
            }
        }
        return volume(shape, spacing, voxels);
    }

    /** The label of a voxel. */
    public interface VoxelFunction {
        int at(int z, int y, int x);
    }

    private static LabelVolume volume(Shape shape, Spacing spacing, short[][] voxels) {
        return new LabelVolume(VoxelGrid.of(shape, spacing), LabelVoxels.of(shape, voxels));
    }

    /** Reads a golden: NIfTI, or an 8-bit PNG. */
    public static LabelVolume read(Path file) {
        try {
            return file.toString().endsWith(".png")
                    ? png(file)
                    : VolumeFormats.of(file).readLabels(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static LabelVolume png(Path file) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        Shape shape = new Shape(1, raster.getHeight(), raster.getWidth());
        return of(shape, Spacing.UNIT, (z, y, x) -> raster.getSample(x, y, 0));
    }
}
