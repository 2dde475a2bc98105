package org.sagittal.planner.selection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/**
 * A folder of predictions as {@code predict} and a validation leave them: {@code <case><ending>} label maps and, if asked for, {@code
 * <case>.npz} probabilities.
 *
 * @param folder where they lie
 * @param dataset labels and file ending
 * @param reader reads and writes the label maps
 */
public record PredictionFolder(Path folder, DatasetDescription dataset, ImageReader reader) {
    private static final String DATASET = "dataset.json";
    private static final String PLANS = "plans.json";
    static final String NPZ = ".npz";

    /**
     * Opens a folder. The reader is the one that plans.json in the folder names, else dataset.json, else the first that reads a label map.
     * For a {@code validation} folder both files may lie in the folders above.
     *
     * @param folder left by a prediction
     * @param datasetJson what the labels mean; empty to take the folder's own {@code dataset.json}
     * @return the folder
     * @throws FormatException if it is none, or nothing says what its labels mean
     */
    public static PredictionFolder open(Path folder, Optional<Path> datasetJson) {
        return like(List.of(folder), datasetJson, folder);
    }

    /**
     * A folder for results like those of other folders.
     *
     * @param others left by predictions; the first that says what its labels mean is taken
     * @param datasetJson what the labels mean; empty to take a folder's own {@code dataset.json}
     * @param folder for the results; need not exist
     * @return the folder for the results
     * @throws FormatException if a folder is none, or nothing says what labels mean
     */
    public static PredictionFolder like(List<Path> others, Optional<Path> datasetJson, Path folder) {
        for (Path other : others) {
            if (!Files.isDirectory(other)) {
                throw new FormatException(other, "there is no such folder of predictions");
            }
        }
        Path description = datasetJson
                .or(() -> description(others, DATASET))
                .orElseThrow(() -> new FormatException(
                        others.get(0).resolve(DATASET),
                        "is missing, which says what the labels mean; give one with --dataset-json"));
        DatasetDescription dataset = DatasetDescription.read(description);
        return new PredictionFolder(folder, dataset, reader(others, dataset));
    }

    private static Optional<Path> description(List<Path> folders, String name) {
        return folders.stream()
                .flatMap(folder -> folder.endsWith("validation")
                        ? Stream.of(folder, folder.resolve(".."), folder.resolve("../.."))
                        : Stream.of(folder))
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static ImageReader reader(List<Path> folders, DatasetDescription dataset) {
        Optional<Path> plans = description(folders, PLANS);
        if (plans.isPresent()) {
            return ImageReaders.byName(Plans.read(plans.get()).imageReader());
        }
        if (dataset.imageReaderWriter().isPresent()) {
            return ImageReaders.byName(dataset.imageReaderWriter().get());
        }
        for (Path folder : folders) {
            for (Path example : files(folder, dataset.fileEnding()).values()) {
                try {
                    return ImageReaders.detect(dataset.fileEnding(), example);
                } catch (FormatException e) {
                    // Whoever works on this case names it; the next file may tell the reader.
                    continue;
                }
            }
        }
        return ImageReaders.byEnding(dataset.fileEnding(), false);
    }

    /**
     * The label maps.
     *
     * @return case id -> file, ids ascending
     */
    public SortedMap<String, Path> labels() {
        return files(folder, dataset.fileEnding());
    }

    /**
     * The probabilities in a folder.
     *
     * @param folder left by a prediction
     * @return case id -> file, ids ascending; none if there is no such folder
     */
    static SortedMap<String, Path> probabilities(Path folder) {
        return files(folder, NPZ);
    }

    /**
     * Files of an ending. Hidden ones are passed over.
     *
     * @param folder which
     * @param ending e.g. {@code .nii.gz}
     * @return name without the ending -> file, ascending; none if there is no such folder
     */
    static SortedMap<String, Path> files(Path folder, String ending) {
        SortedMap<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isRegularFile).forEach(file -> {
                String name = file.getFileName().toString();
                if (name.endsWith(ending) && name.length() > ending.length() && !name.startsWith(".")) {
                    files.put(name.substring(0, name.length() - ending.length()), file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("folder cannot be listed: " + folder, e);
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /**
     * Where a case's label map lies or will lie.
     *
     * @param id case id
     * @return the file
     */
    public Path labelFile(String id) {
        return folder.resolve(id + dataset.fileEnding());
    }

    /**
     * Reads a label map with what is needed to write another on its grid.
     *
     * @param file a label map
     * @return the grid
     */
    CaseImages grid(Path file) {
        return reader.readImages(List.of(file));
    }

    /**
     * Writes a label map on the grid of another.
     *
     * @param labels (z, y, x)
     * @param like a label map of the same shape
     * @param file where to
     */
    void write(LabelVoxels labels, Path like, Path file) {
        reader.writeLabel(labels, grid(like), file);
    }

    /**
     * Removes label maps that an earlier run left, so that they are not taken for results of this one.
     *
     * @param ids cases whose label maps stay
     */
    void removeAllBut(Set<String> ids) {
        labels().forEach((id, file) -> {
            if (!ids.contains(id)) {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException("a label map of an earlier run cannot be removed: " + file, e);
                }
            }
        });
    }

    /**
     * Copies dataset.json and plans.json, so that this folder can be opened by itself.
     *
     * @param other where they lie, if they do
     */
    void takeDescriptionsOf(Path other) {
        for (String name : List.of(DATASET, PLANS)) {
            if (Files.isRegularFile(other.resolve(name))) {
                WholeFile.write(folder.resolve(name), out -> Files.copy(other.resolve(name), out));
            }
        }
    }

    /**
     * Another folder of the same kind, e.g. for results.
     *
     * @param other where
     * @return labels and reader as here
     */
    PredictionFolder at(Path other) {
        return new PredictionFolder(other, dataset, reader);
    }
}
