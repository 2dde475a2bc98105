package org.sagittal.planner.selection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.planner.plan.Plans;

/**
 * A folder with several trained configurations: nnU-Net's {@code <Trainer>__<Plans>__<Configuration>/fold_k/validation}, or the work folder
 * of {@code run} with {@code runs/<configuration>/fold_k/validation}.
 *
 * @param folder where
 * @param configurations in nnU-Net's order: 2d, 3d_fullres, 3d_lowres, 3d_cascade_fullres, then others by name
 */
public record ResultsFolder(Path folder, List<TrainedConfiguration> configurations) {
    private static final Pattern FOLD = Pattern.compile("fold_(\\d{1,3})");
    private static final List<String> USUAL_ORDER = List.of("2d", "3d_fullres", "3d_lowres", "3d_cascade_fullres");
    private static final String OWN_TRAINER = "Sagittal";
    private static final String PLANS = "plans.json";
    private static final String DATASET = "dataset.json";

    /** Copies the list. */
    public ResultsFolder {
        configurations = List.copyOf(configurations);
    }

    /**
     * Looks into a folder.
     *
     * @param folder nnU-Net's results of a dataset, or a work folder
     * @return what was trained there
     * @throws FormatException if nothing was
     */
    public static ResultsFolder open(Path folder) {
        List<TrainedConfiguration> found = new ArrayList<>();
        for (Path candidate : folders(folder)) {
            nnunet(candidate, found);
        }
        Path runs = folder.resolve("runs");
        for (Path candidate : folders(Files.isDirectory(runs) ? runs : folder)) {
            own(candidate, found);
        }
        if (found.isEmpty()) {
            throw new FormatException(
                    folder,
                    "holds no validated training: <Trainer>__<Plans>__<Configuration>/fold_<k>/validation or "
                            + "runs/<configuration>/fold_<k>/validation is expected in it");
        }
        found.sort(Comparator.comparing((TrainedConfiguration one) -> one.trainer())
                .thenComparing(one -> usual(one.configuration()))
                .thenComparing(TrainedConfiguration::identifier));
        return new ResultsFolder(folder, found);
    }

    private static int usual(String configuration) {
        int at = USUAL_ORDER.indexOf(configuration);
        return at < 0 ? USUAL_ORDER.size() : at;
    }

    private static List<Path> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FormatException(folder, "there is no such folder of results");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("folder cannot be listed: " + folder, e);
        }
    }

    private static void nnunet(Path folder, List<TrainedConfiguration> into) {
        String name = folder.getFileName().toString();
        String[] parts = name.split("__");
        Path plans = folder.resolve(PLANS);
        Path dataset = folder.resolve(DATASET);
        if (parts.length == 3 && Files.isRegularFile(plans) && Files.isRegularFile(dataset)) {
            into.add(new TrainedConfiguration(name, parts[0], parts[2], folder, plans, dataset, validations(folder)));
        }
    }

    private static void own(Path folder, List<TrainedConfiguration> into) {
        String name = folder.getFileName().toString();
        SortedMap<Integer, Path> validations = validations(folder);
        if (validations.isEmpty()) {
            return;
        }
        Path run = validations.get(validations.firstKey()).resolveSibling(".").normalize();
        boolean complete =
                Stream.of("run.json", PLANS, DATASET).allMatch(file -> Files.isRegularFile(run.resolve(file)));
        if (complete && Plans.read(run.resolve(PLANS)).configurationNames().contains(name)) {
            into.add(new TrainedConfiguration(
                    name, OWN_TRAINER, name, folder, run.resolve(PLANS), run.resolve(DATASET), validations));
        }
    }

    private static SortedMap<Integer, Path> validations(Path folder) {
        SortedMap<Integer, Path> validations = new TreeMap<>();
        for (Path candidate : folders(folder)) {
            Matcher fold = FOLD.matcher(candidate.getFileName().toString());
            Path validation = candidate.resolve("validation");
            if (fold.matches() && Files.isDirectory(validation)) {
                validations.put(Integer.parseInt(fold.group(1)), validation);
            }
        }
        return validations;
    }

    /**
     * The configurations that a user names.
     *
     * @param names configurations such as {@code 3d_fullres}, or whole identifiers; none for all
     * @return in the order named; one name may stand for several trainers' and plans'
     * @throws FormatException if one was not trained, naming those that were
     */
    public List<TrainedConfiguration> named(List<String> names) {
        if (names.isEmpty()) {
            return configurations;
        }
        List<TrainedConfiguration> chosen = new ArrayList<>();
        for (String name : names) {
            List<TrainedConfiguration> fitting = configurations.stream()
                    .filter(one ->
                            one.configuration().equals(name) || one.identifier().equals(name))
                    .toList();
            if (fitting.isEmpty()) {
                throw new FormatException(
                        folder,
                        "holds no trained '" + name + "', only "
                                + CaseSets.named(configurations.stream()
                                        .map(TrainedConfiguration::identifier)
                                        .toList()));
            }
            fitting.stream().filter(one -> !chosen.contains(one)).forEach(chosen::add);
        }
        return chosen;
    }

    /**
     * The folds that every one of some configurations has validated.
     *
     * @param chosen configurations, at least one
     * @return ascending
     * @throws FormatException if they share none
     */
    public List<Integer> sharedFolds(List<TrainedConfiguration> chosen) {
        TreeSet<Integer> shared = new TreeSet<>(chosen.get(0).validations().keySet());
        chosen.forEach(one -> shared.retainAll(one.validations().keySet()));
        if (shared.isEmpty()) {
            Map<String, Object> folds = new TreeMap<>();
            chosen.forEach(one -> folds.put(one.identifier(), one.validations().keySet()));
            throw new FormatException(
                    folder, "no fold is validated in every configuration: " + folds + "; choose some with -c");
        }
        return List.copyOf(shared);
    }
}
