package org.sagittal.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;

/** Which cases to predict: a folder of {@code <case>_0000<ending>} files, a text file with a case a line, or the files of one case. */
public final class CaseWords {
    private static final String CHANNEL = "_\\d{4}$";

    private final DatasetDescription dataset;

    /**
     * Makes a reader of words.
     *
     * @param dataset what the model was trained on: its channels and file ending
     */
    public CaseWords(DatasetDescription dataset) {
        this.dataset = dataset;
    }

    /**
     * Finds the cases.
     *
     * @param words one folder, one list ({@code .txt}), or the files of one case in channel order
     * @return at least one case
     * @throws IOException if a list cannot be read
     * @throws IllegalArgumentException if there is no case, or one lacks a channel
     */
    public List<RawCase> cases(List<Path> words) throws IOException {
        Path first = words.get(0);
        List<RawCase> cases;
        if (words.size() == 1 && Files.isDirectory(first)) {
            cases = RawDataset.casesIn(first, dataset);
            if (cases.isEmpty()) {
                throw new IllegalArgumentException(
                        first + " holds no image: the model wants files <case>_0000" + dataset.fileEnding());
            }
        } else if (words.size() == 1
                && first.toString().toLowerCase(Locale.ROOT).endsWith(".txt")) {
            cases = listed(first);
        } else {
            cases = List.of(one(words));
            cases.forEach(CaseWords::refuseMissing);
        }
        refuseSameName(cases);
        return cases;
    }

    private static void refuseSameName(List<RawCase> cases) {
        Map<String, Path> firsts = new HashMap<>();
        for (RawCase one : cases) {
            Path other = firsts.putIfAbsent(one.id(), one.images().get(0));
            if (other != null) {
                throw new IllegalArgumentException(
                        other + " and " + one.images().get(0) + " are both called " + one.id()
                                + "; their label maps would be one file");
            }
        }
    }

    /** A case a line, its files separated by blanks or commas, relative to the list. */
    private List<RawCase> listed(Path list) throws IOException {
        List<RawCase> cases = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                cases.add(one(Arrays.stream(line.strip().split("[,\\s]+"))
                        .map(word -> list.toAbsolutePath().resolveSibling(word))
                        .toList()));
            }
        }
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(list + " names no case: it must hold a line for each, with its files");
        }
        return cases;
    }

    private static RawCase one(List<Path> files) {
        String name = files.get(0).getFileName().toString();
        String stem = stem(name).replaceFirst(CHANNEL, "");
        return new RawCase(stem.isEmpty() ? name : stem, files, Optional.empty());
    }

    /** A file's name without its ending; {@code .nii.gz} is one ending. */
    static String stem(String name) {
        String plain = name.toLowerCase(Locale.ROOT).endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }

    private static void refuseMissing(RawCase rawCase) {
        for (Path file : rawCase.images()) {
            if (!Files.exists(file)) {
                throw new IllegalArgumentException(file + ": there is no such file or folder");
            }
        }
    }
}
