package org.sagittal.geometry.io.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.sagittal.geometry.io.file.FormatException;

/** Unpacks one entry of a zip; it must have exactly the stated length and checksum, and use up exactly its packed bytes. */
final class ZipUnpacking {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final ZipRecord entry;
    private final OutputStream out;
    private final CRC32 sum = new CRC32();
    private final byte[] chunk = new byte[CHUNK];
    private long position;
    private long written;

    ZipUnpacking(Path file, FileChannel channel, ZipRecord entry, OutputStream out) {
        this.file = file;
        this.channel = channel;
        this.entry = entry;
        this.out = out;
        this.position = entry.dataAt();
    }

    /** Unpacks everything. */
    void run() throws IOException {
        if (entry.deflated()) {
            inflate();
        } else {
            for (int got = next(); got > 0; got = next()) {
                take(chunk, got);
            }
        }
        if (written != entry.bytes() || position != entry.end()) {
            throw notAsStated();
        }
        if (sum.getValue() != entry.crc()) {
            throw new FormatException(file, named() + " is damaged (checksum differs); download or export it again");
        }
    }

    private void inflate() throws IOException {
        Inflater inflater = new Inflater(true);
        byte[] unpacked = new byte[CHUNK];
        try {
            while (!inflater.finished()) {
                int got = inflater.inflate(unpacked);
                take(unpacked, got);
                if (got == 0 && !inflater.finished()) {
                    int more = inflater.needsDictionary() ? 0 : next();
                    if (more == 0) {
                        throw notAsStated();
                    }
                    inflater.setInput(chunk, 0, more);
                }
            }
            if (inflater.getRemaining() > 0) {
                throw notAsStated();
            }
        } catch (DataFormatException e) {
            throw new FormatException(
                    file, named() + " is damaged (" + e.getMessage() + "); download or export it again", e);
        } finally {
            inflater.end();
        }
    }

    private int next() throws IOException {
        int wanted = (int) Math.min(CHUNK, entry.end() - position);
        int got = wanted == 0 ? 0 : Math.max(0, channel.read(ByteBuffer.wrap(chunk, 0, wanted), position));
        position += got;
        return got;
    }

    private void take(byte[] bytes, int count) throws IOException {
        if (count > entry.bytes() - written) {
            throw notAsStated();
        }
        sum.update(bytes, 0, count);
        out.write(bytes, 0, count);
        written += count;
    }

    private FormatException notAsStated() {
        return new FormatException(file, named() + " is not the stated " + entry.bytes() + " bytes long; refused");
    }

    private String named() {
        return "entry '" + ZipName.shown(entry.name()) + "'";
    }
}
