package org.sagittal.preprocessing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;

/**
 * A case as a network sees it: arrays in the transposed axis order, cropped, normalised and resampled.
 *
 * @param data one array per channel, (z, y, x) each, all of one shape
 * @param seg labels of the same shape, -1 outside the nonzero region; without a given label 0 and -1
 * @param previousStage labels that an earlier network of a cascade found, on the same grid
 * @param restoration the way back to the file's grid
 * @param locations drawn voxels of each class; {@link ClassLocations#NONE} without a given label
 */
public record PreprocessedCase(
        List<FloatVoxels> data,
        LabelVoxels seg,
        Optional<LabelVoxels> previousStage,
        Restoration restoration,
        ClassLocations locations) {

    /** Copies the list and refuses arrays of different shapes. */
    public PreprocessedCase {
        data = List.copyOf(data);
        if (data.isEmpty()) {
            throw new IllegalArgumentException("data must have at least one channel, got none");
        }
        for (FloatVoxels channel : data) {
            requireShape("data", channel.shape(), seg.shape());
        }
        previousStage.ifPresent(labels -> requireShape("previousStage", labels.shape(), seg.shape()));
        requireShape("restoration.networkShape", restoration.networkShape(), seg.shape());
    }

    /**
     * Extents of every array of the case.
     *
     * @return (z, y, x) in the transposed order
     */
    public Shape shape() {
        return seg.shape();
    }

    /**
     * The case as a network needs it to predict. Without a given label {@link #seg} only says what lies outside of the nonzero region, which
     * nobody asks any more once intensities are normalised, at two bytes a voxel.
     *
     * @return the same case, its labels 0 throughout, all slices being the same array
     */
    public PreprocessedCase withoutLabels() {
        short[][] slices = new short[shape().z()][];
        Arrays.fill(slices, new short[shape().sliceVoxels()]);
        return new PreprocessedCase(
                data, LabelVoxels.of(shape(), slices), previousStage, restoration, ClassLocations.NONE);
    }

    private static void requireShape(String name, Shape got, Shape expected) {
        if (!got.equals(expected)) {
            throw new IllegalArgumentException(name + " must have the labels' shape " + expected + ", got " + got);
        }
    }
}
