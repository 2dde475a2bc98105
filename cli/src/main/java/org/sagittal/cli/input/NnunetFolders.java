package org.sagittal.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.dataset.Variables;

/**
 * Where nnU-Net's users keep their data: the folders that {@code nnUNet_raw}, {@code nnUNet_preprocessed} and {@code nnUNet_results} name.
 * All are understood and none is needed: a path is always good enough.
 */
public final class NnunetFolders {
    private final UnaryOperator<String> environment;

    private NnunetFolders(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /**
     * The folders that the process's environment names.
     *
     * @return the folders
     */
    public static NnunetFolders fromEnvironment() {
        return new NnunetFolders(System::getenv);
    }

    /**
     * The folders that given variables name.
     *
     * @param environment variable to value, or to null
     * @return the folders
     */
    static NnunetFolders of(UnaryOperator<String> environment) {
        return new NnunetFolders(environment);
    }

    /**
     * Opens a raw dataset.
     *
     * @param named a folder, or with {@code nnUNet_raw} a name or number in it: {@code Dataset004_Hippocampus}, {@code 4}
     * @return the dataset
     * @throws IllegalArgumentException if there is none, or several have the number
     */
    public RawDataset raw(String named) {
        return RawDataset.open(rawFolder(named), variables());
    }

    /**
     * Replaces variables such as {@code $DATA} in paths.
     *
     * @return a function on texts
     */
    public UnaryOperator<String> variables() {
        return Variables.expand(environment::apply);
    }

    /**
     * Finds the folder of a raw dataset.
     *
     * @param named a folder, or with {@code nnUNet_raw} a name or number in it
     * @return an existing folder
     * @throws IllegalArgumentException if there is none, or several have the number
     */
    public Path rawFolder(String named) {
        return find(named, "nnUNet_raw", "a raw dataset");
    }

    /**
     * Finds what was trained on a dataset.
     *
     * @param named a folder, or with {@code nnUNet_results} a dataset's name or number in it
     * @return an existing folder
     * @throws IllegalArgumentException if there is none, or several have the number
     */
    public Path resultsFolder(String named) {
        return find(named, "nnUNet_results", "a folder of results");
    }

    /**
     * Finds the true label maps of a dataset's training cases.
     *
     * @param dataset e.g. {@code Dataset004_Hippocampus}
     * @return {@code labelsTr} below {@code nnUNet_raw}, else {@code gt_segmentations} below {@code nnUNet_preprocessed}
     */
    public Optional<Path> trueLabels(String dataset) {
        return Stream.of(List.of("nnUNet_raw", "labelsTr"), List.of("nnUNet_preprocessed", "gt_segmentations"))
                .filter(place -> environment.apply(place.get(0)) != null)
                .map(place -> Path.of(environment.apply(place.get(0)), dataset, place.get(1)))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private Path find(String named, String variable, String what) {
        Path asPath = Path.of(named);
        if (Files.isDirectory(asPath)) {
            return asPath;
        }
        if (Files.exists(asPath)) {
            throw new IllegalArgumentException(named + ": is a file; give the folder of " + what);
        }
        Optional<Path> root = Optional.ofNullable(environment.apply(variable)).map(Path::of);
        if (root.isEmpty()) {
            throw new IllegalArgumentException(named + ": there is no such folder. Give the path of " + what
                    + ", or set " + variable + " to use names and numbers");
        }
        if (Files.isDirectory(root.get().resolve(named))) {
            return root.get().resolve(named);
        }
        List<Path> numbered = numbered(root.get(), named);
        if (numbered.size() == 1) {
            return numbered.get(0);
        }
        throw new IllegalArgumentException(
                numbered.isEmpty()
                        ? named + ": neither a folder nor a dataset in " + variable + "=" + root.get()
                        : named + ": several datasets in " + root.get() + " have this number: "
                                + numbered.stream().map(Path::getFileName).toList() + "; give the full name");
    }

    private static List<Path> numbered(Path root, String number) {
        if (!number.matches("\\d{1,3}") || !Files.isDirectory(root)) {
            return List.of();
        }
        String prefix = String.format("Dataset%03d_", Integer.parseInt(number));
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(root + ": cannot be listed: " + FileTrouble.reason(e), e);
        }
    }
}
