package org.sagittal.planner.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;

/** A results folder on the disk, or one above it. */
record FolderFiles(Path origin, List<String> names) implements ModelFiles {
    /** results / dataset / trainer__plans__configuration / fold / file. */
    private static final int DEEPEST = 5;

    static FolderFiles open(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            List<String> names = files.filter(
                            f -> f.toString().endsWith(".json") || f.toString().endsWith(".pth"))
                    .map(f -> folder.relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            return new FolderFiles(folder, names);
        } catch (IOException | UncheckedIOException e) {
            throw new FormatException(folder, "cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] read(String name, long mostBytes) {
        Path file = onDisk(name);
        try {
            if (Files.size(file) > mostBytes) {
                throw new FormatException(file, "is longer than " + mostBytes + " bytes");
            }
            return WholeFile.read(file);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public Path onDisk(String name) {
        return origin.resolve(name);
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
