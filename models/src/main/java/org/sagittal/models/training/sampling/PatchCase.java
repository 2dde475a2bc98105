package org.sagittal.models.training.sampling;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.ClassLocations;

/** A preprocessed case that boxes are read from. Any number of threads may read at a time. */
public interface PatchCase {
    /**
     * Extents of every array.
     *
     * @return (z, y, x)
     */
    Shape shape();

    /**
     * Number of image channels.
     *
     * @return C, at least 1
     */
    int channels();

    /**
     * Where its classes are.
     *
     * @return drawn voxels of each class
     */
    ClassLocations classLocations();

    /**
     * Reads a box of one image channel.
     *
     * @param channel from 0
     * @param box voxels inside {@link #shape()}
     * @param into (z, y, x) of the box's shape, x fastest, filled from index 0
     */
    void readImage(int channel, Box box, float[] into);

    /**
     * Reads a box of labels.
     *
     * @param channel 0 for the truth; 1 for what the previous stage of a cascade found, if this is a second stage
     * @param box voxels inside {@link #shape()}
     * @param into (z, y, x) of the box's shape, x fastest, filled from index 0
     */
    void readLabel(int channel, Box box, short[] into);
}
