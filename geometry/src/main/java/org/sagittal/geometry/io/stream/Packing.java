package org.sagittal.geometry.io.stream;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** How bytes are packed, and how many can come of one. */
public enum Packing {
    /** As they are. */
    NONE(1),
    /** As words between blanks: a digit and a blank for the shortest number. */
    TEXT(1),
    /** Two hexadecimal digits a byte. */
    HEX(1),
    /** A gzip or zlib stream; which, shows in its first two bytes. */
    DEFLATE(BoundedInput.MAX_DEFLATE_RATIO),
    /** A bzip2 stream: a block of 900,000 bytes, each run of 259 being five of them, takes at least 40 bytes. */
    BZIP2(1_200_000);

    private static final int BUFFER_BYTES = 1 << 16;

    private final long mostFromOne;

    Packing(long mostFromOne) {
        this.mostFromOne = mostFromOne;
    }

    /**
     * How far packed bytes can grow.
     *
     * @return bytes that can come of one, at least 1
     */
    public long mostFromOne() {
        return mostFromOne;
    }

    /**
     * Unpacks a stream.
     *
     * @param in buffered, stands at the first packed byte; closed with what is returned
     * @return the bytes behind it; for text, the words as they are
     * @throws IOException if the stream cannot be read or does not begin as such a packed one does
     */
    public InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case NONE, TEXT -> in;
            case HEX -> new HexInput(in);
            case BZIP2 -> new BufferedInputStream(new Bzip2Input(in), BUFFER_BYTES);
            case DEFLATE -> {
                in.mark(2);
                boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
                in.reset();
                InputStream inflated = gzip ? new GZIPInputStream(in, BUFFER_BYTES) : new ZlibInput(in);
                yield new ReadAhead(inflated, WorkAhead.shared(1));
            }
        };
    }

    /** Gives its native memory back when closed, which the JDK's does only for the smallest buffer. */
    private static final class ZlibInput extends InflaterInputStream {
        ZlibInput(InputStream in) {
            super(in, new Inflater(), BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
