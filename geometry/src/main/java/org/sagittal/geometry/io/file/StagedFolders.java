package org.sagittal.geometry.io.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders that appear together or not at all: each is filled in a temporary neighbour, and all are moved to their places once everything
 * is written. What was not moved is removed when this is closed, or by the next to stage folders in the same place if the process was killed.
 */
public final class StagedFolders implements AutoCloseable {
    private static final String PREFIX = ".unfinished-";
    private static final int MOST_TRIES = 5;
    private static final Pattern NAME = Pattern.compile("\\.unfinished-[0-9a-f]{1,16}");

    private final Path parent;
    private final Path temporary;
    private final List<Path> made;
    private final Map<Path, Path> staged = new LinkedHashMap<>();
    private final FolderLock alive;
    private final Unfinished unfinished;

    private StagedFolders(Path parent, Path temporary, List<Path> made) throws IOException {
        this.parent = parent;
        this.temporary = temporary;
        this.made = made;
        this.unfinished = Unfinished.make(() -> Files.createDirectories(temporary), this::removeTemporary);
        try {
            // What is locked is not taken for a leftover by another process.
            this.alive = FolderLock.take(temporary);
        } catch (RuntimeException e) {
            removeTemporary();
            unfinished.end();
            throw e;
        }
    }

    /**
     * Begins.
     *
     * @param parent the folder that takes the others; made if need be
     * @return nothing staged yet
     * @throws FormatException if the folder cannot be made
     */
    public static StagedFolders in(Path parent) {
        Path whole = parent.toAbsolutePath().normalize();
        try {
            if (Files.isDirectory(whole)) {
                removeAbandoned(whole);
            }
        } catch (IOException e) {
            throw new FormatException(parent, "cannot take files: " + FileTrouble.reason(e), e);
        }
        for (int tries = 1; ; tries++) {
            try {
                return begin(parent, whole);
            } catch (FolderInUseException | FormatException e) {
                boolean lost = e instanceof FolderInUseException || e.getCause() instanceof NoSuchFileException;
                if (!lost || tries == MOST_TRIES) {
                    throw e;
                }
                // Another process took the new folder for a leftover before it was locked.
            }
        }
    }

    private static StagedFolders begin(Path parent, Path whole) {
        Path temporary = whole.resolve(
                PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        List<Path> made = WholeFile.missingFolders(temporary);
        try {
            return new StagedFolders(whole, temporary, made);
        } catch (IOException e) {
            remove(temporary);
            made.forEach(WholeFile::removeUnused);
            throw new FormatException(parent, "cannot take files: " + FileTrouble.reason(e), e);
        }
    }

    /** What a killed process was filling, and what it had just made, which is empty. */
    private static void removeAbandoned(Path parent) throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(parent.toRealPath())) {
            left = entries.filter(Files::isDirectory)
                    .filter(entry ->
                            NAME.matcher(entry.getFileName().toString()).matches())
                    .toList();
        }
        for (Path folder : left) {
            FolderLock.ifAbandoned(folder, abandoned -> {
                if (empty(abandoned)) {
                    WholeFile.removeUnused(abandoned.resolve(FolderLock.NAME));
                }
            });
            WholeFile.removeUnused(folder);
        }
    }

    /**
     * Begins a folder.
     *
     * @param relative where it will be, below the parent; below a folder that is begun already it moves with that one
     * @return where to write it now: an empty folder
     * @throws FormatException if there is something of that name already that is no empty folder
     */
    public Path folder(String relative) {
        Path target = parent.resolve(relative);
        try {
            if (Files.exists(target) && !isEmptyFolder(target) || staged.containsKey(target)) {
                throw new FormatException(
                        target, "is there already and not empty; remove it or choose another folder to write to");
            }
            Path place = temporary.resolve(relative);
            Files.createDirectories(place);
            if (staged.keySet().stream().noneMatch(target::startsWith)) {
                staged.put(target, place);
            }
            return place;
        } catch (IOException e) {
            throw new FormatException(target, "cannot be written: " + FileTrouble.reason(e), e);
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * Moves all folders to their places.
     *
     * @return the folders, in the order in which they were begun
     * @throws FormatException if one cannot be moved; those before it are taken back
     */
    public List<Path> commit() {
        List<Path> moved = new ArrayList<>();
        for (Map.Entry<Path, Path> one : staged.entrySet()) {
            try {
                Files.createDirectories(one.getKey().getParent());
                Files.deleteIfExists(one.getKey());
                Files.move(one.getValue(), one.getKey());
                moved.add(one.getKey());
                WholeFile.forceFolder(one.getKey());
            } catch (IOException e) {
                moved.forEach(StagedFolders::remove);
                throw new FormatException(one.getKey(), "cannot be written: " + FileTrouble.reason(e), e);
            }
        }
        return List.copyOf(moved);
    }

    @Override
    public void close() {
        // What has no lock is not known for a leftover, and Windows keeps a folder with a file that is open.
        empty(temporary);
        alive.close();
        removeTemporary();
        unfinished.end();
    }

    private void removeTemporary() {
        remove(temporary);
        made.forEach(WholeFile::removeUnused);
    }

    /** Leaves nothing but the lock's file; false if something cannot be removed. */
    private static boolean empty(Path folder) {
        Path lock = folder.resolve(FolderLock.NAME);
        return remove(folder, path -> !path.equals(folder) && !path.equals(lock));
    }

    private static void remove(Path folder) {
        remove(folder, path -> true);
    }

    private static boolean remove(Path folder, Predicate<Path> which) {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path :
                    content.sorted(Comparator.reverseOrder()).filter(which).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            // The trouble that left it behind is already on its way to the caller.
            return false;
        }
    }
}
