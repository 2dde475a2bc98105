package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sagittal.geometry.io.VolumeFormats;

/** Some of the cases of a folder of images named {@code <case>_0000<ending>}, as links in a folder of their own. */
public final class CaseLinks {
    private CaseLinks() {}

    /**
     * Links images.
     *
     * @param images a folder
     * @param wanted says which cases
     * @param most how many at most, in the order of their names
     * @param into a folder, emptied before
     * @return the cases
     * @throws IOException if there is none, or the folder cannot be written
     */
    public static List<String> images(Path images, Predicate<String> wanted, int most, Path into) throws IOException {
        Map<String, List<Path>> cases = new TreeMap<>();
        for (Path file : files(images)) {
            String name = stem(file);
            if (name.matches(".+_\\d{4}")) {
                cases.computeIfAbsent(name.substring(0, name.length() - 5), id -> new ArrayList<>())
                        .add(file);
            }
        }
        List<String> chosen = cases.keySet().stream().filter(wanted).limit(most).toList();
        if (chosen.isEmpty()) {
            throw new IOException(images + " holds no image named <case>_0000.<ending> that is asked for");
        }
        empty(into);
        for (String id : chosen) {
            for (Path file : cases.get(id)) {
                link(file, into);
            }
        }
        return chosen;
    }

    /**
     * Links label maps.
     *
     * @param labels a folder
     * @param cases whose
     * @param into a folder, emptied before
     * @throws IOException if one is missing, or the folder cannot be written
     */
    public static void labels(Path labels, List<String> cases, Path into) throws IOException {
        empty(into);
        for (String id : cases) {
            link(label(labels, id).orElseThrow(() -> new IOException(labels + " holds no label map of " + id)), into);
        }
    }

    /**
     * Finds a case's label map.
     *
     * @param labels a folder
     * @param id the case
     * @return the file, or empty
     * @throws IOException if the folder cannot be read
     */
    public static Optional<Path> label(Path labels, String id) throws IOException {
        return files(labels).stream().filter(file -> stem(file).equals(id)).findFirst();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> VolumeFormats.endingOf(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(
                0,
                name.length() - VolumeFormats.endingOf(file).map(String::length).orElse(0));
    }

    private static void empty(Path folder) throws IOException {
        Workbench.remove(folder);
        Files.createDirectories(folder);
    }

    private static void link(Path file, Path into) throws IOException {
        Files.createSymbolicLink(into.resolve(file.getFileName()), file.toRealPath());
    }
}
