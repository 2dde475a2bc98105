package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/**
 * From what the predictions in a folder are: file {@code .cases.json} in it, case -> digest of model, images and whatever else decides. What is
 * of anything else is removed first, then the note of what is about to be made is written, then the first case is made. So a prediction that is
 * there is always of what its note says, whenever the process is killed, and a next one may keep it or not by its note alone.
 */
final class CaseNotes {
    private static final String NAME = ".cases.json";
    private static final String PROBABILITIES = ".npz";

    private final Path folder;
    private final String ending;
    private final DigestFile notes;

    private CaseNotes(Path folder, String ending, DigestFile notes) {
        this.folder = folder;
        this.ending = ending;
        this.notes = notes;
    }

    /**
     * Reads the notes of a folder.
     *
     * @param folder may be absent
     * @param ending of its label maps, with the dot
     * @return the notes; none in a folder that was made before there were any
     */
    static CaseNotes open(Path folder, String ending) {
        return new CaseNotes(folder, ending, DigestFile.open(folder.resolve(NAME)));
    }

    /** Whether there are notes at all. */
    boolean exist() {
        return notes.exists();
    }

    /**
     * Whether the folder has label maps of just these cases, each made from what it would be made from now.
     *
     * @param wanted case -> digest
     */
    boolean hold(Map<String, String> wanted) {
        return notes.digests().equals(wanted) && complete(wanted.keySet());
    }

    /**
     * Whether the folder has label maps of these cases.
     *
     * @param ids the cases
     */
    boolean complete(Set<String> ids) {
        return ids.stream().allMatch(id -> Files.exists(folder.resolve(id + ending)));
    }

    /**
     * Removes every prediction that is not of what it would be made from now, and notes what it will be made from.
     *
     * @param wanted case -> digest
     * @param trusted says of a case without a note in a folder without notes whether its prediction may stay
     * @param about what is told about all predictions together; goes before the first of them does
     * @throws FormatException if something cannot be removed or written
     */
    void begin(Map<String, String> wanted, Predicate<String> trusted, Path... about) {
        boolean old = !exist();
        Map<String, String> known = notes.digests();
        List<String> stale = predicted().stream()
                .filter(id -> !wanted.containsKey(id)
                        || !(old ? trusted.test(id) : wanted.get(id).equals(known.get(id))))
                .toList();
        if (!stale.isEmpty()) {
            List.of(about).forEach(CaseNotes::remove);
        }
        for (String id : stale) {
            remove(folder.resolve(id + ending));
            remove(folder.resolve(id + PROBABILITIES));
        }
        if (old || !known.equals(wanted)) {
            notes.replace(wanted);
        }
    }

    private Set<String> predicted() {
        Set<String> ids = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            return ids;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(name -> Stream.of(ending, PROBABILITIES)
                            .filter(name::endsWith)
                            .forEach(end -> ids.add(name.substring(0, name.length() - end.length()))));
        } catch (IOException e) {
            throw new UncheckedIOException("folder cannot be listed: " + folder, e);
        }
        return ids;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FormatException(file, "is of an earlier run and cannot be removed: " + FileTrouble.reason(e), e);
        }
    }
}
