package org.sagittal.preprocessing.dataset;

import static org.sagittal.preprocessing.dataset.DatasetProblem.fatal;
import static org.sagittal.preprocessing.dataset.DatasetProblem.warning;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;

/** Reads the files of one case and looks for everything that is wrong with their voxels and grids. */
final class CaseCheck {
    private static final int MOST_VALUES_NAMED = 10;

    private final RawCase rawCase;
    private final ImageReader reader;
    private final int channels;
    private final Set<Integer> expectedLabels;
    private final List<DatasetProblem> problems = new ArrayList<>();
    private final Map<Float, Long> labelCounts = new TreeMap<>();

    /**
     * What a case showed.
     *
     * @param problems what is wrong
     * @param labels values in the label file; empty if it could not be read
     */
    record Finding(List<DatasetProblem> problems, Set<Integer> labels) {}

    private CaseCheck(RawCase rawCase, ImageReader reader, int channels, Set<Integer> expectedLabels) {
        this.rawCase = rawCase;
        this.reader = reader;
        this.channels = channels;
        this.expectedLabels = expectedLabels;
    }

    /**
     * Looks at one case.
     *
     * @param rawCase the case; files that are not there are passed over, they are reported elsewhere
     * @param reader reads it
     * @param channels how many channels it should have; 0 if that is not known
     * @param expectedLabels the values a label file may hold; empty if that is not known
     * @return what is wrong
     */
    static Finding of(RawCase rawCase, ImageReader reader, int channels, Set<Integer> expectedLabels) {
        CaseCheck check = new CaseCheck(rawCase, reader, channels, expectedLabels);
        check.run();
        Set<Integer> labels = check.labelCounts.keySet().stream()
                .filter(v -> v == Math.rint(v))
                .map(Float::intValue)
                .collect(Collectors.toSet());
        return new Finding(check.problems, labels);
    }

    private record File(String name, CaseImages image) {}

    private void run() {
        File first = null;
        int found = 0;
        boolean complete = true;
        for (Path path : rawCase.images()) {
            File file = read(path);
            if (file == null) {
                complete = false;
                continue;
            }
            found += file.image.channels().size();
            file.image.channels().forEach(channel -> values(file.name, channel));
            if (first == null) {
                first = file;
            } else {
                problems.addAll(GridComparison.of(rawCase.id(), first.name, first.image, file.name, file.image));
            }
        }
        if (complete && channels > 0 && found != channels) {
            problems.add(fatal(
                    rawCase.id(),
                    "has " + found + " channels in its files, but channel_names names " + channels,
                    "name each channel in dataset.json, or bring the missing files"));
        }
        label(first);
    }

    private File read(Path path) {
        if (!Files.isRegularFile(path)) {
            return null;
        }
        String name = path.getFileName().toString();
        try {
            return new File(name, reader.readImages(List.of(path)));
        } catch (FormatException e) {
            String reason = e.getMessage().replace(path + ": ", "");
            problems.add(fatal(rawCase.id(), name + " " + reason, "repair, convert or remove the file"));
            return null;
        }
    }

    private void values(String name, FloatVoxels channel) {
        long odd = 0;
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int z = 0; z < channel.shape().z(); z++) {
            for (float value : channel.slice(z)) {
                if (!Float.isFinite(value)) {
                    odd++;
                }
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        if (odd > 0) {
            problems.add(fatal(
                    rawCase.id(),
                    name + " holds " + odd + " voxels that are NaN or infinite",
                    "replace them by a value that means nothing was measured, e.g. 0"));
        } else if (least == greatest) {
            problems.add(warning(
                    rawCase.id(), name + " holds " + least + " in every voxel", "look whether the export went wrong"));
        }
    }

    private void label(File image) {
        Path path = rawCase.label().orElse(null);
        File label = path == null ? null : read(path);
        if (label == null) {
            return;
        }
        if (label.image.channels().size() != 1) {
            problems.add(fatal(
                    rawCase.id(),
                    "label " + label.name + " has " + label.image.channels().size() + " channels",
                    "store one number a voxel: the label"));
            return;
        }
        if (image != null) {
            problems.addAll(
                    GridComparison.of(rawCase.id(), image.name, image.image, "label " + label.name, label.image));
        }
        count(label.image.channels().get(0));
        report(label.name);
    }

    private void count(FloatVoxels label) {
        for (int z = 0; z < label.shape().z(); z++) {
            float[] slice = label.slice(z);
            int from = 0;
            for (int i = 1; i <= slice.length; i++) {
                if (i == slice.length || Float.compare(slice[i], slice[from]) != 0) {
                    labelCounts.merge(slice[from] + 0f, (long) (i - from), Long::sum);
                    from = i;
                }
            }
        }
    }

    private void report(String name) {
        List<String> unexpected = new ArrayList<>();
        int others = 0;
        for (Map.Entry<Float, Long> entry : labelCounts.entrySet()) {
            float value = entry.getKey();
            if (value != Math.rint(value) || !expectedLabels.isEmpty() && !expectedLabels.contains((int) value)) {
                if (unexpected.size() < MOST_VALUES_NAMED) {
                    unexpected.add(text(value) + " (" + entry.getValue() + " voxels)");
                } else {
                    others++;
                }
            }
        }
        if (!unexpected.isEmpty()) {
            problems.add(fatal(
                    rawCase.id(),
                    "label " + name + " holds values that are no labels of dataset.json: "
                            + String.join(", ", unexpected) + (others > 0 ? " and " + others + " more" : ""),
                    "add them to labels, or correct the file (resampling labels linearly makes such values)"));
        } else if (labelCounts.size() == 1 && labelCounts.containsKey(0f)) {
            problems.add(
                    warning(rawCase.id(), "label " + name + " holds background only", "look whether it was annotated"));
        }
    }

    private static String text(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7 ? String.valueOf((int) value) : String.valueOf(value);
    }
}
