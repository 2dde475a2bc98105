package org.sagittal.geometry.io.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/**
 * A zip archive nobody trusts: a map name -> bytes that is checked before anything is unpacked (see {@link ZipDirectory}). Names that climb
 * out of a folder or occur twice, links, overlapping entries and sizes no deflate stream of that length can have are refused when it is
 * opened; while reading, an entry must have exactly the length and the checksum its directory states.
 */
public final class BoundedZip implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Map<String, ZipRecord> entries;

    private BoundedZip(Path file, FileChannel channel, Map<String, ZipRecord> entries) {
        this.file = file;
        this.channel = channel;
        this.entries = entries;
    }

    /**
     * Opens an archive and checks its directory.
     *
     * @param file a zip file
     * @return the archive, to be closed
     * @throws FormatException if it is no complete zip or its directory is not to be trusted
     */
    public static BoundedZip open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new FormatException(file, "is no file, where a zip archive is expected");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new BoundedZip(file, channel, ZipDirectory.read(file, channel));
        } catch (IOException | RuntimeException e) {
            closeAfter(channel, e);
            throw e instanceof FormatException refusal
                    ? refusal
                    : new FormatException(file, "cannot be read as a zip archive: " + e.getMessage(), e);
        }
    }

    private static void closeAfter(FileChannel channel, Exception failure) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException suppressed) {
                failure.addSuppressed(suppressed);
            }
        }
    }

    /**
     * The names of all files in it, relative and with forward slashes; folders have no name of their own here.
     *
     * @return names in the directory's order
     */
    public Set<String> names() {
        return entries.keySet();
    }

    /**
     * The stated length of an entry.
     *
     * @param name an entry's name
     * @return bytes, or -1 if there is no such entry
     */
    public long size(String name) {
        ZipRecord entry = entries.get(name);
        return entry == null ? -1 : entry.bytes();
    }

    /**
     * The length an entry has in the file.
     *
     * @param name an entry's name
     * @return packed bytes, or -1 if there is no such entry
     */
    public long packedSize(String name) {
        ZipRecord entry = entries.get(name);
        return entry == null ? -1 : entry.packedBytes();
    }

    /**
     * Whether an entry is stored as it is, without compression.
     *
     * @param name an entry's name
     * @return false if it is compressed or there is none of that name
     */
    public boolean stored(String name) {
        ZipRecord entry = entries.get(name);
        return entry != null && !entry.deflated();
    }

    /**
     * What reads an entry bit by bit.
     *
     * @param <T> what it makes of it
     */
    @FunctionalInterface
    public interface EntryReader<T> {
        /**
         * Reads.
         *
         * @param in the entry's bytes; need not be read to their end
         * @return the result
         * @throws IOException if they are not what was expected
         */
        T read(InputStream in) throws IOException;
    }

    /**
     * Reads one stored entry without ever holding it whole.
     *
     * @param <T> what is made of it
     * @param name an entry's name
     * @param reader takes its bytes; what it leaves is read and checked too
     * @return what the reader made of it
     * @throws FormatException if there is no such entry, it is compressed, the reader refuses it, or its checksum differs
     */
    public <T> T read(String name, EntryReader<T> reader) {
        ZipRecord entry = require(name);
        if (entry.deflated()) {
            throw new FormatException(
                    file, "entry '" + ZipName.shown(name) + "' is compressed where it must be stored");
        }
        StoredEntry in = new StoredEntry(channel, entry);
        try {
            T result = reader.read(in);
            in.transferTo(OutputStream.nullOutputStream());
            if (!in.whole()) {
                throw new FormatException(
                        file,
                        "entry '" + ZipName.shown(name)
                                + "' is damaged (checksum differs); download or export it again");
            }
            return result;
        } catch (IOException e) {
            throw new FormatException(
                    file, "entry '" + ZipName.shown(name) + "' cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * One entry's bytes.
     *
     * @param name an entry's name
     * @param mostBytes the longest entry to accept
     * @return exactly as many bytes as the directory states
     * @throws FormatException if there is no such entry, it is longer, or its bytes are not what the directory states
     */
    public byte[] read(String name, long mostBytes) {
        ZipRecord entry = require(name);
        if (entry.bytes() > Math.min(mostBytes, Integer.MAX_VALUE - 16)) {
            throw new FormatException(
                    file,
                    "entry '" + ZipName.shown(name) + "' is " + entry.bytes() + " bytes long, at most " + mostBytes
                            + " are read");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) entry.bytes());
        try {
            new ZipUnpacking(file, channel, entry, bytes).run();
        } catch (IOException e) {
            throw new FormatException(
                    file, "entry '" + ZipName.shown(name) + "' cannot be unpacked: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks one entry into a stream.
     *
     * @param name an entry's name
     * @param out where the bytes go; not closed
     * @throws IOException if the stream cannot be written
     * @throws FormatException if there is no such entry, or its bytes are not what the directory states
     */
    public void copy(String name, OutputStream out) throws IOException {
        new ZipUnpacking(file, channel, require(name), out).run();
    }

    private ZipRecord require(String name) {
        ZipRecord entry = entries.get(name);
        if (entry == null) {
            throw new FormatException(file, "has no entry '" + ZipName.shown(name) + "'");
        }
        return entry;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new FormatException(file, "cannot be closed: " + e.getMessage(), e);
        }
    }
}
