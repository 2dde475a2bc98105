package org.sagittal.geometry.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip archive nobody trusts: a map name -> bytes that is checked before anything is unpacked. Names that climb out of a folder,
 * names that occur twice and sizes no deflate stream of that length can have are refused when it is opened; while reading, an entry must
 * have exactly the length and the checksum its directory states.
 */
public final class BoundedZip implements AutoCloseable {
    /** The most a deflate stream can grow: a code of 1 bit may stand for 258 bytes, twice over in the format's best case. */
    private static final long MOST_GROWTH = 1040;

    private static final int MOST_ENTRIES = 200_000;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private BoundedZip(Path file, ZipFile zip, Map<String, ZipEntry> entries) {
        this.file = file;
        this.zip = zip;
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
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            throw new FormatException(
                    file, "is no complete zip archive (" + e.getMessage() + "); download or export it again", e);
        }
        try {
            return new BoundedZip(file, zip, directory(file, zip));
        } catch (IOException | RuntimeException e) {
            try {
                zip.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof FormatException refusal
                    ? refusal
                    : new FormatException(file, "cannot be read as a zip archive: " + e.getMessage(), e);
        }
    }

    private static Map<String, ZipEntry> directory(Path file, ZipFile zip) throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new FormatException(file, "holds " + zip.size() + " entries, at most " + MOST_ENTRIES + " are read");
        }
        long fileBytes = Files.size(file);
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
            requireSafeName(file, entry.getName());
            requirePossibleSize(file, entry, fileBytes);
            if (entries.put(entry.getName(), entry) != null) {
                throw new FormatException(file, "holds the entry '" + entry.getName() + "' twice; refused");
            }
        }
        return entries;
    }

    private static void requireSafeName(Path file, String name) {
        boolean climbs = List.of(name.split("/", -1)).contains("..");
        boolean rooted = name.startsWith("/") || (name.length() > 1 && name.charAt(1) == ':');
        boolean odd = name.indexOf('\\') >= 0 || name.chars().anyMatch(c -> c < ' ');
        if (climbs || rooted || odd || name.isEmpty()) {
            String shown = name.replaceAll("[\\p{Cntrl}]", "?");
            throw new FormatException(file, "entry name '" + shown + "' leads out of the target folder; refused");
        }
    }

    private static void requirePossibleSize(Path file, ZipEntry entry, long fileBytes) {
        long packed = entry.getCompressedSize();
        long size = entry.getSize();
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        boolean possible = packed >= 0
                && packed <= fileBytes
                && size >= 0
                && (stored ? size == packed : size / MOST_GROWTH <= packed);
        if (!possible) {
            throw new FormatException(
                    file,
                    "entry '" + entry.getName() + "' states " + size + " bytes from " + packed
                            + " packed ones in a file of " + fileBytes + "; refused");
        }
    }

    /**
     * The names of all entries.
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
        ZipEntry entry = entries.get(name);
        return entry == null ? -1 : entry.getSize();
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
        ZipEntry entry = require(name);
        if (entry.getSize() > Math.min(mostBytes, Integer.MAX_VALUE - 16)) {
            throw new FormatException(
                    file,
                    "entry '" + name + "' is " + entry.getSize() + " bytes long, at most " + mostBytes + " are read");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            CRC32 sum = new CRC32();
            sum.update(bytes);
            requireEnd(entry, in, bytes.length, sum.getValue());
            return bytes;
        } catch (IOException e) {
            throw new FormatException(file, "entry '" + name + "' cannot be unpacked: " + e.getMessage(), e);
        }
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
        ZipEntry entry = require(name);
        byte[] chunk = new byte[CHUNK];
        CRC32 sum = new CRC32();
        long done = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            while (done < entry.getSize()) {
                int got = in.read(chunk, 0, (int) Math.min(CHUNK, entry.getSize() - done));
                if (got < 0) {
                    break;
                }
                sum.update(chunk, 0, got);
                out.write(chunk, 0, got);
                done += got;
            }
            requireEnd(entry, in, done, sum.getValue());
        }
    }

    private ZipEntry require(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new FormatException(file, "has no entry '" + name + "'");
        }
        return entry;
    }

    private void requireEnd(ZipEntry entry, InputStream in, long done, long sum) throws IOException {
        if (done != entry.getSize() || in.read() >= 0) {
            throw new FormatException(
                    file,
                    "entry '" + entry.getName() + "' is not the stated " + entry.getSize() + " bytes long; refused");
        }
        if (entry.getCrc() != sum) {
            throw new FormatException(
                    file, "entry '" + entry.getName() + "' is damaged (checksum differs); download or export it again");
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new FormatException(file, "cannot be closed: " + e.getMessage(), e);
        }
    }
}
