package org.sagittal.models.augment.label;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sagittal.geometry.transform.ConnectedComponents;
import org.sagittal.geometry.transform.ConnectedComponents.Connectivity;
import org.sagittal.geometry.transform.ConnectedComponents.Rows;
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
        int columns = patch.shape().x();
        int rows = patch.shape().y();
        Rows set = (z, y, taker) -> {
            int row = (z * rows + y) * columns;
            taker.runs(columns, x -> values[row + x] != 0);
        };
        ConnectedComponents components = ConnectedComponents.of(patch.shape(), set, Connectivity.CORNERS);
        int[] small = IntStream.range(0, components.count())
                .filter(component -> components.voxels(component) < LARGEST_SHARE * values.length)
                .toArray();
        if (small.length > 0) {
            int chosen = small[choice.child(0).below(small.length)];
            components.forEachRun((component, z, y, from, to) -> {
                if (component == chosen) {
                    int row = (z * rows + y) * columns;
                    Arrays.fill(values, row + from, row + to, 0);
                }
            });
        }
        return patch;
    }
}
