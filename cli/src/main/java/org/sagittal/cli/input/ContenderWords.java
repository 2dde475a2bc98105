package org.sagittal.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sagittal.evaluation.study.Contender;
import org.sagittal.evaluation.study.Trial;
import org.sagittal.evaluation.study.TrialFiles;
import org.sagittal.geometry.io.file.FormatException;

/**
 * What a person types to have models compared: {@code PATH} or {@code NAME=PATH}. A path is the folder of a model with its folds, a folder with
 * several such models (nnU-Net's results of a dataset, or the work folder of {@code run}), or scores: {@code summary.json}, {@code
 * report.json} or a folder that holds one. The same name twice is the same model trained again.
 */
public final class ContenderWords {
    private static final Pattern FOLD = Pattern.compile("fold_(\\d{1,3})");
    private static final Pattern NAMED = Pattern.compile("([^=/\\\\]+)=(.+)");

    private final String score;
    private final Map<String, List<SortedMap<Integer, Trial>>> found = new LinkedHashMap<>();

    private ContenderWords(String score) {
        this.score = score;
    }

    /**
     * Finds the models.
     *
     * @param words what was typed
     * @param score what to compare, e.g. {@code dice}
     * @return the models, in the order in which they were named first
     * @throws FormatException if a path holds no scores
     */
    public static List<Contender> read(List<String> words, String score) {
        ContenderWords contenders = new ContenderWords(score);
        for (String word : words) {
            Matcher named = NAMED.matcher(word);
            if (named.matches() && !Files.exists(Path.of(word))) {
                contenders.add(named.group(1), Path.of(named.group(2)));
            } else {
                contenders.add("", Path.of(word));
            }
        }
        return contenders.found.entrySet().stream()
                .map(entry -> new Contender(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void add(String name, Path path) {
        if (!Files.exists(path)) {
            throw new FormatException(path, "there is no such file or folder of scores");
        }
        if (Files.isRegularFile(path)) {
            Path folder = path.toAbsolutePath().normalize().getParent();
            addTrial(name.isEmpty() ? folder.getFileName().toString() : name, path);
            return;
        }
        if (addFolds(name, path)) {
            return;
        }
        Path runs = path.resolve("runs");
        boolean several = false;
        for (Path model : folders(Files.isDirectory(runs) ? runs : path)) {
            several |= addFolds(name.isEmpty() ? "" : name + " " + model.getFileName(), model);
        }
        if (!several) {
            addTrial(name.isEmpty() ? fileName(path) : name, scoresIn(path));
        }
    }

    private void addTrial(String name, Path file) {
        put(name, new TreeMap<>(Map.of(0, TrialFiles.read(file, 0, score))));
    }

    /** The folds of a model, if the folder holds any that were validated. */
    private boolean addFolds(String name, Path model) {
        SortedMap<Integer, Trial> folds = new TreeMap<>();
        for (Path folder : folders(model)) {
            Matcher fold = FOLD.matcher(folder.getFileName().toString());
            Path validation = folder.resolve("validation");
            if (fold.matches() && Files.isDirectory(validation)) {
                int number = Integer.parseInt(fold.group(1));
                folds.put(number, TrialFiles.read(scoresIn(validation), number, score));
            }
        }
        if (!folds.isEmpty()) {
            put(name.isEmpty() ? fileName(model) : name, folds);
        }
        return !folds.isEmpty();
    }

    private Path scoresIn(Path folder) {
        boolean inSummary = score.equals("dice") || score.equals("iou");
        List<String> names =
                inSummary ? List.of("summary.json", "report.json") : List.of("report.json", "summary.json");
        return names.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new FormatException(
                        folder,
                        "holds no scores: summary.json, report.json or fold_<k>/validation/summary.json is expected"));
    }

    private void put(String name, SortedMap<Integer, Trial> folds) {
        found.computeIfAbsent(name, key -> new ArrayList<>()).add(folds);
    }

    private static String fileName(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("folder cannot be listed: " + folder, e);
        }
    }
}
