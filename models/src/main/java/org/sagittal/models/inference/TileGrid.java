package org.sagittal.models.inference;

/**
 * Where tiles begin along an axis: evenly spread from 0 to size - patch, at most step * patch apart.
 *
 * <p>Reference: {@code compute_steps_for_sliding_window} of nnU-Net 2.8.1, nnunet.md 7.2.
 */
public final class TileGrid {
    private TileGrid() {}

    /**
     * The first voxel of each tile along one axis: n = ceil((size - patch) / (patch * step)) + 1 tiles, tile k at
     * rint(k * ((size - patch) / (n - 1))).
     *
     * @param size voxels of the padded image, at least the patch
     * @param patch voxels of a tile
     * @param step distance of neighbouring tiles at most, as a share of the patch, in (0, 1]
     * @return ascending starts; the last tile ends at size
     */
    public static int[] starts(int size, int patch, double step) {
        if (patch < 1 || size < patch) {
            throw new IllegalArgumentException(
                    "size must be at least the patch's " + patch + " voxels (pad the image), got " + size);
        }
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("step must be in (0, 1], got " + step);
        }
        int count = (int) Math.ceil((size - patch) / (patch * step)) + 1;
        int[] starts = new int[count];
        if (count > 1) {
            double distance = (double) (size - patch) / (count - 1);
            for (int k = 0; k < count; k++) {
                starts[k] = (int) Math.rint(distance * k);
            }
        }
        return starts;
    }
}
