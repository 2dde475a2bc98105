package org.sagittal.geometry.io.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Files that are there wholly or not at all: written to a neighbour of the final place, {@link PartFile}, and moved there once
 * finished. The bytes are on the disk before the move and the move is on the disk before {@link #write} returns, so that what is said to be
 * finished outlasts a loss of power too.
 */
public final class WholeFile {
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

    /** What brings a part that is whole to its place. */
    @FunctionalInterface
    private interface Placing {
        void place(PartFile part, Path whole) throws IOException;
    }

    /**
     * Writes a file, replacing one that is there, and makes the folders above it; they go again if it fails.
     *
     * @param file final place
     * @param content what to write
     * @throws FormatException if it cannot be written; an older file then stays as it was
     */
    public static void write(Path file, Content content) {
        write(file, content, true, WholeFile::place);
    }

    /**
     * Writes a file as {@link #write} does, but does not wait for the disk: for the many files of a store that say themselves whether they are
     * whole and are made again if not. A process that dies leaves them whole or not there; a loss of power may damage the latest ones.
     *
     * @param file final place
     * @param content what to write
     * @throws FormatException if it cannot be written; an older file then stays as it was
     */
    public static void writeUnforced(Path file, Content content) {
        write(file, content, false, PartFile::moveTo);
    }

    /**
     * Writes two files that are of use only together. Both are on the disk before either comes to its place, the first before the second, and an
     * older second one is gone meanwhile, so that the second never lies beside a first that is not its own.
     *
     * @param first final place
     * @param content what to write there
     * @param second final place in the same folder
     * @param rest what to write there, once the bytes of the first are counted
     * @throws FormatException if they cannot be written; as long as the disk does not fail between two moves, older files then stay as they were
     */
    public static void writePair(Path first, Content content, Path second, LongFunction<Content> rest) {
        Placing both = (one, place) -> write(second, rest.apply(one.bytes()), true, (other, otherPlace) -> {
            Files.deleteIfExists(otherPlace);
            one.moveTo(place);
            try {
                forceFolder(place);
            } finally {
                place(other, otherPlace);
            }
        });
        write(first, content, true, both);
    }

    private static void place(PartFile part, Path whole) throws IOException {
        part.moveTo(whole);
        forceFolder(whole);
    }

    private static void write(Path file, Content content, boolean forced, Placing placing) {
        Path whole = file.toAbsolutePath();
        List<Path> made = missingFolders(whole);
        boolean done = false;
        try {
            Files.createDirectories(whole.getParent());
            try (PartFile part = PartFile.create(whole, made)) {
                try (OutputStream out = part.out()) {
                    content.writeTo(out);
                }
                if (forced) {
                    part.force();
                }
                placing.place(part, whole);
                done = true;
            }
        } catch (IOException e) {
            throw new FormatException(file, "cannot be written: " + FileTrouble.reason(e), e);
        } finally {
            if (!done) {
                made.forEach(WholeFile::removeUnused);
            }
        }
    }

    /**
     * Reads a file that nobody parses afterwards, so that nobody would notice an end that comes too early.
     *
     * @param file a file that fits into memory
     * @return all its bytes
     * @throws IOException if it cannot be read, or ends before its stated size
     */
    public static byte[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length != Files.size(file)) {
            throw new EOFException(
                    "only " + bytes.length + " of its " + Files.size(file) + " bytes were there to read");
        }
        return bytes;
    }

    /**
     * Removes what a killed process was writing into a folder; what another process is writing there at the moment stays.
     *
     * @param folder may be absent
     * @throws FormatException if the folder cannot be cleared
     */
    public static void removeAbandoned(Path folder) {
        removeAbandoned(folder, false);
    }

    /**
     * Removes what a killed process was writing into a folder.
     *
     * @param folder may be absent
     * @param alone whether the caller knows that no other process writes there; where a file system has no locks that is the only way to know
     */
    static void removeAbandoned(Path folder, boolean alone) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder.toRealPath())) {
            for (Path part : files.filter(PartFile::isNamedLikeOne).toList()) {
                PartFile.removeAbandoned(part, alone);
            }
        } catch (UncheckedIOException e) {
            throw notCleared(folder, e.getCause());
        } catch (IOException e) {
            throw notCleared(folder, e);
        }
    }

    private static FormatException notCleared(Path folder, IOException e) {
        return new FormatException(
                folder, "holds half-written files of a killed run that cannot be deleted: " + FileTrouble.reason(e), e);
    }

    /**
     * Waits until the disk has a name in its folder, where the system lets one ask for that: Windows and some network disks do not. Those still
     * take the same wish for the file, and a disk that is broken or full does not; the words of a refusal are another in every language.
     *
     * @param moved what has just got its name
     */
    static void forceFolder(Path moved) throws IOException {
        try {
            force(moved.getParent());
        } catch (AccessDeniedException e) {
            return;
        } catch (IOException e) {
            if (Files.isDirectory(moved)) {
                return;
            }
            force(moved);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            // Whoever cancels the work does not wait for the disk; the file is whole all the same.
            return;
        }
    }

    /** The folders above a file that do not exist yet, the deepest first. */
    static List<Path> missingFolders(Path file) {
        List<Path> missing = new ArrayList<>();
        for (Path folder = file.getParent(); folder != null && Files.notExists(folder); folder = folder.getParent()) {
            missing.add(folder);
        }
        return missing;
    }

    /** Removes a folder that holds nothing. */
    static void removeUnused(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Someone else has put something there meanwhile, so it is in use.
            return;
        }
    }

    /**
     * Removes whatever is being written at this moment, staged folders and locks too, and refuses to begin more; for a process that is about to end
     * and waits for no one.
     */
    public static void abandonAll() {
        Unfinished.abandonAll();
    }
}
