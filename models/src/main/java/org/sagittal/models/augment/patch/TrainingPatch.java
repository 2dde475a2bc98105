package org.sagittal.models.augment.patch;

import org.sagittal.geometry.volume.Shape;

/**
 * A piece of a preprocessed case on its way into a batch: C image channels and L label channels on one small grid, each a flat array of
 * (z, y, x) values, x fastest. 2D patches have z = 1.
 *
 * <p>Unlike finished volumes a patch is consumed: a {@link Transform} may write into its arrays, and who hands a patch to one must not
 * use it afterwards. One thread at a time.
 */
public final class TrainingPatch {
    private final Shape shape;
    private final float[][] image;
    private final short[][] labels;

    /**
     * Takes over arrays, without a copy.
     *
     * @param shape extents of every channel
     * @param image C arrays of z * y * x intensities, (C, z, y, x)
     * @param labels L arrays of z * y * x labels, (L, z, y, x); the second, where there is one, is the previous stage's
     * @throws IllegalArgumentException if an array does not have the shape
     */
    public TrainingPatch(Shape shape, float[][] image, short[][] labels) {
        int voxels = Math.toIntExact(shape.voxels());
        for (float[] channel : image) {
            requireLength(shape, voxels, channel.length);
        }
        for (short[] channel : labels) {
            requireLength(shape, voxels, channel.length);
        }
        this.shape = shape;
        this.image = image.clone();
        this.labels = labels.clone();
    }

    /**
     * Extents of every channel.
     *
     * @return (z, y, x)
     */
    public Shape shape() {
        return shape;
    }

    /**
     * Number of voxels of a channel.
     *
     * @return z * y * x
     */
    public int voxels() {
        return (int) shape.voxels();
    }

    /**
     * Number of image channels.
     *
     * @return C
     */
    public int channels() {
        return image.length;
    }

    /**
     * One image channel.
     *
     * @param channel from 0
     * @return the backing array, (z, y, x), x fastest
     */
    public float[] image(int channel) {
        return image[channel];
    }

    /**
     * Number of label channels.
     *
     * @return L
     */
    public int labelChannels() {
        return labels.length;
    }

    /**
     * One label channel.
     *
     * @param channel from 0
     * @return the backing array, (z, y, x), x fastest
     */
    public short[] label(int channel) {
        return labels[channel];
    }

    private static void requireLength(Shape shape, int voxels, int length) {
        if (length != voxels) {
            throw new IllegalArgumentException(
                    "each channel must hold " + voxels + " values for shape " + shape + ", got " + length);
        }
    }
}
