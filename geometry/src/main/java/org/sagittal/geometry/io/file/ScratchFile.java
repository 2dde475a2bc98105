package org.sagittal.geometry.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A file in the system's temporary folder that goes when it is closed, and also when the process is cancelled before. */
public final class ScratchFile implements AutoCloseable {
    private final Path path;
    private final Unfinished unfinished;

    private ScratchFile(Path path, Unfinished unfinished) {
        this.path = path;
        this.unfinished = unfinished;
    }

    /**
     * Makes an empty file.
     *
     * @param purpose a word for its name, {@code sagittal-<purpose><digits><ending>}
     * @param ending with its dot
     * @return the file, to be closed
     * @throws IOException if there is no room
     */
    public static ScratchFile make(String purpose, String ending) throws IOException {
        AtomicReference<Path> made = new AtomicReference<>();
        Unfinished unfinished = Unfinished.make(
                () -> made.set(Files.createTempFile("sagittal-" + purpose, ending)),
                () -> Optional.ofNullable(made.get()).ifPresent(WholeFile::removeUnused));
        return new ScratchFile(made.get(), unfinished);
    }

    /**
     * Where it lies.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    /** Removes the file. Where the system holds it open for somebody it goes when the process ends. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
        unfinished.end();
    }
}
