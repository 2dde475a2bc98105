package org.sagittal.geometry.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Files that are there wholly or not at all: written to a neighbour of the final place and moved there once finished. */
public final class WholeFile {
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    private WholeFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes everything.
         *
         * @param out a buffered stream, closed by the caller
         * @throws IOException if the disk does not take it
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing one that is there, and makes the folders above it; they go again if it fails.
     *
     * @param file final place
     * @param content what to write
     * @throws FormatException if it cannot be written; an older file then stays as it was
     */
    public static void write(Path file, Content content) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + "."
                + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".part");
        List<Path> made = missingFolders(whole);
        boolean done = false;
        try {
            Files.createDirectories(whole.getParent());
            UNFINISHED.add(part);
            fill(part, content);
            moveOver(part, whole);
            done = true;
        } catch (IOException e) {
            throw new FormatException(file, "cannot be written: " + FileTrouble.reason(e), e);
        } finally {
            removeQuietly(part);
            UNFINISHED.remove(part);
            if (!done) {
                made.forEach(WholeFile::removeUnused);
            }
        }
    }

    /** The folders above a file that do not exist yet, the deepest first. */
    private static List<Path> missingFolders(Path file) {
        List<Path> missing = new ArrayList<>();
        for (Path folder = file.getParent(); folder != null && Files.notExists(folder); folder = folder.getParent()) {
            missing.add(folder);
        }
        return missing;
    }

    private static void removeUnused(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Someone else has put something there meanwhile, so it is in use.
            return;
        }
    }

    /** Removes whatever is being written at this moment; for a process that is about to end and waits for no one. */
    public static void abandonAll() {
        UNFINISHED.forEach(WholeFile::removeQuietly);
    }

    private static void fill(Path part, Content content) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), 1 << 16)) {
            content.writeTo(out);
        }
    }

    private static void moveOver(Path part, Path whole) throws IOException {
        try {
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void removeQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The trouble that left the part behind is already on its way to the caller.
            part.toFile().deleteOnExit();
        }
    }
}
