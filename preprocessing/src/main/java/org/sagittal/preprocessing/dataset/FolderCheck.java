package org.sagittal.preprocessing.dataset;

import static org.sagittal.preprocessing.dataset.DatasetProblem.fatal;
import static org.sagittal.preprocessing.dataset.DatasetProblem.warning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks for everything that is wrong with the files' names: what is missing, what is too much, what is spelled otherwise. */
final class FolderCheck {
    private static final int MAX_CHANNEL = 9999;

    private final Path folder;
    private final String ending;
    private final int channels;
    private final List<DatasetProblem> problems = new ArrayList<>();

    private FolderCheck(Path folder, String ending, int channels) {
        this.folder = folder;
        this.ending = ending;
        this.channels = channels;
    }

    /**
     * Looks at the folders of a dataset that does not list its files.
     *
     * @param dataset the dataset
     * @param channels how many channels a case should have; 0 if that is not known
     * @return what is wrong
     */
    static List<DatasetProblem> scanned(RawDataset dataset, int channels) {
        FolderCheck check =
                new FolderCheck(dataset.folder(), dataset.description().fileEnding(), channels);
        Set<String> ids =
                dataset.trainingCases().stream().map(RawCase::id).collect(Collectors.toCollection(TreeSet::new));
        check.images(ids);
        check.labels(ids);
        dataset.trainingCases().forEach(check::channelsOf);
        return check.problems;
    }

    /**
     * Looks at the files of a dataset that lists them.
     *
     * @param dataset the dataset
     * @return a problem for each file that is not there
     */
    static List<DatasetProblem> listed(RawDataset dataset) {
        List<DatasetProblem> problems = new ArrayList<>();
        for (RawCase rawCase : dataset.trainingCases()) {
            List<Path> files = new ArrayList<>(rawCase.images());
            rawCase.label().ifPresent(files::add);
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    problems.add(fatal(
                            rawCase.id(),
                            "lists " + file + ", which is not there",
                            "correct \"dataset\" in dataset.json, or set the variables in its paths"));
                }
            }
        }
        return problems;
    }

    private void images(Set<String> ids) {
        for (String name : RawDataset.fileNames(folder.resolve("imagesTr"))) {
            String where = "imagesTr/" + name;
            if (sidecar(name, ids)) {
                continue;
            }
            if (name.startsWith("._")) {
                problems.add(fatal(
                        where, "is a shadow that macOS made, but is named like an image", "delete all ._* files"));
            } else if (!name.endsWith(ending)) {
                stray(where, name);
            } else if (!name.substring(0, name.length() - ending.length()).matches(".+_\\d\\d\\d\\d")) {
                String stem = name.substring(0, name.length() - ending.length());
                problems.add(fatal(
                        where,
                        "lacks the channel's number of four digits before " + ending,
                        "rename it, e.g. " + stem + "_0000" + ending));
            }
        }
    }

    private void stray(String where, String name) {
        if (name.toLowerCase(Locale.ROOT).endsWith(ending.toLowerCase(Locale.ROOT))) {
            problems.add(warning(where, "ends in another spelling of " + ending, "rename it to end in " + ending));
        } else {
            problems.add(warning(where, "does not end in " + ending + " and is ignored", "remove or convert it"));
        }
    }

    /** Spacing beside a TIFF stack. */
    private boolean sidecar(String name, Set<String> ids) {
        return ending.startsWith(".tif")
                && name.endsWith(".json")
                && ids.contains(name.substring(0, name.length() - ".json".length()));
    }

    private void labels(Set<String> ids) {
        Path labels = folder.resolve("labelsTr");
        if (!Files.isDirectory(labels)) {
            problems.add(fatal("labelsTr", "is not there", "put one <case>" + ending + " for each case in it"));
            return;
        }
        List<String> names = RawDataset.fileNames(labels);
        for (String name : names) {
            if (sidecar(name, ids)) {
                continue;
            }
            String where = "labelsTr/" + name;
            String stem = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : "";
            if (stem.isEmpty()) {
                stray(where, name);
            } else if (!ids.contains(stem)) {
                problems.add(warning(where, "belongs to no image in imagesTr", misnamed(stem, ids)));
            }
        }
        for (String id : ids) {
            if (!names.contains(id + ending)) {
                problems.add(
                        fatal(id, "has no label file", "put it at labelsTr/" + id + ending + ", or remove the images"));
            }
        }
    }

    private String misnamed(String stem, Set<String> ids) {
        String without = stem.replaceFirst("_\\d\\d\\d\\d$", "");
        return ids.contains(without) && !without.equals(stem)
                ? "rename it " + without + ending + ": labels have no channel number"
                : "remove it, or bring " + stem + "_0000" + ending;
    }

    private void channelsOf(RawCase rawCase) {
        if (channels == 0) {
            return;
        }
        TreeSet<Integer> found = new TreeSet<>();
        for (Path image : rawCase.images()) {
            String name = image.getFileName().toString();
            int end = name.length() - ending.length();
            found.add(Integer.parseInt(name.substring(end - 4, end)));
        }
        // One file may hold all channels in a fourth axis; how many it has shows when it is read.
        if (found.equals(Set.of(0)) && channels > 1) {
            return;
        }
        for (int channel = 0; channel < channels; channel++) {
            if (!found.contains(channel)) {
                problems.add(fatal(
                        rawCase.id(),
                        "lacks channel " + channel,
                        "bring imagesTr/" + rawCase.id() + String.format(Locale.ROOT, "_%04d", channel) + ending
                                + ", or remove the case"));
            }
        }
        for (int channel : found.tailSet(Math.min(channels, MAX_CHANNEL + 1))) {
            problems.add(fatal(
                    rawCase.id(),
                    "has a channel " + channel + " but channel_names has only " + channels,
                    "name the channel in dataset.json, or remove the file"));
        }
    }
}
