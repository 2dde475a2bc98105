package org.sagittal.evaluation.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sagittal.geometry.io.VolumeFormats;

/** The volumes of a folder by the name of their case: the file's name without its ending. */
public final class CaseFiles {
    private CaseFiles() {}

    /**
     * The files with one ending.
     *
     * @param folder where; one that is not there holds none
     * @param ending e.g. {@code .nii.gz}
     * @return case to file, in the order of the names
     * @throws UncheckedIOException if the folder cannot be listed
     */
    public static SortedMap<String, Path> of(Path folder, String ending) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path file : visible(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(ending) && name.length() > ending.length()) {
                files.put(name.substring(0, name.length() - ending.length()), file);
            }
        }
        return files;
    }

    /**
     * The files with any ending that a known format of volumes has. The voxels beside a header ({@code .img} beside {@code .hdr}) are no
     * volume of their own.
     *
     * @param folder where; one that is not there holds none
     * @return case to file, in the order of the names
     * @throws IllegalArgumentException if a case has two files
     * @throws UncheckedIOException if the folder cannot be listed
     */
    public static SortedMap<String, Path> ofAnyFormat(Path folder) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path file : visible(folder)) {
            String ending = VolumeFormats.endingOf(file).orElse("");
            String name = file.getFileName().toString();
            String id = name.substring(0, name.length() - ending.length());
            if (ending.isEmpty() || id.isEmpty() || ending.startsWith(".img") && hasHeader(file, id, ending)) {
                continue;
            }
            Path other = files.putIfAbsent(id, file);
            if (other != null) {
                throw new IllegalArgumentException("case " + id + " must have one file in " + folder + ", got "
                        + other.getFileName() + " and " + name + "; take one away");
            }
        }
        return files;
    }

    private static boolean hasHeader(Path voxels, String id, String ending) {
        return Files.exists(voxels.resolveSibling(id + ending.replace(".img", ".hdr")));
    }

    private static List<Path> visible(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("folder cannot be listed: " + folder, e);
        }
    }
}
