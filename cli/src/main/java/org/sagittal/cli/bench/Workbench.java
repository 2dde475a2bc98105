package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder in which nnU-Net finds raw and preprocessed data and results, and the words that start either program. */
public final class Workbench {
    private static final Pattern DATASET = Pattern.compile("Dataset(\\d{3})_\\w+");

    private final Path folder;
    private final List<String> sagittal;
    private final int threads;

    /**
     * Makes a workbench.
     *
     * @param folder takes data and results
     * @param sagittal the words that start our program
     * @param threads for both sides
     */
    public Workbench(Path folder, List<String> sagittal, int threads) {
        this.folder = folder.toAbsolutePath();
        this.sagittal = List.copyOf(sagittal);
        this.threads = threads;
    }

    /**
     * A raw dataset that both sides see.
     *
     * @param raw its folder
     * @param number nnU-Net's, three digits
     */
    public record Dataset(Path raw, String number) {
        /**
         * Its name.
         *
         * @return e.g. {@code Dataset004_Hippocampus}
         */
        public String name() {
            return raw.getFileName().toString();
        }

        /**
         * What describes it.
         *
         * @return dataset.json
         */
        public Path description() {
            return raw.resolve("dataset.json");
        }
    }

    /**
     * Where everything is.
     *
     * @return an absolute path
     */
    public Path folder() {
        return folder;
    }

    /**
     * For both sides.
     *
     * @return at least 1
     */
    public String threads() {
        return Integer.toString(threads);
    }

    /**
     * Makes a raw dataset known to nnU-Net, whose data stay where they are.
     *
     * @param dataset its folder; a name that is not nnU-Net's becomes {@code Dataset901_Bench}
     * @return the dataset
     * @throws IOException if the folder cannot be linked
     */
    public Dataset link(Path dataset) throws IOException {
        Path real = dataset.toRealPath();
        Matcher matcher = DATASET.matcher(real.getFileName().toString());
        String name = matcher.matches() ? matcher.group() : "Dataset901_Bench";
        Path link = raw(name);
        if (!link.equals(real)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, real);
        }
        return new Dataset(link, name.substring("Dataset".length(), "Dataset".length() + 3));
    }

    /**
     * Where a raw dataset belongs.
     *
     * @param name nnU-Net's name
     * @return a folder in an existing folder
     * @throws IOException if that cannot be made
     */
    public Path raw(String name) throws IOException {
        return Files.createDirectories(folder.resolve("raw")).resolve(name);
    }

    /**
     * Where nnU-Net keeps what it makes of a dataset.
     *
     * @param dataset the dataset
     * @return an existing folder
     * @throws IOException if it cannot be made
     */
    public Path preprocessed(Dataset dataset) throws IOException {
        return Files.createDirectories(folder.resolve("preprocessed").resolve(dataset.name()));
    }

    /**
     * Gives plans to nnU-Net, under the dataset's name.
     *
     * @param plans plans.json
     * @param dataset the dataset
     * @return splits_final.json, of the dataset or beside the plans, where there is one; nnU-Net got it too
     * @throws IOException if they cannot be copied
     */
    public Optional<Path> adopt(Path plans, Dataset dataset) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode adopted = (ObjectNode) json.readTree(plans.toFile());
        adopted.put("dataset_name", dataset.name()).put("plans_name", "nnUNetPlans");
        Path to = preprocessed(dataset);
        json.writeValue(to.resolve("nnUNetPlans.json").toFile(), adopted);
        Path description = to.resolve("dataset.json");
        Files.deleteIfExists(description);
        Files.copy(dataset.description(), description);
        // Those of an earlier comparison in this folder may be about other plans.
        Files.deleteIfExists(to.resolve("splits_final.json"));
        Path beside = plans.toAbsolutePath().resolveSibling("splits_final.json");
        Optional<Path> splits = Stream.of(dataset.raw().resolve("splits_final.json"), beside)
                .filter(Files::exists)
                .findFirst();
        if (splits.isPresent()) {
            Files.copy(splits.get(), to.resolve("splits_final.json"));
        }
        return splits;
    }

    /**
     * What every task sets: nnU-Net's folders and both sides' threads.
     *
     * @return variables
     * @throws IOException if the folders cannot be made
     */
    public Map<String, String> environment() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String kind : List.of("raw", "preprocessed", "results")) {
            variables.put(
                    "nnUNet_" + kind,
                    Files.createDirectories(folder.resolve(kind)).toString());
        }
        variables.put("nnUNet_compile", "f");
        variables.put("nnUNet_n_proc_DA", threads());
        variables.put("nnUNet_def_n_proc", threads());
        variables.put("OMP_NUM_THREADS", threads());
        return variables;
    }

    /**
     * Our command.
     *
     * @param words after the program's name
     * @return with the words that start the program, threads and {@code --quiet}
     */
    public List<String> ours(Object... words) {
        List<String> all = new ArrayList<>(sagittal);
        for (Object word : words) {
            all.add(word.toString());
        }
        all.addAll(List.of("-j", threads(), "--quiet"));
        return all;
    }

    /**
     * A command as people know it.
     *
     * @param words ours or a peer's
     * @return e.g. {@code sagittal preprocess} or {@code nnUNetv2_preprocess}
     */
    String named(List<String> words) {
        int start = sagittal.size();
        return words.size() > start && words.subList(0, start).equals(sagittal)
                ? "sagittal " + words.get(start)
                : words.get(0);
    }

    /**
     * Removes a file, a link, or a folder with what is in it.
     *
     * @param path may be missing
     * @throws IOException if something cannot be removed
     */
    public static void remove(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (var paths = Files.walk(path)) {
            all = new ArrayList<>(paths.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
