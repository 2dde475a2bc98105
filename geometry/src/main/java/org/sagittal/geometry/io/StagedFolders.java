package org.sagittal.geometry.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Folders that appear together or not at all: each is filled in a temporary neighbour, and all are moved to their places once everything
 * is written. What was not moved is removed when this is closed.
 */
public final class StagedFolders implements AutoCloseable {
    private final Path parent;
    private final Path temporary;
    private final boolean parentWasThere;
    private final Map<Path, Path> staged = new LinkedHashMap<>();

    private StagedFolders(Path parent, Path temporary, boolean parentWasThere) {
        this.parent = parent;
        this.temporary = temporary;
        this.parentWasThere = parentWasThere;
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
        Path temporary = whole.resolve(
                ".unfinished-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        boolean there = Files.isDirectory(whole);
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new FormatException(parent, "cannot take files: " + FileTrouble.reason(e), e);
        }
        return new StagedFolders(whole, temporary, there);
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
                WholeFile.forceFolder(one.getKey().getParent());
            } catch (IOException e) {
                moved.forEach(StagedFolders::remove);
                throw new FormatException(one.getKey(), "cannot be written: " + FileTrouble.reason(e), e);
            }
        }
        return List.copyOf(moved);
    }

    @Override
    public void close() {
        remove(temporary);
        if (!parentWasThere) {
            WholeFile.removeUnused(parent);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The trouble that left it behind is already on its way to the caller.
            return;
        }
    }
}
