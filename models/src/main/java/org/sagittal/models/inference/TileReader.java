package org.sagittal.models.inference;

import java.util.List;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;

/** Copies tiles out of an image; where a tile leaves the image, it holds 0. */
final class TileReader {
    private final List<FloatVoxels> channels;
    private final Shape patch;
    private final TilePadding padding;

    TileReader(List<FloatVoxels> channels, Shape patch, TilePadding padding) {
        this.channels = channels;
        this.patch = patch;
        this.padding = padding;
    }

    /**
     * One batch.
     *
     * @param tiles N places in the padded image
     * @return (N, C, patch), row-major
     */
    float[] read(List<Tile> tiles) {
        int voxels = Math.toIntExact(patch.voxels());
        float[] batch = new float[Math.multiplyExact(Math.multiplyExact(tiles.size(), channels.size()), voxels)];
        int at = 0;
        for (Tile tile : tiles) {
            for (FloatVoxels channel : channels) {
                copy(channel, tile, batch, at);
                at += voxels;
            }
        }
        return batch;
    }

    private void copy(FloatVoxels channel, Tile tile, float[] batch, int offset) {
        Shape image = channel.shape();
        int imageX = tile.x() - padding.startX();
        int fromX = Math.max(imageX, 0);
        int toX = Math.min(imageX + patch.x(), image.x());
        for (int z = 0; z < patch.z(); z++) {
            int imageZ = tile.z() + z - padding.startZ();
            if (imageZ < 0 || imageZ >= image.z()) {
                continue;
            }
            float[] slice = channel.slice(imageZ);
            for (int y = 0; y < patch.y(); y++) {
                int imageY = tile.y() + y - padding.startY();
                if (imageY >= 0 && imageY < image.y() && toX > fromX) {
                    int to = offset + (z * patch.y() + y) * patch.x() + fromX - imageX;
                    System.arraycopy(slice, imageY * image.x() + fromX, batch, to, toX - fromX);
                }
            }
        }
    }
}
