package org.sagittal.preprocessing.crop;

import java.util.List;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A box of an array with its axes in another order: out(v) = in(start + v with axis a of v taken along axis order[a]). Always a copy.
 *
 * <p>The input is walked slice by slice, so that an exchange of axes stays inside what the processor's cache holds.
 */
public final class TurnedCrop {
    private final Box box;
    private final int[] order;
    private final Shape out;

    private TurnedCrop(Box box, int[] order) {
        this.box = box;
        this.order = order.clone();
        this.out = box.shape().transposed(order);
    }

    /**
     * Plans a crop.
     *
     * @param box part of the input that is kept, input axis order
     * @param order axis a of the output is axis order[a] of the input
     * @return the crop
     */
    public static TurnedCrop of(Box box, List<Integer> order) {
        return new TurnedCrop(box, order.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Extents of the output.
     *
     * @return the box's extents in the output's axis order
     */
    public Shape shape() {
        return out;
    }

    /**
     * The box in the output's axis order.
     *
     * @return the same voxels
     */
    public Box turnedBox() {
        return new Box(
                box.start(order[0]),
                box.start(order[1]),
                box.start(order[2]),
                box.end(order[0]),
                box.end(order[1]),
                box.end(order[2]));
    }

    /**
     * Crops intensities.
     *
     * @param voxels (z, y, x), input axis order
     * @return (z)(y * x) of {@link #shape()}, free to be changed
     */
    public float[][] crop(FloatVoxels voxels) {
        float[][] slices = new float[out.z()][out.sliceVoxels()];
        walk(voxels.shape(), (z, from, step, to, at, stride, count) -> {
            float[] source = voxels.slice(z);
            float[] target = slices[to];
            for (int i = 0, f = from, t = at; i < count; i++, f += step, t += stride) {
                target[t] = source[f];
            }
        });
        return slices;
    }

    /**
     * Crops labels, marking background outside the nonzero region with -1.
     *
     * @param labels (z, y, x), input axis order
     * @param region of the image the labels belong to
     * @return (z)(y * x) of {@link #shape()}, free to be changed
     */
    public short[][] crop(LabelVoxels labels, NonzeroRegion region) {
        short[][] slices = new short[out.z()][out.sliceVoxels()];
        short[] marked = new short[labels.shape().sliceVoxels()];
        int[] held = {-1};
        walk(labels.shape(), (z, from, step, to, at, stride, count) -> {
            if (held[0] != z) {
                System.arraycopy(labels.slice(z), 0, marked, 0, marked.length);
                region.markOutside(z, marked);
                held[0] = z;
            }
            short[] target = slices[to];
            for (int i = 0, f = from, t = at; i < count; i++, f += step, t += stride) {
                target[t] = marked[f];
            }
        });
        return slices;
    }

    /** Copies voxels that are equally spaced in one slice of the input and in one slice of the output. */
    @FunctionalInterface
    private interface Line {
        void copy(int z, int from, int step, int to, int at, int stride, int count);
    }

    private void walk(Shape in, Line line) {
        int[] back = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            back[order[axis]] = axis;
        }
        int[] steps = {0, in.x(), 1};
        int[] strides = {0, out.x(), 1};
        int[] at = new int[3];
        // Lines run along the output's fastest axis that is not the input's slice axis and not the output's slice axis.
        int lineAxis = back[0] == 0 ? 2 : back[0] == 1 ? 2 : 1;
        int otherAxis = 3 - back[0] - lineAxis;
        int count = out.axis(lineAxis);
        for (int z = 0; z < box.shape().z(); z++) {
            for (int other = 0; other < out.axis(otherAxis); other++) {
                at[back[0]] = z;
                at[otherAxis] = other;
                at[lineAxis] = 0;
                int from = (box.startY() + at[back[1]]) * in.x() + box.startX() + at[back[2]];
                int to = at[1] * out.x() + at[2];
                line.copy(box.startZ() + z, from, steps[order[lineAxis]], at[0], to, strides[lineAxis], count);
            }
        }
    }
}
