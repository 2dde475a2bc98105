package org.sagittal.preprocessing.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The bytes of a file by position, inflated where the transfer syntax deflates them. Safe for many threads. */
abstract class DicomSource implements Closeable {
    /** Deflate shrinks data by no more than this. */
    private static final long MAX_DEFLATE_RATIO = 1032;

    /** Bytes there can be; for deflated data an upper bound. */
    abstract long size();

    /**
     * Reads some bytes.
     *
     * @param at position of the first
     * @param into receives them from index {@code offset}
     * @param offset first index
     * @param count how many at most
     * @return how many there were; fewer only at the end
     * @throws IOException if the disk or the compressed stream is damaged
     */
    abstract int read(long at, byte[] into, int offset, int count) throws IOException;

    /** Opens a file as it is. */
    static DicomSource open(Path file) throws IOException {
        return new Plain(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Opens a file whose bytes are deflated from a position on; positions before it are the file's own. */
    static DicomSource inflating(Path file, long from) throws IOException {
        return new Inflating(FileChannel.open(file, StandardOpenOption.READ), from);
    }

    private static final class Plain extends DicomSource {
        private final FileChannel channel;
        private final long size;

        Plain(FileChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
        }

        @Override
        long size() {
            return size;
        }

        @Override
        int read(long at, byte[] into, int offset, int count) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, count);
            int got = 0;
            while (buffer.hasRemaining()) {
                int n = channel.read(buffer, at + got);
                if (n < 0) {
                    break;
                }
                got += n;
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Reads forward; a step back starts anew, which costs time but no memory. */
    private static final class Inflating extends DicomSource {
        private final FileChannel channel;
        private final long from;
        private final long size;
        private Inflater inflater;
        private InputStream in;
        private long position;

        Inflating(FileChannel channel, long from) throws IOException {
            this.channel = channel;
            this.from = from;
            this.size = from + (channel.size() - from) * MAX_DEFLATE_RATIO;
        }

        @Override
        long size() {
            return size;
        }

        @Override
        synchronized int read(long at, byte[] into, int offset, int count) throws IOException {
            if (in == null || at < position) {
                restart();
            }
            while (position < at) {
                long skipped = in.skip(at - position);
                if (skipped <= 0) {
                    return 0;
                }
                position += skipped;
            }
            int got = in.readNBytes(into, offset, count);
            position += got;
            return got;
        }

        private void restart() throws IOException {
            end();
            channel.position(from);
            inflater = new Inflater(true);
            in = new InflaterInputStream(Channels.newInputStream(channel), inflater, 1 << 14);
            position = from;
        }

        private void end() {
            if (inflater != null) {
                inflater.end();
            }
        }

        @Override
        public synchronized void close() throws IOException {
            end();
            channel.close();
        }
    }
}
