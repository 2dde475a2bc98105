package org.sagittal.preprocessing;

import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * The way back from the network's grid to the file's: everything {@link Preprocessor} did to a case's geometry, written down while it
 * was done.
 *
 * <p>Back means: resample from {@code networkShape} to {@link #shapeAfterCropping()} with {@code probabilities}, decode, put into an
 * array of {@code shapeBeforeCropping} at {@code box}, undo the transposition.
 *
 * @param transposeForward axis a of the network's array is axis transposeForward[a] of the file's array
 * @param shapeBeforeCropping whole array, transposed order
 * @param box the part that was kept ({@code bbox_used_for_cropping}), transposed order
 * @param networkShape the array the network sees, transposed order
 * @param fileSpacing spacing as the reader gave it, file order
 * @param networkSpacing spacing of the network's array, transposed order
 * @param probabilities how network outputs are resampled on the way back
 */
public record Restoration(
        List<Integer> transposeForward,
        Shape shapeBeforeCropping,
        Box box,
        Shape networkShape,
        Spacing fileSpacing,
        Spacing networkSpacing,
        ResamplingSpec probabilities) {

    /** Refuses a box that leaves the array, and axes that are no permutation. */
    public Restoration {
        transposeForward = List.copyOf(transposeForward);
        if (transposeForward.size() != 3 || !transposeForward.containsAll(List.of(0, 1, 2))) {
            throw new IllegalArgumentException(
                    "transposeForward must be a permutation of 0, 1, 2, got " + transposeForward);
        }
        for (int axis = 0; axis < 3; axis++) {
            if (box.start(axis) < 0 || box.end(axis) > shapeBeforeCropping.axis(axis)) {
                throw new IllegalArgumentException("box must lie inside the array " + shapeBeforeCropping + ", got ["
                        + box.start(axis) + ", " + box.end(axis) + ") along axis " + axis);
            }
        }
    }

    /**
     * Extents after cropping and before resampling.
     *
     * @return (z, y, x), transposed order
     */
    public Shape shapeAfterCropping() {
        return box.shape();
    }

    /**
     * The file's spacing in the network's axis order.
     *
     * @return (z, y, x), transposed order
     */
    public Spacing spacingBeforeResampling() {
        return fileSpacing.transposed(axisOrder());
    }

    /**
     * Extents of the file's array.
     *
     * @return (z, y, x), file order
     */
    public Shape fileShape() {
        return shapeBeforeCropping.transposed(transposeBackward());
    }

    /**
     * The permutation that undoes {@code transposeForward}.
     *
     * @return axis a of the file's array is axis transposeBackward[a] of the network's array
     */
    public int[] transposeBackward() {
        int[] backward = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            backward[transposeForward.get(axis)] = axis;
        }
        return backward;
    }

    /**
     * Puts labels of the cropped region back into the whole array and undoes the transposition. Outside the region lies background, 0.
     *
     * @param cropped labels of {@link #shapeAfterCropping()}, transposed order
     * @return labels of {@link #fileShape()}, file order; the same object if nothing was cropped or transposed
     */
    public LabelVoxels toFileGrid(LabelVoxels cropped) {
        if (!cropped.shape().equals(shapeAfterCropping())) {
            throw new IllegalArgumentException(
                    "labels must have the shape after cropping " + shapeAfterCropping() + ", got " + cropped.shape());
        }
        if (inPlace()) {
            return cropped;
        }
        Shape target = fileShape();
        short[][] slices = new short[target.z()][target.sliceVoxels()];
        int[] order = axisOrder();
        Shape shape = cropped.shape();
        int[] at = new int[3];
        for (int z = 0; z < shape.z(); z++) {
            for (int y = 0; y < shape.y(); y++) {
                at[order[0]] = z + box.startZ();
                at[order[1]] = y + box.startY();
                for (int x = 0; x < shape.x(); x++) {
                    at[order[2]] = x + box.startX();
                    slices[at[0]][at[1] * target.x() + at[2]] = cropped.slice(z)[y * shape.x() + x];
                }
            }
        }
        return LabelVoxels.of(target, slices);
    }

    /**
     * Puts values of the cropped region back into the whole array and undoes the transposition. Outside the region lies 0.
     *
     * @param cropped values of {@link #shapeAfterCropping()}, transposed order
     * @return values of {@link #fileShape()}, file order; the same object if nothing was cropped or transposed
     */
    public FloatVoxels toFileGrid(FloatVoxels cropped) {
        if (!cropped.shape().equals(shapeAfterCropping())) {
            throw new IllegalArgumentException(
                    "values must have the shape after cropping " + shapeAfterCropping() + ", got " + cropped.shape());
        }
        if (inPlace()) {
            return cropped;
        }
        Shape target = fileShape();
        float[][] slices = new float[target.z()][target.sliceVoxels()];
        int[] order = axisOrder();
        Shape shape = cropped.shape();
        int[] at = new int[3];
        for (int z = 0; z < shape.z(); z++) {
            float[] from = cropped.slice(z);
            at[order[0]] = z + box.startZ();
            for (int y = 0; y < shape.y(); y++) {
                at[order[1]] = y + box.startY();
                for (int x = 0; x < shape.x(); x++) {
                    at[order[2]] = x + box.startX();
                    slices[at[0]][at[1] * target.x() + at[2]] = from[y * shape.x() + x];
                }
            }
        }
        return FloatVoxels.of(target, slices);
    }

    private boolean inPlace() {
        return box.equals(Box.of(shapeBeforeCropping)) && transposeForward.equals(List.of(0, 1, 2));
    }

    private int[] axisOrder() {
        return transposeForward.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return "Restoration[" + networkShape + " -> " + box.shape() + " in " + shapeBeforeCropping + ", axes "
                + Arrays.toString(transposeBackward()) + "]";
    }
}
