package org.sagittal.geometry.io.data;

import java.io.Closeable;
import java.io.IOException;

/** Gives the numbers of a volume one after another, as stored: binary, as text, or from several files. */
public interface NumberSource extends Closeable {
    /**
     * Reads the next numbers.
     *
     * @param into receives them
     * @param count how many, from index 0
     * @throws java.io.EOFException if there are fewer
     * @throws IOException if the file cannot be read
     */
    void read(double[] into, int count) throws IOException;

    /**
     * Looks at what follows the last number: a checksum that differs shows only there.
     *
     * @throws IOException if what was read is damaged
     */
    default void finish() throws IOException {}
}
