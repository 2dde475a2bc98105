package org.sagittal.preprocessing.crop;

import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.transform.HoleFilling;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * Where an image holds anything: the voxels at which some channel is not zero, with enclosed zeros added, and their tight box. An image
 * of zeros has the whole array as its box and no voxel inside.
 *
 * <p>Reference: nnU-Net v2, {@code crop_to_nonzero}. A picture of one slice never has enclosed zeros, as all its voxels touch the
 * border.
 */
public final class NonzeroRegion {
    /** The label of background outside the region. */
    public static final short OUTSIDE = -1;

    private final Shape shape;
    private final Box box;
    private final boolean[][] inside;

    private NonzeroRegion(Shape shape, Box box, boolean[][] inside) {
        this.shape = shape;
        this.box = box;
        this.inside = inside;
    }

    /**
     * Finds the region of an image.
     *
     * @param channels arrays of one shape (z, y, x); a voxel belongs to the region if any is not zero, NaN included
     * @return the region
     */
    public static NonzeroRegion of(List<FloatVoxels> channels) {
        Shape shape = channels.get(0).shape();
        boolean[][] inside = new boolean[shape.z()][];
        boolean zeros = false;
        for (int z = 0; z < shape.z(); z++) {
            inside[z] = new boolean[shape.sliceVoxels()];
            zeros |= mark(channels, z, inside[z]);
        }
        if (!zeros) {
            return new NonzeroRegion(shape, Box.of(shape), inside);
        }
        // Filling adds nothing outside the tight box, so the box may be found first.
        Box box = tightBox(shape, inside);
        HoleFilling.fill(shape, inside);
        return new NonzeroRegion(shape, box, inside);
    }

    private static boolean mark(List<FloatVoxels> channels, int z, boolean[] inside) {
        for (FloatVoxels channel : channels) {
            float[] slice = channel.slice(z);
            for (int i = 0; i < inside.length; i++) {
                inside[i] |= slice[i] != 0;
            }
        }
        for (boolean voxel : inside) {
            if (!voxel) {
                return true;
            }
        }
        return false;
    }

    private static Box tightBox(Shape shape, boolean[][] inside) {
        int[] low = {shape.z(), shape.y(), shape.x()};
        int[] high = {-1, -1, -1};
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                int start = y * shape.x();
                int first = indexOfTrue(inside[z], start, start + shape.x());
                if (first >= 0) {
                    int last = lastIndexOfTrue(inside[z], start, start + shape.x());
                    low[0] = Math.min(low[0], z);
                    low[1] = Math.min(low[1], y);
                    low[2] = Math.min(low[2], first - start);
                    high[0] = Math.max(high[0], z);
                    high[1] = Math.max(high[1], y);
                    high[2] = Math.max(high[2], last - start);
                }
            }
        }
        return high[0] < 0 ? Box.of(shape) : new Box(low[0], low[1], low[2], high[0] + 1, high[1] + 1, high[2] + 1);
    }

    private static int indexOfTrue(boolean[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (values[i]) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndexOfTrue(boolean[] values, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (values[i]) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The tight box around the region.
     *
     * @return the whole array for an image of zeros
     */
    public Box box() {
        return box;
    }

    /**
     * Extents of the array the region was found in.
     *
     * @return (z, y, x)
     */
    public Shape shape() {
        return shape;
    }

    /**
     * What part of the array the box is.
     *
     * @return voxels of the box / voxels of the array, in (0, 1]
     */
    public double relativeSize() {
        return (double) box.shape().voxels() / shape.voxels();
    }

    /**
     * Which voxels of a slice lie in the region.
     *
     * @param z slice of the uncropped array
     * @return a copy, (y * x)
     */
    public boolean[] slice(int z) {
        return Arrays.copyOf(inside[z], inside[z].length);
    }

    /**
     * Marks background outside the region: a label of 0 there becomes -1, other labels stay.
     *
     * @param z slice of the uncropped array
     * @param labels (y * x) labels of the uncropped slice, changed in place
     */
    public void markOutside(int z, short[] labels) {
        boolean[] slice = inside[z];
        for (int i = 0; i < slice.length; i++) {
            if (!slice[i] && labels[i] == 0) {
                labels[i] = OUTSIDE;
            }
        }
    }
}
