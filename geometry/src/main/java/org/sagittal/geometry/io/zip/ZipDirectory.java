package org.sagittal.geometry.io.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The directory at the end of a zip, read so that there is one way only to understand the file: one directory that ends where the file
 * ends, entries that do not overlap and begin at the first byte, local headers that agree with it, no name twice, no links, nothing
 * encrypted, and no size that a deflate stream of that length cannot have.
 *
 * <p>Source: PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3.
 */
final class ZipDirectory {
    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_DIRECTORY_BYTES = 32 << 20;

    /** The most a deflate stream can grow: a code of 1 bit may stand for 258 bytes, twice over in the format's best case. */
    private static final long MOST_GROWTH = 1040;

    private static final int ENCRYPTED = 0x2041;
    private static final int SIZES_FOLLOW = 8;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final Path file;
    private final FileChannel channel;
    private final ZipEnd end;

    private ZipDirectory(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.end = ZipEnd.find(file, channel);
    }

    /**
     * Reads and checks the directory.
     *
     * @param file the zip, for messages
     * @param channel its bytes
     * @return files by name, in the directory's order; folders are left out
     */
    static Map<String, ZipRecord> read(Path file, FileChannel channel) throws IOException {
        return new ZipDirectory(file, channel).records();
    }

    private Map<String, ZipRecord> records() throws IOException {
        if (end.entries() > MOST_ENTRIES || end.directoryBytes() > MOST_DIRECTORY_BYTES) {
            throw new FormatException(
                    file,
                    "holds " + end.entries() + " entries in a directory of " + end.directoryBytes() + " bytes; at most "
                            + MOST_ENTRIES + " in " + MOST_DIRECTORY_BYTES + " are read");
        }
        ByteBuffer in = ZipEnd.bytes(channel, end.directoryAt(), (int) end.directoryBytes());
        Map<String, ZipRecord> records = new LinkedHashMap<>();
        List<ZipRecord> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (long i = 0; i < end.entries(); i++) {
            ZipRecord entry = record(in);
            all.add(entry);
            boolean folder = entry.name().isEmpty() || entry.name().endsWith("/");
            if (folder && entry.bytes() > 0) {
                throw new FormatException(file, named(entry) + " is a folder with contents; refused");
            }
            // names that differ by case only are one file on Windows and macOS
            if (!folder && !taken.add(entry.name().toLowerCase(Locale.ROOT))) {
                throw new FormatException(file, "holds the " + named(entry) + " twice; refused");
            }
            if (!folder) {
                records.put(entry.name(), entry);
            }
        }
        if (in.hasRemaining()) {
            throw damaged("its directory is longer than its entries");
        }
        requireApart(all);
        return records;
    }

    private ZipRecord record(ByteBuffer in) throws IOException {
        if (in.remaining() < 46 || in.getInt(in.position()) != 0x02014b50) {
            throw damaged("its directory breaks off");
        }
        int at = in.position();
        int flags = in.getShort(at + 8);
        int method = in.getShort(at + 10) & 0xffff;
        int nameBytes = in.getShort(at + 28) & 0xffff;
        int extraBytes = in.getShort(at + 30) & 0xffff;
        int commentBytes = in.getShort(at + 32) & 0xffff;
        if (in.remaining() < 46 + nameBytes + extraBytes + commentBytes) {
            throw damaged("its directory breaks off");
        }
        byte[] raw = new byte[nameBytes];
        in.get(at + 46, raw);
        String name = ZipName.of(file, raw);
        ZipSizes sizes = ZipSizes.ofDirectory(in, at, in.slice(at + 46 + nameBytes, extraBytes));
        in.position(at + 46 + nameBytes + extraBytes + commentBytes);
        requirePlain(name, flags, method, in.getInt(at + 38) >>> 16);
        requirePossible(name, method, sizes);
        long dataAt = localHeader(name, raw, flags, method, sizes);
        return new ZipRecord(
                name, method == DEFLATED, sizes.crc(), sizes.packedBytes(), sizes.bytes(), sizes.headerAt(), dataAt);
    }

