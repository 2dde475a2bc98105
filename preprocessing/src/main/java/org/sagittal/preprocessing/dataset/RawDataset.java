package org.sagittal.preprocessing.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.reader.ImageReaders;

/**
 * A raw dataset: a folder with {@code dataset.json}, {@code imagesTr} and {@code labelsTr}, or with the files of each case listed in
 * {@code dataset.json}.
 */
public final class RawDataset {
    private static final String CHANNEL_SUFFIX = "_\\d\\d\\d\\d";
    private static final int CHANNEL_SUFFIX_LENGTH = 5;

    private final Path folder;
    private final DatasetDescription description;
    private final List<RawCase> trainingCases;

    private RawDataset(Path folder, DatasetDescription description, List<RawCase> trainingCases) {
        this.folder = folder;
        this.description = description;
        this.trainingCases = List.copyOf(trainingCases);
    }

    /**
     * Looks into a folder; images are not read. Variables in listed paths stay as they are.
     *
     * @param folder {@code DatasetNNN_Name}
     * @return the dataset
     * @throws FormatException if the description is missing or wrong
     */
    public static RawDataset open(Path folder) {
        return open(folder, UnaryOperator.identity());
    }

    /**
     * Looks into a folder; images are not read.
     *
     * @param folder {@code DatasetNNN_Name}
     * @param expandVariables replaces variables such as {@code $HOME} or {@code ${DATA}} in the paths of a {@code dataset} object;
     *     see {@link Variables}
     * @return the dataset
     * @throws FormatException if the description is missing or wrong
     */
    public static RawDataset open(Path folder, UnaryOperator<String> expandVariables) {
        Path file = folder.resolve("dataset.json");
        DatasetDescription description = DatasetDescription.read(file);
        try {
            return open(folder, description, expandVariables);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, e.getMessage(), e);
        }
    }

    static RawDataset open(Path folder, DatasetDescription description, UnaryOperator<String> expandVariables) {
        JsonNode listed = description.json().get("dataset");
        List<RawCase> cases = listed == null
                ? scan(folder, description.fileEnding())
                : listed(folder.toAbsolutePath(), listed, expandVariables);
        return new RawDataset(folder, description, cases);
    }

    private static List<RawCase> scan(Path folder, String ending) {
        List<RawCase> cases = new ArrayList<>();
        casesIn(folder.resolve("imagesTr"), ending)
                .forEach((id, images) -> cases.add(new RawCase(
                        id, images, Optional.of(folder.resolve("labelsTr").resolve(id + ending)))));
        return cases;
    }

    private static List<RawCase> listed(Path folder, JsonNode listed, UnaryOperator<String> expandVariables) {
        List<RawCase> cases = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : listed.properties()) {
            JsonNode images = entry.getValue().get("images");
            JsonNode label = entry.getValue().get("label");
            if (images == null || !images.isArray() || images.isEmpty() || label == null || !label.isTextual()) {
                throw new IllegalArgumentException("dataset['" + entry.getKey()
                        + "'] must be {\"images\": [files], \"label\": file}, got " + entry.getValue());
            }
            List<Path> files = new ArrayList<>();
            images.forEach(image -> files.add(resolve(folder, image.asText(), expandVariables)));
            cases.add(new RawCase(
                    entry.getKey(), files, Optional.of(resolve(folder, label.textValue(), expandVariables))));
        }
        return cases;
    }

    private static Path resolve(Path folder, String path, UnaryOperator<String> expandVariables) {
        return folder.resolve(expandVariables.apply(path)).normalize();
    }

    /**
     * The cases of a folder of images to predict: {@code <case>_<4 digits><ending>}. Where none has the dataset's ending but all are
     * volumes of one other format, they are taken; not so slices and pictures, whose numbers may be anything.
     *
     * @param folder where the images lie
     * @param description whose ending the files have
     * @return cases without labels, ordered by id
     * @throws FormatException if the folder cannot be listed
     */
    public static List<RawCase> casesIn(Path folder, DatasetDescription description) {
        List<RawCase> cases = new ArrayList<>();
        Map<String, List<Path>> found = casesIn(folder, description.fileEnding());
        boolean others = found.isEmpty() && ImageReaders.takesVolumes(description.fileEnding());
        (others ? casesOfOtherFormat(folder) : found)
                .forEach((id, images) -> cases.add(new RawCase(id, images, Optional.empty())));
        return cases;
    }

    private static Map<String, List<Path>> casesOfOtherFormat(Path folder) {
        Set<String> endings = new TreeSet<>();
        for (String name : fileNames(folder)) {
            VolumeFormats.endingOf(Path.of(name)).ifPresent(endings::add);
        }
        boolean one = endings.size() == 1
                && ImageReaders.takesVolumes(endings.iterator().next());
        return one ? casesIn(folder, endings.iterator().next()) : Map.of();
    }

    private static Map<String, List<Path>> casesIn(Path folder, String ending) {
        Map<String, List<Path>> cases = new TreeMap<>();
        for (String name : fileNames(folder)) {
            if (!name.endsWith(ending)) {
                continue;
            }
            String stem = name.substring(0, name.length() - ending.length());
            int idLength = stem.length() - CHANNEL_SUFFIX_LENGTH;
            if (idLength > 0 && stem.substring(idLength).matches(CHANNEL_SUFFIX)) {
                cases.computeIfAbsent(stem.substring(0, idLength), id -> new ArrayList<>())
                        .add(folder.resolve(name));
            }
        }
        return cases;
    }

    static List<String> fileNames(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new FormatException(folder, "there is no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !Files.isDirectory(f))
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new FormatException(folder, "cannot be listed: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Where the dataset lies.
     *
     * @return the folder as it was asked for
     */
    public Path folder() {
        return folder;
    }

    /**
     * The dataset's name.
     *
     * @return the folder's own name
     */
    public String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * What {@code dataset.json} says.
     *
     * @return the description
     */
    public DatasetDescription description() {
        return description;
    }

    /**
     * The training cases, whose label files need not exist.
     *
     * @return ordered by id; in the order of the list if {@code dataset.json} lists them
     */
    public List<RawCase> trainingCases() {
        return trainingCases;
    }
}
