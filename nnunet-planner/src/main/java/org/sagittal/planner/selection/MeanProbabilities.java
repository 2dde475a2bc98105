package org.sagittal.planner.selection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.npy.NpzStream;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.inference.ProbabilityMean;

/**
 * The mean of several probability files p_i: heads x voxels -> [0, 1], read side by side slice after slice: no more than one slice of each is
 * in memory.
 */
final class MeanProbabilities implements AutoCloseable {
    /** What nnU-Net calls the array. */
    static final String ARRAY = "probabilities";

    private final List<Path> files;
    private final List<NpzStream> streams = new ArrayList<>();
    private final int heads;
    private final Shape shape;
    private final List<float[]> slices;

    private MeanProbabilities(List<Path> files) {
        this.files = List.copyOf(files);
        try {
            files.forEach(file -> streams.add(NpzStream.open(file, ARRAY)));
            int[] first = streams.get(0).shape();
            requireImages(first);
            for (int i = 1; i < streams.size(); i++) {
                if (!Arrays.equals(first, streams.get(i).shape())) {
                    throw new FormatException(
                            files.get(i),
                            "has shape " + Arrays.toString(streams.get(i).shape()) + " but " + files.get(0) + " has "
                                    + Arrays.toString(first) + "; only predictions of one image can be averaged");
                }
            }
            this.heads = first[0];
            this.shape = Shape.of(Arrays.copyOfRange(first, 1, 4));
            this.slices =
                    files.stream().map(file -> new float[shape.sliceVoxels()]).toList();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void requireImages(int[] extents) {
        if (extents.length != 4 || Arrays.stream(extents).anyMatch(extent -> extent < 1)) {
            throw new FormatException(
                    files.get(0),
                    "array '" + ARRAY + "' must have shape (class, z, y, x), got " + Arrays.toString(extents));
        }
    }

    /**
     * Opens the files.
     *
     * @param files at least one
     * @return stands at the first slice of the first class; must be closed
     * @throws FormatException if a file is none, or their shapes differ
     */
    static MeanProbabilities open(List<Path> files) {
        return new MeanProbabilities(files);
    }

    /** Number of classes or regions. */
    int heads() {
        return heads;
    }

    /** Extents of each class. */
    Shape shape() {
        return shape;
    }

    /**
     * The next slice: all slices of the first class come first, then those of the second.
     *
     * @return y * x values, which the next call overwrites
     * @throws FormatException if a file is damaged or a value is no number
     */
    float[] next() {
        for (int i = 0; i < slices.size(); i++) {
            streams.get(i).next(slices.get(i));
        }
        float[] mean = ProbabilityMean.of(slices);
        for (float value : mean) {
            if (Float.isNaN(value)) {
                throw new FormatException(
                        files.get(0), "or one of the files averaged with it holds NaN; predict it again");
            }
        }
        return mean;
    }

    @Override
    public void close() {
        streams.forEach(NpzStream::close);
    }
}
