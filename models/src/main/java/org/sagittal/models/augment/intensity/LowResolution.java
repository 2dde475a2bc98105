package org.sagittal.models.augment.intensity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Makes channels look as if taken at a lower resolution: nearest-neighbour down to rint(extent * scale) voxels, linear up again, voxel
 * centres kept both ways.
 *
 * <p>Reference: nnU-Net's simulation of low resolution (batchgeneratorsv2 0.3.6), torch's {@code nearest-exact} and {@code trilinear}.
 *
 * @param scales per channel the share of voxels kept along (z, y, x), in (0, 1]; an empty list leaves the channel as it is
 */
public record LowResolution(List<List<Double>> scales) implements Transform {
    /** Chance that a patch is considered. */
    public static final double CHANCE = 0.25;

    /** Chance of each channel of such a patch. */
    public static final double CHANNEL_CHANCE = 0.5;

    /** Smallest scale drawn. */
    public static final double SCALE_LOW = 0.5;

    /** Copies the lists; refuses scales outside (0, 1] or not three. */
    public LowResolution {
        scales = scales.stream().map(List::copyOf).toList();
        for (List<Double> scale : scales) {
            if ((scale.size() != 3 && !scale.isEmpty()) || scale.stream().anyMatch(s -> !(s > 0 && s <= 1))) {
                throw new IllegalArgumentException(
                        "scales must hold 3 values in (0, 1] or none a channel, got " + scale);
            }
        }
    }

    /**
     * Draws which channels are changed, and one scale for each of them, uniform in [0.5, 1).
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @param withinSlices whether the z axis keeps its voxels: 2D, and 3D of few slices
     * @return the change, with probability 0.25 if any channel is drawn
     */
    public static Optional<Transform> draw(RandomStream random, int channels, boolean withinSlices) {
        if (!random.chance(CHANCE)) {
            return Optional.empty();
        }
        List<List<Double>> drawn = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            if (random.chance(CHANNEL_CHANCE)) {
                double scale = random.uniform(SCALE_LOW, 1);
                drawn.add(List.of(withinSlices ? 1 : scale, scale, scale));
            } else {
                drawn.add(Collections.emptyList());
            }
        }
        return drawn.stream().allMatch(List::isEmpty) ? Optional.empty() : Optional.of(new LowResolution(drawn));
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        FactorRange.requireOneEach("scales", scales, patch.channels());
        for (int c = 0; c < patch.channels(); c++) {
            List<Double> scale = scales.get(c);
            if (!scale.isEmpty()) {
                lower(patch.image(c), patch.shape(), scale);
            }
        }
        return patch;
    }

    /** Along x and y the small array is widened row by row and slice by slice, along z on the way back into the channel. */
    private static void lower(float[] channel, Shape shape, List<Double> scale) {
        LowResolutionAxis z = LowResolutionAxis.of(shape.z(), scale.get(0));
        LowResolutionAxis y = LowResolutionAxis.of(shape.y(), scale.get(1));
        LowResolutionAxis x = LowResolutionAxis.of(shape.x(), scale.get(2));
        int slice = shape.sliceVoxels();
        float[] rows = new float[y.size() * shape.x()];
        float[] slices = new float[z.size() * slice];
        for (int k = 0; k < z.size(); k++) {
            for (int j = 0; j < y.size(); j++) {
                int source = (z.kept()[k] * shape.y() + y.kept()[j]) * shape.x();
                int target = j * shape.x();
                for (int i = 0; i < shape.x(); i++) {
                    float left = channel[source + x.kept()[x.before()[i]]];
                    float right = channel[source + x.kept()[x.after()[i]]];
                    rows[target + i] = left + x.fraction()[i] * (right - left);
                }
            }
            widen(rows, slices, k * slice, y, shape.x());
        }
        widen(slices, channel, 0, z, slice);
    }

    /** Linear interpolation between blocks of consecutive values. */
    private static void widen(float[] from, float[] into, int intoStart, LowResolutionAxis axis, int block) {
        for (int o = 0; o < axis.before().length; o++) {
            int before = axis.before()[o] * block;
            int after = axis.after()[o] * block;
            int target = intoStart + o * block;
            float fraction = axis.fraction()[o];
            for (int i = 0; i < block; i++) {
                into[target + i] = from[before + i] + fraction * (from[after + i] - from[before + i]);
            }
        }
    }
}
