package org.sagittal.planner.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.BoundedZip;
import org.sagittal.geometry.io.FormatException;

/** A model zip. It is never unpacked into folders; one checkpoint at a time goes to a temporary file while it is read. */
final class ZipFiles implements ModelFiles {
    private final Path origin;
    private final BoundedZip zip;
    private String unpackedName = "";
    private Path unpacked;

    private ZipFiles(Path origin, BoundedZip zip) {
        this.origin = origin;
        this.zip = zip;
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
        return zip.names().stream().filter(name -> !name.endsWith("/")).sorted().toList();
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
        return unpacked;
    }

    private Path unpack(String name) {
        try {
            Path file = Files.createTempFile("sagittal-checkpoint", ".pth");
            try (OutputStream out = Files.newOutputStream(file)) {
                zip.copy(name, out);
                return file;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
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
        try {
            Files.deleteIfExists(unpacked);
        } catch (IOException e) {
            unpacked.toFile().deleteOnExit();
        }
    }
}
