package org.sagittal.planner.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.ScratchFile;
import org.sagittal.geometry.io.zip.BoundedZip;

/** A model zip. It is never unpacked into folders; one checkpoint at a time goes to a temporary file while it is read. */
final class ZipFiles implements ModelFiles {
    /** Six times the largest preset's checkpoint with its optimiser state. */
    private static final long MOST_CHECKPOINT_BYTES = 8L << 30;

    /** Weights hardly shrink; only small files and fresh optimiser state do. */
    private static final int MOST_GROWTH = 50;

    private static final long SMALL = 64L << 20;

    private final Path origin;
    private final BoundedZip zip;
    private final List<String> names;
    private String unpackedName = "";
    private ScratchFile unpacked;

    private ZipFiles(Path origin, BoundedZip zip) {
        this.origin = origin;
        this.zip = zip;
        this.names = zip.names().stream().sorted().toList();
    }

    static ZipFiles open(Path file) {
        return new ZipFiles(file, BoundedZip.open(file));
    }

    @Override
    public Path origin() {
        return origin;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public byte[] read(String name, long mostBytes) {
        return zip.read(name, mostBytes);
    }

    @Override
    public Path onDisk(String name) {
        if (!unpackedName.equals(name)) {
            forget();
            unpacked = unpack(name);
            unpackedName = name;
        }
        return unpacked.path();
    }

    private void requireUsualSize(String name) {
        long bytes = zip.size(name);
        if (bytes > MOST_CHECKPOINT_BYTES || bytes > SMALL && bytes / MOST_GROWTH > zip.packedSize(name)) {
            throw new FormatException(
                    origin,
                    "entry '" + name + "' would unpack to " + bytes + " bytes from " + zip.packedSize(name)
                            + ", as no checkpoint does; refused");
        }
    }

    private ScratchFile unpack(String name) {
        requireUsualSize(name);
        try {
            ScratchFile file = ScratchFile.make("checkpoint", ".pth");
            try (OutputStream out = Files.newOutputStream(file.path())) {
                zip.copy(name, out);
                return file;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new FormatException(origin, "entry '" + name + "' cannot be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        zip.close();
        forget();
    }

    private void forget() {
        if (unpackedName.isEmpty()) {
            return;
        }
        unpackedName = "";
        unpacked.close();
    }
}
