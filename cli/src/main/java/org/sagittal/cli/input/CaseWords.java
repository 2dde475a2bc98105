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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.dicom.series.DicomFolder;
import org.sagittal.preprocessing.dicom.volume.DicomFormat;

/**
 * Which cases to predict: a folder of {@code <case>_0000<ending>} files, a DICOM series or a folder of such, a text file with a case a
 * line, or the files of one case.
 */
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
     * @param words one folder, one list ({@code .txt}), or the files (or folders with a DICOM series) of one case in channel order
     * @return at least one case
     * @throws IOException if a list cannot be read
     * @throws IllegalArgumentException if there is no case, or one lacks a channel
     */
    public List<RawCase> cases(List<Path> words) throws IOException {
        Path first = words.get(0);
        List<RawCase> cases;
        if (words.size() == 1 && Files.isDirectory(first)) {
            cases = inFolder(first);
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

    /** Files of nnU-Net's names, else one series of DICOM, else a folder with a series for each case. */
    private List<RawCase> inFolder(Path folder) throws IOException {
        List<RawCase> cases = RawDataset.casesIn(folder, dataset);
        if (cases.isEmpty() && DicomFolder.hasImages(folder)) {
            cases = List.of(one(List.of(folder.toAbsolutePath().normalize())));
        }
        if (cases.isEmpty()) {
            cases = seriesBelow(folder);
        }
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(folder + " holds no image: the model wants files <case>_0000"
                    + dataset.fileEnding() + ", a DICOM series, or a folder with a DICOM series for each case");
        }
        return cases;
    }

    /** A folder a case, or folders {@code <case>_0000}, {@code <case>_0001}, ... for the channels of one. */
    private static List<RawCase> seriesBelow(Path folder) throws IOException {
        List<Path> below;
        try (Stream<Path> entries = Files.list(folder)) {
            below = entries.filter(Files::isDirectory)
                    .filter(DicomFolder::hasImages)
                    .sorted()
                    .toList();
        }
        Map<String, List<Path>> channels = new TreeMap<>();
        for (Path series : below) {
            String name = series.getFileName().toString().replaceFirst(CHANNEL, "");
            channels.computeIfAbsent(name, id -> new ArrayList<>()).add(series);
        }
        return channels.entrySet().stream()
                .map(entry -> new RawCase(entry.getKey(), entry.getValue(), Optional.empty()))
                .toList();
    }

    /**
     * Whether an image of some case is DICOM.
     *
     * @param cases to be predicted
     * @return true if at least one is
     */
    public static boolean anyDicom(List<RawCase> cases) {
        return cases.stream().flatMap(one -> one.images().stream()).anyMatch(CaseWords::dicom);
    }

    /** Most images are known by their names, and need not be opened for this. */
    private static boolean dicom(Path image) {
        if (Files.isDirectory(image)) {
            return true;
        }
        Optional<VolumeFormat> named = VolumeFormats.byEnding(image);
        if (named.isPresent()) {
            return named.get() instanceof DicomFormat;
        }
        try {
            return VolumeFormats.of(image) instanceof DicomFormat;
        } catch (FormatException e) {
            // Its case fails with the same words when it is read, and the others go on.
            return false;
        }
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
        String stem = (Files.isDirectory(files.get(0)) ? name : stem(name)).replaceFirst(CHANNEL, "");
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
