package org.sagittal.models.augment.label;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * What a loss compares a network's output to. Without regions one channel of labels (the ignore label among them); with regions one channel
 * of zeros and ones a region, in dataset order, and with an ignore label a last channel that is 1 where nobody annotated.
 *
 * <p>Smaller outputs get the label at the nearest voxel centre. Reference: nnU-Net's deep-supervision targets (torch's
 * {@code nearest-exact}), where the small extent is rint(extent * scale).
 *
 * @param regions the labels of each region; empty for plain labels
 * @param ignoreLabel label of voxels that nobody annotated; only used with regions
 */
public record LabelTargets(List<List<Integer>> regions, OptionalInt ignoreLabel) {
    /** Copies the lists. */
    public LabelTargets {
        regions = regions.stream().map(List::copyOf).toList();
    }

    /**
     * The targets of a dataset.
     *
     * @param scheme its labels
     * @return regions if it has any, else plain labels
     */
    public static LabelTargets of(LabelScheme scheme) {
        return new LabelTargets(scheme.hasRegions() ? scheme.foregroundRegions() : List.of(), scheme.ignoreLabel());
    }

    /**
     * Number of channels of a target.
     *
     * @return 1 for labels; the number of regions, plus one with an ignore label
     */
    public int channels() {
        return regions.isEmpty() ? 1 : regions.size() + (ignoreLabel.isPresent() ? 1 : 0);
    }

    /**
     * The extents of a target.
     *
     * @param patch extents of the network's input
     * @param scale share of each axis, (z, y, x), or (y, x) where z stays 1
     * @return rint(extent * share)
     */
    public static Shape shapeAt(Shape patch, List<Double> scale) {
        int skipped = 3 - scale.size();
        int[] extents = patch.toArray();
        for (int axis = skipped; axis < 3; axis++) {
            extents[axis] = (int) Math.rint(extents[axis] * scale.get(axis - skipped));
        }
        return Shape.of(extents);
    }

    /**
     * Writes the target of one sample.
     *
     * @param label (z, y, x) labels of the patch
     * @param patch extents of the patch
     * @param target extents of the target
     * @param into receives {@link #channels()} times (z, y, x) values
     * @param start index of the first
     */
    public void write(short[] label, Shape patch, Shape target, float[] into, int start) {
        short[] small = target.equals(patch) ? label : downsampled(label, patch, target);
        if (regions.isEmpty()) {
            for (int i = 0; i < small.length; i++) {
                into[start + i] = small[i];
            }
            return;
        }
        List<List<Integer>> channels = new ArrayList<>(regions);
        ignoreLabel.ifPresent(ignore -> channels.add(List.of(ignore)));
        for (int c = 0; c < channels.size(); c++) {
            boolean[] member = members(channels.get(c));
            int offset = start + c * small.length;
            for (int i = 0; i < small.length; i++) {
                into[offset + i] = small[i] >= 0 && small[i] < member.length && member[small[i]] ? 1 : 0;
            }
        }
    }

    /**
     * A label map with fewer voxels, each taking the label at its centre.
     *
     * @param label (z, y, x) labels
     * @param from extents of the labels
     * @param to extents of the result
     * @return (z, y, x) labels
     */
    static short[] downsampled(short[] label, Shape from, Shape to) {
        int[] z = nearest(from.z(), to.z());
        int[] y = nearest(from.y(), to.y());
        int[] x = nearest(from.x(), to.x());
        short[] small = new short[Math.toIntExact(to.voxels())];
        int i = 0;
        for (int sourceZ : z) {
            for (int sourceY : y) {
                int row = (sourceZ * from.y() + sourceY) * from.x();
                for (int sourceX : x) {
                    small[i++] = label[row + sourceX];
                }
            }
        }
        return small;
    }

    private static int[] nearest(int from, int to) {
        float scale = (float) from / to;
        int[] source = new int[to];
        for (int o = 0; o < to; o++) {
            source[o] = Math.min(from - 1, (int) (float) ((o + 0.5) * scale));
        }
        return source;
    }

    private static boolean[] members(List<Integer> labels) {
        int largest = labels.stream().mapToInt(Integer::intValue).max().orElse(0);
        boolean[] member = new boolean[Math.max(0, largest) + 1];
        labels.stream().filter(l -> l >= 0).forEach(l -> member[l] = true);
        return member;
    }
}
