package org.sagittal.models.augment.intensity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;

/**
 * Convolves channels with a separable Gaussian whose kernel has the odd number of values nearest to 6 sigma + 0.5; the image is continued
 * by reflection about its border voxels.
 *
 * <p>Reference: nnU-Net's Gaussian blur (batchgeneratorsv2 0.3.6).
 *
 * @param sigmasVoxels per channel the width along (z, y, x) in voxels; 0 leaves an axis, an empty list the channel as it is
 */
public record GaussianBlur(List<List<Double>> sigmasVoxels) implements Transform {
    /** Chance that a patch is considered. */
    public static final double CHANCE = 0.2;

    /** Chance of each channel of such a patch. */
    public static final double CHANNEL_CHANCE = 0.5;

    /** Smallest width drawn, in voxels. */
    public static final double SIGMA_LOW = 0.5;

    /** End of the widths drawn, in voxels. */
    public static final double SIGMA_HIGH = 1;

    /** Copies the lists; refuses widths that are negative or not three. */
    public GaussianBlur {
        sigmasVoxels = sigmasVoxels.stream().map(List::copyOf).toList();
        for (List<Double> sigmas : sigmasVoxels) {
            if ((sigmas.size() != 3 && !sigmas.isEmpty()) || sigmas.stream().anyMatch(s -> !(s >= 0))) {
                throw new IllegalArgumentException(
                        "sigmasVoxels must hold 3 widths (z, y, x) or none a channel, none negative, got " + sigmas);
            }
        }
    }

    /**
     * Draws which channels are blurred, and a width for each of them and each axis, uniform in [0.5, 1).
     *
     * @param random a stream of this draw's own
     * @param channels number of image channels
     * @param dimensions 2: the z axis is left alone; 3
     * @return the change, with probability 0.2 if any channel is drawn
     */
    public static Optional<Transform> draw(RandomStream random, int channels, int dimensions) {
        if (!random.chance(CHANCE)) {
            return Optional.empty();
        }
        List<List<Double>> drawn = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            List<Double> sigmas = new ArrayList<>();
            if (random.chance(CHANNEL_CHANCE)) {
                for (int axis = 0; axis < 3; axis++) {
                    boolean left = axis == 0 && dimensions == 2;
                    sigmas.add(left ? 0.0 : random.uniform(SIGMA_LOW, SIGMA_HIGH));
                }
            }
            drawn.add(sigmas);
        }
        return drawn.stream().allMatch(List::isEmpty) ? Optional.empty() : Optional.of(new GaussianBlur(drawn));
    }

    /**
     * The kernel of a width.
     *
     * @param sigmaVoxels above 0
     * @return an odd number of weights that sum to 1
     */
    static float[] kernel(double sigmaVoxels) {
        double wanted = 6 * sigmaVoxels + 0.5;
        int size = (int) Math.rint(wanted);
        if (size % 2 == 0) {
            size += wanted >= size ? 1 : -1;
        }
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = (i - size / 2) / sigmaVoxels;
            weights[i] = Math.exp(-0.5 * distance * distance);
            sum += weights[i];
        }
        float[] kernel = new float[size];
        for (int i = 0; i < size; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }

    @Override
    public TrainingPatch apply(TrainingPatch patch) {
        FactorRange.requireOneEach("sigmasVoxels", sigmasVoxels, patch.channels());
        float[] kept = null;
        for (int c = 0; c < patch.channels(); c++) {
            List<Double> sigmas = sigmasVoxels.get(c);
            for (int axis = 0; axis < sigmas.size(); axis++) {
                if (sigmas.get(axis) > 0) {
                    kept = kept == null ? new float[patch.voxels()] : kept;
                    float[] channel = patch.image(c);
                    System.arraycopy(channel, 0, kept, 0, kept.length);
                    blur(kept, channel, patch.shape(), axis, kernel(sigmas.get(axis)));
                }
            }
        }
        return patch;
    }

    private static void blur(float[] from, float[] into, Shape shape, int axis, float[] kernel) {
        Arrays.fill(into, 0);
        if (axis == 2) {
            blurRows(from, into, shape.x(), kernel);
            return;
        }
        int block = axis == 0 ? shape.sliceVoxels() : shape.x();
        int count = axis == 0 ? shape.z() : shape.y();
        Weighing weighing = new Weighing(from, into, block);
        for (int group = 0; group < into.length; group += block * count) {
            for (int i = 0; i < count; i++) {
                for (int k = 0; k < kernel.length; k++) {
                    int source = reflected(i + k - kernel.length / 2, count);
                    weighing.add(group + source * block, group + i * block, kernel[k]);
                }
            }
        }
    }

    private static void blurRows(float[] from, float[] into, int length, float[] kernel) {
        int reach = kernel.length / 2;
        float[] padded = new float[length + 2 * reach];
        Weighing weighing = new Weighing(padded, into, length);
        for (int start = 0; start < from.length; start += length) {
            for (int i = 0; i < reach; i++) {
                padded[i] = from[start + reflected(i - reach, length)];
                padded[length + reach + i] = from[start + reflected(length + i, length)];
            }
            System.arraycopy(from, start, padded, reach, length);
            for (int k = 0; k < kernel.length; k++) {
                weighing.add(k, start, kernel[k]);
            }
        }
    }

    /** Adds weighted blocks of consecutive values: the inner loop, which the compiler turns into vector instructions. */
    private record Weighing(float[] from, float[] into, int length) {
        void add(int source, int target, float weight) {
            for (int i = 0; i < length; i++) {
                into[target + i] += weight * from[source + i];
            }
        }
    }

    /** Reflects about the border voxels as often as needed, so that arrays shorter than the kernel work too. */
    private static int reflected(int index, int count) {
        if (count == 1) {
            return 0;
        }
        int period = 2 * (count - 1);
        int folded = Math.floorMod(index, period);
        return folded < count ? folded : period - folded;
    }
}
