package org.sagittal.preprocessing.reader;

import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * The image of one case as a network sees it before preprocessing: a (c, z, y, x) array of float32, its spacing, and where it lies.
 *
 * @param channels c arrays of one shape (z, y, x); a 2D image has z = 1
 * @param spacing millimetres (z, y, x) exactly as nnU-Net's reader reports them, e.g. z = 999 for pictures
 * @param placement what is needed to write a label map on the same grid
 */
public record CaseImages(List<FloatVoxels> channels, Spacing spacing, Placement placement) {
    /** Refuses a case without channels or with channels of different shapes. */
    public CaseImages {
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("channels must number at least 1, got 0");
        }
        for (FloatVoxels channel : channels) {
            if (!channel.shape().equals(channels.get(0).shape())) {
                throw new IllegalArgumentException(
                        "channels must have one shape, got " + channels.get(0).shape() + " and " + channel.shape());
            }
        }
    }

    /**
     * Extents of every channel.
     *
     * @return (z, y, x)
     */
    public Shape shape() {
        return channels.get(0).shape();
    }

    /**
     * The place of the image without the image: enough to write results on its grid, and next to nothing in memory.
     *
     * @return one channel of zeros, all of whose slices are the same array
     */
    public CaseImages withoutVoxels() {
        float[][] slices = new float[shape().z()][];
        Arrays.fill(slices, new float[shape().sliceVoxels()]);
        return new CaseImages(List.of(FloatVoxels.of(shape(), slices)), spacing, placement);
    }

    /**
     * Refuses voxels that are no numbers. One of them makes the mean of its channel NaN, and with it every voxel of the case, which nnU-Net goes
     * on with and predicts background; the fault is in the file, so it is told instead.
     *
     * @throws IllegalArgumentException if a channel holds NaN or infinities: how many, and where the first is
     */
    public void requireFinite() {
        for (int c = 0; c < channels.size(); c++) {
            FloatVoxels channel = channels.get(c);
            long odd = 0;
            String first = "";
            for (int z = 0; z < channel.shape().z(); z++) {
                float[] slice = channel.slice(z);
                if (allFinite(slice)) {
                    continue;
                }
                for (int i = 0; i < slice.length; i++) {
                    if (!Float.isFinite(slice[i])) {
                        int width = channel.shape().x();
                        first = odd++ > 0 ? first : "(" + z + ", " + i / width + ", " + i % width + ")";
                    }
                }
            }
            if (odd > 0) {
                throw new IllegalArgumentException("channel " + c + " holds " + odd
                        + " voxels that are NaN or infinite, the first at (z, y, x) = " + first
                        + "; repair the file, or put a value in their place with --replace-nonfinite 0");
            }
        }
    }

    /** A sum of products with zero is zero unless one of the numbers is none; without a branch in the loop it costs next to nothing. */
    private static boolean allFinite(float[] slice) {
        float sum = 0;
        for (float value : slice) {
            sum += value * 0;
        }
        return sum == 0;
    }
}
