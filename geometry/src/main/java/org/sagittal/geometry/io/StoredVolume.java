package org.sagittal.geometry.io;

import java.util.List;
import org.sagittal.geometry.volume.FloatVoxels;

/**
 * A volume as its file holds it: a (c, z, y, x) array of float32 and where it lies.
 *
 * @param header what the file says
 * @param channels one array of shape (z, y, x) a channel
 */
public record StoredVolume(VolumeHeader header, List<FloatVoxels> channels) {
    /** Refuses channels that do not fit the header. */
    public StoredVolume {
        channels = List.copyOf(channels);
        if (channels.size() != header.channels()) {
            throw new IllegalArgumentException(
                    "channels must number " + header.channels() + ", got " + channels.size());
        }
        for (FloatVoxels channel : channels) {
            if (!channel.shape().equals(header.grid().shape())) {
                throw new IllegalArgumentException(
                        "channels must have the grid's shape " + header.grid().shape() + ", got " + channel.shape());
            }
        }
    }
}
