package org.sagittal.geometry.io.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.stream.Packing;

/**
 * The voxels of one volume in equal parts, one file after another.
 *
 * @param header the file that lists them, which messages name
 * @param parts at least one
 * @param type how a number is stored
 * @param order byte order
 * @param numbersEach numbers in one part
 */
public record DataParts(Path header, List<DataPart> parts, SampleType type, ByteOrder order, long numbersEach) {
    /** Refuses a volume in no parts. */
    public DataParts {
        parts = List.copyOf(parts);
        if (parts.isEmpty() || numbersEach < 1) {
            throw new IllegalArgumentException(
                    "parts must be at least one of at least 1 number, got " + parts.size() + " of " + numbersEach);
        }
    }

    /**
     * Holds the parts against their files.
     *
     * @return this
     * @throws FormatException if one of them cannot hold what is claimed
     */
    public DataParts require() {
        parts.forEach(part -> part.require(header, numbersEach, type));
        return this;
    }

    /**
     * Opens the first part; the others follow by themselves.
     *
     * @return all numbers
     * @throws IOException if it cannot be read
     */
    public NumberSource open() throws IOException {
        return new Chain(openPart(0));
    }

    private NumberSource openPart(int index) throws IOException {
        DataPart part = parts.get(index);
        InputStream in = part.open(Math.multiplyExact(numbersEach, (long) type.bytes()));
        return part.packing() == Packing.TEXT
                ? new TextNumbers(part.file(), in, type)
                : new BinaryNumbers(in, type, order);
    }

    private final class Chain implements NumberSource {
        private NumberSource source;
        private int part;
        private long left = numbersEach;
        private double[] scratch = new double[0];

        Chain(NumberSource first) {
            source = first;
        }

        @Override
        public void read(double[] into, int count) throws IOException {
            if (count <= left) {
                source.read(into, count);
                left -= count;
                return;
            }
            for (int done = 0; done < count; ) {
                if (left == 0) {
                    next();
                }
                int now = (int) Math.min(left, count - done);
                scratch = scratch.length < now ? new double[now] : scratch;
                source.read(scratch, now);
                System.arraycopy(scratch, 0, into, done, now);
                left -= now;
                done += now;
            }
        }

        private void next() throws IOException {
            source.finish();
            source.close();
            part++;
            if (part >= parts.size()) {
                throw new java.io.EOFException();
            }
            source = openPart(part);
            left = numbersEach;
        }

        @Override
        public void finish() throws IOException {
            source.finish();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
