package org.sagittal.models.augment.label;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Removes one connected component of a channel of zeros and ones, chosen uniformly among those with less than 15 % of the patch's voxels.
 * Voxels that touch at a corner are connected. Without such a component nothing happens.
 *
 * <p>Reference: nnU-Net's removal of random components for cascades (batchgeneratorsv2 0.3.6), never refilled with another class.
 *
 * @param channel the image channel
 * @param choice the stream that the component is chosen with; each use starts it anew
 */
public record ComponentRemoval(int channel, RandomStream choice) implements Transform {
    /** Share of a patch from which on a component is too large to be removed. */
    public static final double LARGEST_SHARE = 0.15;

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        float[] values = patch.image(channel);
        int[] component = new int[values.length];
        int[] queue = new int[values.length];
        List<Integer> small = new ArrayList<>();
        int found = 0;
        for (int voxel = 0; voxel < values.length; voxel++) {
            if (values[voxel] != 0 && component[voxel] == 0) {
                int size = flood(values, patch.shape(), component, queue, new int[] {voxel, ++found});
                if (size < LARGEST_SHARE * values.length) {
                    small.add(found);
                }
            }
        }
        if (!small.isEmpty()) {
            int chosen = small.get(choice.child(0).below(small.size()));
            for (int voxel = 0; voxel < values.length; voxel++) {
                values[voxel] = component[voxel] == chosen ? 0 : values[voxel];
            }
        }
        return patch;
    }

    /** Numbers one component; {@code seed} is its first voxel and its number. Returns its size. */
    private static int flood(float[] values, Shape shape, int[] component, int[] queue, int[] seed) {
        int head = 0;
        int tail = 0;
        queue[tail++] = seed[0];
        component[seed[0]] = seed[1];
        int[] neighbours = new int[27];
        while (head < tail) {
            int count = neighbours(queue[head++], shape, neighbours);
            for (int k = 0; k < count; k++) {
                int next = neighbours[k];
                if (values[next] != 0 && component[next] == 0) {
                    component[next] = seed[1];
                    queue[tail++] = next;
                }
            }
        }
        return tail;
    }

    private static int neighbours(int voxel, Shape shape, int[] into) {
        int x = voxel % shape.x();
        int y = voxel / shape.x() % shape.y();
        int z = voxel / shape.x() / shape.y();
        int count = 0;
        for (int nz = Math.max(0, z - 1); nz <= Math.min(shape.z() - 1, z + 1); nz++) {
            for (int ny = Math.max(0, y - 1); ny <= Math.min(shape.y() - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(shape.x() - 1, x + 1); nx++) {
                    into[count++] = (nz * shape.y() + ny) * shape.x() + nx;
                }
            }
        }
        return count;
    }
}
