package org.sagittal.geometry.io.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.sagittal.geometry.io.file.WholeFile;

/** Packs what is written, at a level that favours time. */
public final class Deflate {
    /** A third of the time that the default of 6 takes, for label maps half as large again. */
    private static final int LEVEL = 3;

    /** For each worker, so that it finds its next block when one is done. */
    private static final int BLOCKS_WAITING = 1;

    private static final int CHUNK_BYTES = 1 << 16;

    private Deflate() {}

    /**
     * Packs what is written as a gzip stream.
     *
     * @param out receives it; not closed
     * @param content what to write
     * @throws IOException if the disk does not take it
     */
    public static void gzip(OutputStream out, WholeFile.Content content) throws IOException {
        try (GzipBlocks gzip = new GzipBlocks(out, LEVEL, WorkAhead.shared(BLOCKS_WAITING))) {
            content.writeTo(gzip);
            gzip.finish();
        }
    }

    /**
     * Packs what is written as a zlib stream.
     *
     * @param out receives it; not closed
     * @param content what to write
     * @throws IOException if the disk does not take it
     */
    public static void zlib(OutputStream out, WholeFile.Content content) throws IOException {
        Deflater deflater = new Deflater(LEVEL);
        try {
            DeflaterOutputStream zlib = new DeflaterOutputStream(out, deflater, CHUNK_BYTES);
            content.writeTo(zlib);
            zlib.finish();
        } finally {
            deflater.end();
        }
    }
}
