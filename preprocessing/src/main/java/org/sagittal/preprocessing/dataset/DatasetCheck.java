package org.sagittal.preprocessing.dataset;

import static org.sagittal.preprocessing.dataset.DatasetProblem.fatal;
import static org.sagittal.preprocessing.dataset.DatasetProblem.warning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/**
 * Looks for every problem of a raw dataset at once: the description, the files' names, and the voxels and grids of every case.
 *
 * <p>Finds what nnU-Net's {@code verify_dataset_integrity} finds, which stops at the first kind of problem, and more.
 */
public final class DatasetCheck {
    private final Path folder;
    private final Options options;
    private final List<DatasetProblem> problems = new ArrayList<>();

    private DatasetCheck(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
    }

    /**
     * How to check.
     *
     * @param threads how many cases to read at a time
     * @param expandVariables replaces variables in listed paths; see {@link Variables}
     * @param progress told after each case
     */
    public record Options(int threads, UnaryOperator<String> expandVariables, CaseProgress progress) {
        /** Refuses to work with no thread. */
        public Options {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, got " + threads);
            }
        }

        /**
         * Without variables and progress.
         *
         * @param threads how many cases to read at a time
         * @return the options
         */
        public static Options ofThreads(int threads) {
            return new Options(threads, UnaryOperator.identity(), CaseProgress.NONE);
        }
    }

    /**
     * Checks a dataset.
     *
     * @param folder {@code DatasetNNN_Name}
     * @param options how
     * @return everything that is wrong; never throws for what is in the folder
     */
    public static DatasetReport run(Path folder, Options options) {
        DatasetCheck check = new DatasetCheck(folder, options);
        int cases = check.run();
        return new DatasetReport(cases, check.problems);
    }

    private int run() {
        if (!Files.isDirectory(folder)) {
            problems.add(fatal(folder.toString(), "there is no such folder", "name a folder DatasetNNN_Name"));
            return 0;
        }
        JsonNode json;
        try {
            json = DatasetDescription.readJson(folder.resolve("dataset.json"));
        } catch (FormatException e) {
            String reason = e.getMessage().replace(e.file() + ": ", "");
            problems.add(fatal("dataset.json", reason, "write one; see nnU-Net's dataset format"));
            return 0;
        }
        problems.addAll(DescriptionCheck.of(json));
        Optional<RawDataset> dataset = open(json);
        if (dataset.isEmpty()) {
            return 0;
        }
        List<RawCase> cases = dataset.get().trainingCases();
        if (cases.isEmpty()) {
            problems.add(fatal(
                    "imagesTr",
                    "holds no case",
                    "name images <case>_0000" + dataset.get().description().fileEnding()));
        }
        DescriptionCheck.count(json, cases.size()).ifPresent(problems::add);
        int channels = channels(json);
        problems.addAll(
                json.has("dataset") ? FolderCheck.listed(dataset.get()) : FolderCheck.scanned(dataset.get(), channels));
        reader(dataset.get()).ifPresent(reader -> checkCases(dataset.get(), reader, channels, labels(json)));
        return cases.size();
    }

    /** A wrong description of labels or channels does not keep the files from being looked at. */
    private Optional<RawDataset> open(JsonNode json) {
        if (!json.path("file_ending").isTextual()) {
            return Optional.empty();
        }
        if (!json.has("dataset") && !Files.isDirectory(folder.resolve("imagesTr"))) {
            problems.add(fatal("imagesTr", "is not there", "put the images in it, named <case>_0000<ending>"));
            return Optional.empty();
        }
        try {
            return Optional.of(RawDataset.open(folder, lenient(json), options.expandVariables));
        } catch (IllegalArgumentException | FormatException e) {
            problems.add(fatal("dataset.json", e.getMessage(), "correct the list of files"));
            return Optional.empty();
        }
    }

    private static DatasetDescription lenient(JsonNode json) {
        try {
            return DatasetDescription.parse(json);
        } catch (IllegalArgumentException e) {
            ObjectNode patched = ((ObjectNode) json).deepCopy();
            patched.remove("regions_class_order");
            patched.putObject("labels").put("background", 0);
            return DatasetDescription.parse(patched);
        }
    }

    private static int channels(JsonNode json) {
        JsonNode names = json.has("channel_names") ? json.get("channel_names") : json.path("modality");
        return names.isObject() ? names.size() : 0;
    }

    private static Set<Integer> labels(JsonNode json) {
        try {
            LabelScheme scheme = DatasetDescription.parse(json).labels();
            Set<Integer> labels = new TreeSet<>(scheme.allLabels());
            scheme.ignoreLabel().ifPresent(labels::add);
            return labels;
        } catch (IllegalArgumentException e) {
            return Set.of();
        }
    }

    private Optional<ImageReader> reader(RawDataset dataset) {
        Optional<String> named = dataset.description().imageReaderWriter().filter(ImageReaders.names()::contains);
        if (named.isPresent()) {
            return named.map(ImageReaders::byName);
        }
        String ending = dataset.description().fileEnding();
        List<Path> images = dataset.trainingCases().stream()
                .flatMap(c -> c.images().stream())
                .filter(Files::isRegularFile)
                .toList();
        for (Path example : images) {
            try {
                return Optional.of(ImageReaders.detect(ending, example));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            } catch (FormatException e) {
                if (example.equals(images.get(images.size() - 1))) {
                    problems.add(fatal("imagesTr", e.getMessage(), "store the images in a format of their ending"));
                }
            }
        }
        return Optional.empty();
    }

    private void checkCases(RawDataset dataset, ImageReader reader, int channels, Set<Integer> wanted) {
        List<CaseCheck.Finding> findings = CaseWorkers.map(
                dataset.trainingCases(),
                options.threads,
                rawCase -> CaseCheck.of(rawCase, reader, channels, wanted),
                options.progress);
        Set<Integer> seen = new TreeSet<>();
        for (CaseCheck.Finding finding : findings) {
            problems.addAll(finding.problems());
            seen.addAll(finding.labels());
        }
        for (int label : wanted) {
            if (!seen.isEmpty() && !seen.contains(label) && label != 0) {
                problems.add(warning(
                        "labelsTr",
                        "label " + label + " occurs in no case",
                        "remove it from dataset.json, or look whether it was lost"));
            }
        }
    }
}
