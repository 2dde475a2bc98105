package org.sagittal.preprocessing.image2d;

import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A picture, or a stack of pages, as a (c, z, y, x) array of the numbers in its file.
 *
 * @param colours c arrays (pages, y, x): grey, or red, green, blue and perhaps opacity
 * @param type how the file stores a number
 */
public record Picture(List<FloatVoxels> colours, SampleType type) {
    /** Refuses a picture without colours or with colours of different shapes. */
    public Picture {
        colours = List.copyOf(colours);
        if (colours.isEmpty()) {
            throw new IllegalArgumentException("colours must number at least 1, got 0");
        }
        for (FloatVoxels colour : colours) {
            if (!colour.shape().equals(colours.get(0).shape())) {
                throw new IllegalArgumentException(
                        "colours must have one shape, got " + colours.get(0).shape() + " and " + colour.shape());
            }
        }
    }

    static Picture ofPlanes(int height, int width, float[][] planes, SampleType type) {
        Shape shape = new Shape(1, height, width);
        return new Picture(
                java.util.Arrays.stream(planes)
                        .map(plane -> FloatVoxels.of(shape, new float[][] {plane}))
                        .toList(),
                type);
    }

    /**
     * Extents of every colour.
     *
     * @return (pages, y, x)
     */
    public Shape shape() {
        return colours.get(0).shape();
    }
}
