package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * Running sums of one slice: planes of y * x float32, one a head and one for the weights. They lie on the heap or, where a window would be
 * large, in a file, of which only the rows at hand are in memory. Different slices may be added to by different threads.
 */
sealed interface SliceSums {
    /**
     * Adds to a rectangle of all planes: values times weights to those of the heads, the weights themselves to the last.
     *
     * @param where part of the slice
     * @param heads the values for each head; good until the next is asked for
     * @param weights one a voxel of the rectangle
     */
    void add(Rectangle where, IntFunction<Rows> heads, Rows weights);

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
    record Rows(float[] array, int from, int step) {
        private Rows right(int columns) {
            return new Rows(array, from + columns, step);
        }
    }

    /** Adds to one plane, whose rows lie {@code width} apart; without values the weights themselves. */
    private static void add(float[] sums, int at, int width, Rectangle where, Rows[] factors) {
        for (int row = 0; row < where.rows; row++) {
            int to = at + row * width;
            float[] v = factors[0].array;
            int fromV = factors[0].from + row * factors[0].step;
            if (factors.length == 1) {
                for (int i = 0; i < where.columns; i++) {
                    sums[to + i] += v[fromV + i];
                }
                continue;
            }
            float[] w = factors[1].array;
            int fromW = factors[1].from + row * factors[1].step;
            for (int i = 0; i < where.columns; i++) {
                sums[to + i] += v[fromV + i] * w[fromW + i];
            }
        }
    }

    private static Rows[] factors(IntFunction<Rows> heads, Rows weights, int plane, int count) {
        return plane < count ? new Rows[] {heads.apply(plane), weights} : new Rows[] {weights};
    }

    /** Sums in Java arrays. */
    record OnHeap(float[][] planes, int width) implements SliceSums {
        @Override
        public void add(Rectangle where, IntFunction<Rows> heads, Rows weights) {
            for (int plane = 0; plane < planes.length; plane++) {
                SliceSums.add(
                        planes[plane],
                        where.y * width + where.x,
                        width,
                        where,
                        factors(heads, weights, plane, planes.length - 1));
            }
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
     * Sums in a file, which is read and written and not mapped: mapped pages would count as the process's memory. A plane is stored as
     * strips of {@value #STRIP} columns, so that a tile moves few columns that it does not change.
     *
     * @param channel the file; what lies behind its end is 0
     * @param start where the slice begins, bytes
     * @param planes how many
     * @param height rows of a plane
     * @param width columns of a plane
     */
    record InFile(FileChannel channel, long start, int planes, int height, int width) implements SliceSums {
        private static final int STRIP = 64;

        @Override
        public void add(Rectangle where, IntFunction<Rows> heads, Rows weights) {
            float[] room = new float[where.rows * STRIP];
            ByteBuffer bytes = bytes(room.length);
            for (int x0 = where.x - where.x % STRIP; x0 < where.x + where.columns; x0 += STRIP) {
                int columns = Math.min(STRIP, width - x0);
                int from = Math.max(where.x, x0);
                int to = Math.min(where.x + where.columns, x0 + columns);
                Rectangle part = new Rectangle(where.y, where.rows, from - x0, to - from);
                for (int plane = 0; plane < planes; plane++) {
                    long position = position(plane, x0 * height + where.y * columns);
                    int length = where.rows * columns;
                    get(bytes, position, room, length);
                    Rows[] factors = factors(heads, weights, plane, planes - 1);
                    for (int i = 0; i < factors.length; i++) {
                        factors[i] = factors[i].right(from - where.x);
                    }
                    SliceSums.add(room, part.x, columns, part, factors);
                    bytes.clear().asFloatBuffer().put(room, 0, length);
                    put(bytes.limit(length * Float.BYTES), position);
                }
            }
        }

        @Override
        public void read(int plane, float[] into) {
            float[] room = new float[height * STRIP];
            ByteBuffer bytes = bytes(room.length);
            for (int x0 = 0; x0 < width; x0 += STRIP) {
                int columns = Math.min(STRIP, width - x0);
                get(bytes, position(plane, x0 * height), room, height * columns);
                for (int y = 0; y < height; y++) {
                    System.arraycopy(room, y * columns, into, y * width + x0, columns);
                }
            }
        }

        private static ByteBuffer bytes(int floats) {
            return ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.nativeOrder());
        }

        @Override
        public void clear() {
            ByteBuffer zeros = ByteBuffer.allocate(height * width * Float.BYTES);
            for (int plane = 0; plane < planes; plane++) {
                put(zeros.clear(), position(plane, 0));
            }
        }

        private long position(int plane, int element) {
            return start + ((long) plane * height * width + element) * Float.BYTES;
        }

        private void get(ByteBuffer bytes, long position, float[] into, int length) {
            bytes.clear().limit(length * Float.BYTES);
            try {
                int got = 0;
                while (bytes.hasRemaining() && got >= 0) {
                    got = channel.read(bytes, position + bytes.position());
                }
                while (bytes.hasRemaining()) {
                    bytes.put((byte) 0);
                }
                bytes.flip().asFloatBuffer().get(into, 0, length);
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
