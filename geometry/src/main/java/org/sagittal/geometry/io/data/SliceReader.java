package org.sagittal.geometry.io.data;

import java.io.IOException;
import java.nio.file.Path;
import org.sagittal.geometry.io.SliceSink;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;

/** Numbers in a file's order -> slices: one pass that holds one slice of all components, and never more. */
public final class SliceReader {
    /**
     * In which order a file lists its numbers, slowest first: (stacks, z, y, x) with the components of a voxel somewhere between.
     *
     * @param shape (z, y, x)
     * @param samples components a voxel that lie within a slice, at least 1
     * @param samplesAfter how many of x and y vary faster than the components: 0 for (z, y, x, c), 1 for (z, y, c, x), 2 for (z, c, y, x)
     * @param stacks whole volumes one after another, at least 1
     */
    public record Layout(Shape shape, int samples, int samplesAfter, int stacks) {
        /** Refuses a layout that is none. */
        public Layout {
            if (samples < 1 || stacks < 1 || samplesAfter < 0 || samplesAfter > 2) {
                throw new IllegalArgumentException("samples and stacks must be at least 1 and samplesAfter 0 to 2, got "
                        + samples + ", " + stacks + ", " + samplesAfter);
            }
        }

        /**
         * Numbers in all.
         *
         * @return voxels times components
         * @throws ArithmeticException if 64 bits cannot count them
         */
        public long numbers() {
            long slices = Math.multiplyExact((long) shape.z(), (long) stacks * samples);
            return Math.multiplyExact((long) shape.y() * shape.x(), slices);
        }
    }

    private final Layout layout;
    private final double[] block;
    private final double[] slice;

    private SliceReader(Path file, Layout layout) {
        this.layout = layout;
        Shape shape = layout.shape();
        double sliceNumbers = (double) shape.y() * shape.x();
        double numbers = sliceNumbers * layout.samples();
        VolumeLimits.require(file, (numbers + (layout.samples() > 1 ? sliceNumbers : 0)) * Double.BYTES);
        if (numbers > Integer.MAX_VALUE - 8) {
            throw new FormatException(file, "has slices of " + (long) numbers + " numbers; at most 2^31 are read");
        }
        this.slice = new double[shape.sliceVoxels()];
        this.block = layout.samples() == 1 ? slice : new double[(int) numbers];
    }

    /**
     * Reads all slices. Channel s * samples + c is component c of stack s.
     *
     * @param file what messages name
     * @param layout the file's order
     * @param source stands at the first number
     * @param sink takes the slices
     * @throws IOException if the file cannot be read ends too early, or its checksum differs
     */
    public static void scan(Path file, Layout layout, NumberSource source, SliceSink sink) throws IOException {
        new SliceReader(file, layout).run(source, sink);
    }

    private void run(NumberSource source, SliceSink sink) throws IOException {
        int samples = layout.samples();
        for (int stack = 0; stack < layout.stacks(); stack++) {
            for (int z = 0; z < layout.shape().z(); z++) {
                source.read(block, block.length);
                for (int sample = 0; sample < samples; sample++) {
                    if (samples > 1) {
                        pick(sample);
                    }
                    sink.slice(stack * samples + sample, z, slice);
                }
            }
        }
        source.finish();
    }

    private void pick(int sample) {
        int samples = layout.samples();
        int width = layout.shape().x();
        switch (layout.samplesAfter()) {
            case 0 -> {
                for (int i = 0; i < slice.length; i++) {
                    slice[i] = block[i * samples + sample];
                }
            }
            case 1 -> {
                for (int y = 0; y < layout.shape().y(); y++) {
                    System.arraycopy(block, (y * samples + sample) * width, slice, y * width, width);
                }
            }
            default -> System.arraycopy(block, sample * slice.length, slice, 0, slice.length);
        }
    }
}
