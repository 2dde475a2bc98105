package org.sagittal.preprocessing.reader;

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
}
