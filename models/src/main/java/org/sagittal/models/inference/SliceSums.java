package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Running sums of one slice: planes of y * x float32, one a head and one for the weights. They lie on the heap or, where a window would be
 * large, in a file, of which only the rows at hand are in memory. Different slices may be added to by different threads.
 */
sealed interface SliceSums {
    /** Adds values to a rectangle of a plane, each times its weight. */
    void addWeighted(int plane, Rectangle where, Rows values, Rows weights);

    /** Copies a plane out. */
    void read(int plane, float[] into);

    /** Sets all planes to 0. */
    void clear();

    /**
     * A part of a slice.
     *
     * @param y first row
     * @param rows how many
     * @param x first column
     * @param columns how many
     */
    record Rectangle(int y, int rows, int x, int columns) {}

    /**
     * Rows of a larger array.
     *
     * @param array where they lie
     * @param from the first value
     * @param step from the beginning of a row to that of the next
     */
    record Rows(float[] array, int from, int step) {}

    /**
     * Adds values times weights.
     *
     * @param sums changed
     * @param at first element
     * @param width from one row of the sums to the next
     */
    private static void add(float[] sums, int at, int width, Rectangle where, Rows values, Rows weights) {
        float[] v = values.array;
        float[] w = weights.array;
        for (int row = 0; row < where.rows; row++) {
            int to = at + row * width;
            int fromV = values.from + row * values.step;
            int fromW = weights.from + row * weights.step;
            for (int i = 0; i < where.columns; i++) {
                sums[to + i] += v[fromV + i] * w[fromW + i];
            }
        }
    }

    /** Sums in Java arrays. */
    record OnHeap(float[][] planes, int width) implements SliceSums {
        @Override
        public void addWeighted(int plane, Rectangle where, Rows values, Rows weights) {
            add(planes[plane], where.y * width + where.x, width, where, values, weights);
        }

        @Override
        public void read(int plane, float[] into) {
            System.arraycopy(planes[plane], 0, into, 0, into.length);
        }

        @Override
        public void clear() {
            for (float[] plane : planes) {
                Arrays.fill(plane, 0);
            }
        }
    }

    /**
     * Sums in a file, which is read and written and not mapped: mapped pages would count as the process's memory.
     *
     * @param channel the file; what lies behind its end is 0
     * @param start where the slice begins, bytes
     * @param planes how many
     * @param voxels of a plane
     * @param width of a row
     */
    record InFile(FileChannel channel, long start, int planes, int voxels, int width) implements SliceSums {
        @Override
        public void addWeighted(int plane, Rectangle where, Rows values, Rows weights) {
            float[] rows = new float[where.rows * width];
            ByteBuffer bytes = ByteBuffer.allocate(rows.length * Float.BYTES).order(ByteOrder.nativeOrder());
            long position = position(plane, where.y * width);
            get(bytes, position, rows);
            add(rows, where.x, width, where, values, weights);
            bytes.clear();
            bytes.asFloatBuffer().put(rows);
            put(bytes, position);
        }

        @Override
        public void read(int plane, float[] into) {
            ByteBuffer bytes = ByteBuffer.allocate(into.length * Float.BYTES).order(ByteOrder.nativeOrder());
            get(bytes, position(plane, 0), into);
        }

        @Override
        public void clear() {
            ByteBuffer zeros = ByteBuffer.allocate(voxels * Float.BYTES);
            for (int plane = 0; plane < planes; plane++) {
                put(zeros.clear(), position(plane, 0));
            }
        }

        private long position(int plane, int element) {
            return start + ((long) plane * voxels + element) * Float.BYTES;
        }

        private void get(ByteBuffer bytes, long position, float[] into) {
            try {
                int got = 0;
                while (bytes.hasRemaining() && got >= 0) {
                    got = channel.read(bytes, position + bytes.position());
                }
                bytes.clear().asFloatBuffer().get(into);
            } catch (IOException e) {
                throw trouble(e);
            }
        }

        private void put(ByteBuffer bytes, long position) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes, position + bytes.position());
                }
            } catch (IOException e) {
                throw trouble(e);
            }
        }

        private static RuntimeException trouble(IOException e) {
            // An interrupt closes the channel.
            return e instanceof ClosedChannelException
                    ? new CancellationException("the prediction was cancelled")
                    : new UncheckedIOException("logits cannot be kept on the disk: " + e.getMessage(), e);
        }
    }
}