    private void requirePlain(String name, int flags, int method, int mode) {
        if ((flags & ENCRYPTED) != 0) {
            throw new FormatException(file, named(name) + " is encrypted; unpack it and pack it without a password");
        }
        if (method != STORED && method != DEFLATED) {
            throw new FormatException(
                    file, named(name) + " is packed by method " + method + "; pack it stored (0) or deflated (8)");
        }
        int kind = mode & 0xf000; // of Unix; 0 where another system packed it
        if (kind == 0xa000) {
            throw new FormatException(file, named(name) + " is a symbolic link; refused");
        }
        if (kind != 0 && kind != 0x8000 && kind != 0x4000) {
            throw new FormatException(file, named(name) + " is neither file nor folder; refused");
        }
    }

    private void requirePossible(String name, int method, ZipSizes sizes) throws IOException {
        long packed = sizes.packedBytes();
        boolean possible = packed >= 0
                && packed <= channel.size()
                && sizes.bytes() >= 0
                && (method == STORED ? sizes.bytes() == packed : sizes.bytes() / MOST_GROWTH <= packed);
        if (!possible) {
            throw new FormatException(
                    file,
                    named(name) + " states " + sizes.bytes() + " bytes from " + packed + " packed ones in a file of "
                            + channel.size() + "; refused");
        }
    }

    /** Holds the header in front of the data against the directory. */
    private long localHeader(String name, byte[] raw, int flags, int method, ZipSizes sizes) throws IOException {
        long at = sizes.headerAt();
        if (at < 0 || at > end.directoryAt() - 30) {
            throw damaged(named(name) + " lies outside the file");
        }
        ByteBuffer fixed = ZipEnd.bytes(channel, at, 30);
        int nameBytes = fixed.getShort(26) & 0xffff;
        int extraBytes = fixed.getShort(28) & 0xffff;
        long dataAt = at + 30 + nameBytes + extraBytes;
        if (fixed.getInt(0) != 0x04034b50 || dataAt > end.directoryAt() - sizes.packedBytes()) {
            throw damaged(named(name) + " lies outside the file or has no header");
        }
        ByteBuffer rest = ZipEnd.bytes(channel, at + 30, nameBytes + extraBytes);
        byte[] local = new byte[nameBytes];
        rest.get(0, local);
        boolean sameSizes = ((flags | fixed.getShort(6)) & SIZES_FOLLOW) != 0
                || ZipSizes.ofHeader(fixed, at, rest.slice(nameBytes, extraBytes))
                        .equals(sizes);
        boolean encrypted = (fixed.getShort(6) & ENCRYPTED) != 0;
        if (!Arrays.equals(local, raw) || (fixed.getShort(8) & 0xffff) != method || encrypted || !sameSizes) {
            throw new FormatException(file, named(name) + " is described otherwise by its header; refused");
        }
        return dataAt;
    }

    /** Entries that share bytes make bombs; bytes in front of the first make a file that is two things at once. */
    private void requireApart(List<ZipRecord> records) {
        records.sort(Comparator.comparingLong(ZipRecord::headerAt));
        long free = 0;
        for (ZipRecord entry : records) {
            if (entry.headerAt() < free) {
                throw new FormatException(file, named(entry) + " overlaps another; refused");
            }
            if (free == 0 && entry.headerAt() > 0) {
                throw new FormatException(
                        file,
                        "has " + entry.headerAt() + " bytes in front of its first entry; a plain zip is expected");
            }
            free = entry.end();
        }
    }

    private FormatException damaged(String what) {
        return ZipEnd.incomplete(file, what);
    }

    private static String named(ZipRecord entry) {
        return named(entry.name());
    }

    private static String named(String name) {
        return "entry '" + ZipName.shown(name) + "'";
    }
}
