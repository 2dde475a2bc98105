package org.sagittal.preprocessing.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.FloatVoxels;

/**
 * A folder of the Medical Segmentation Decathlon -> a raw dataset of nnU-Net: images of four axes are split into one file a channel,
 * labels are turned from number -> name to name -> number.
 *
 * <p>Every file appears whole, {@code dataset.json} last, and files that are there already are kept, so a conversion that was broken off
 * is taken up by running it again. Reference: nnU-Net's {@code convert_MSD_dataset}.
 */
public final class MsdConversion {
    private static final String ENDING = ".nii.gz";
    private static final Pattern TASK = Pattern.compile("Task(\\d+)_(.+)");

    private final Path source;
    private final Path target;
    private final int channels;

    private MsdConversion(Path source, Path target, int channels) {
        this.source = source;
        this.target = target;
        this.channels = channels;
    }

    /**
     * What a conversion made.
     *
     * @param folder the raw dataset
     * @param trainingCases images with labels
     * @param testCases images without
     */
    public record Converted(Path folder, int trainingCases, int testCases) {}

    /**
     * Whether a folder looks like the Decathlon's.
     *
     * @param source any folder
     * @return true if its {@code dataset.json} has {@code modality} and a list {@code training}
     */
    public static boolean recognises(Path source) {
        try {
            JsonNode json = DatasetDescription.readJson(source.resolve("dataset.json"));
            return json.path("modality").isObject() && json.path("training").isArray();
        } catch (FormatException e) {
            return false;
        }
    }

    /**
     * The name of the raw dataset that nnU-Net gives a task.
     *
     * @param source e.g. {@code Task04_Hippocampus}
     * @return e.g. {@code Dataset004_Hippocampus}
     * @throws FormatException if the folder has another kind of name
     */
    public static String datasetName(Path source) {
        Matcher task =
                TASK.matcher(source.toAbsolutePath().normalize().getFileName().toString());
        if (!task.matches()) {
            throw new FormatException(source, "must be named TaskNN_Name to have a dataset's number");
        }
        return String.format(Locale.ROOT, "Dataset%03d_%s", Integer.parseInt(task.group(1)), task.group(2));
    }

    /**
     * Converts a folder.
     *
     * @param source the Decathlon's folder
     * @param target the raw dataset to make, e.g. {@code .../Dataset004_Hippocampus}
     * @param threads how many images at a time
     * @param progress told after each file
     * @return what was made
     * @throws FormatException if the folder is none of the Decathlon's, or a file cannot be read
     */
    public static Converted run(Path source, Path target, int threads, CaseProgress progress) {
        Path file = source.resolve("dataset.json");
        JsonNode json = DatasetDescription.readJson(file);
        if (json.has("channel_names") && json.has("file_ending")) {
            throw new FormatException(source, "is a raw dataset of nnU-Net already");
        }
        if (!json.path("modality").isObject() || !json.path("labels").isObject()) {
            throw new FormatException(file, "must have the objects \"modality\" and \"labels\" of the Decathlon");
        }
        MsdConversion conversion =
                new MsdConversion(source, target, json.get("modality").size());
        List<Path> training = conversion.files("imagesTr", true);
        List<Path> labels = conversion.files("labelsTr", true);
        List<Path> test = conversion.files("imagesTs", false);
        ObjectNode description = describe(file, (ObjectNode) json, training.size());

        Map<Path, Runnable> work = new TreeMap<>();
        training.forEach(image -> work.put(image, () -> conversion.image(image, "imagesTr")));
        test.forEach(image -> work.put(image, () -> conversion.image(image, "imagesTs")));
        labels.forEach(label -> work.put(
                label, () -> conversion.copy(label, target.resolve("labelsTr").resolve(label.getFileName()))));
        CaseWorkers.map(
                List.copyOf(work.values()),
                threads,
                job -> {
                    job.run();
                    return job;
                },
                progress);
        DatasetDescription.parse(description).write(target.resolve("dataset.json"));
        return new Converted(target, training.size(), test.size());
    }

    private List<Path> files(String name, boolean needed) {
        Path folder = source.resolve(name);
        if (!needed && !Files.isDirectory(folder)) {
            return List.of();
        }
        // macOS leaves ._ shadows in the Decathlon's archives.
        return RawDataset.fileNames(folder).stream()
                .filter(f -> f.endsWith(ENDING) && !f.startsWith(".") && !f.startsWith("_"))
                .map(folder::resolve)
                .toList();
    }

    private static ObjectNode describe(Path file, ObjectNode json, int cases) {
        ObjectNode description = json.deepCopy();
        ObjectNode labels = description.putObject("labels");
        for (Map.Entry<String, JsonNode> entry : json.get("labels").properties()) {
            try {
                labels.put(
                        entry.getValue().asText(),
                        Integer.parseInt(entry.getKey().strip()));
            } catch (NumberFormatException e) {
                throw new FormatException(file, "labels must be number -> name, got \"" + entry.getKey() + "\"", e);
            }
        }
        description.put("numTraining", cases);
        description.put("file_ending", ENDING);
        description.set("channel_names", description.remove("modality"));
        description.remove(List.of("training", "test"));
        return description;
    }

    private void image(Path image, String folder) {
        String name = image.getFileName().toString();
        String stem = name.substring(0, name.length() - ENDING.length());
        List<Path> out = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            out.add(target.resolve(folder).resolve(stem + String.format(Locale.ROOT, "_%04d", channel) + ENDING));
        }
        if (out.stream().allMatch(file -> upToDate(image, file))) {
            return;
        }
        VolumeFormat format = VolumeFormats.of(image);
        VolumeHeader header = format.readHeader(image);
        if (header.channels() != channels) {
            throw new FormatException(
                    image, "has " + header.channels() + " channels but dataset.json names " + channels + " modalities");
        }
        if (header.dimensions() == 3) {
            copy(image, out.get(0));
            return;
        }
        split(format.read(image), out);
        out.forEach(file -> date(image, file));
    }

    private static void split(StoredVolume volume, List<Path> out) {
        for (int channel = 0; channel < out.size(); channel++) {
            FloatVoxels voxels = volume.channels().get(channel);
            SampleType type = type(volume.header().type(), voxels);
            VolumeHeader header = VolumeHeader.forWriting(type, volume.header().grid(), 3, 1);
            VolumeFormats.byEnding(out.get(channel)).orElseThrow().write(out.get(channel), header, (c, z, into) -> {
                float[] slice = voxels.slice(z);
                for (int i = 0; i < into.length; i++) {
                    into[i] = slice[i];
                }
            });
        }
    }

    /** The stored type where it holds the values, which it does unless they were rescaled; else float32, as which they are read. */
    private static SampleType type(SampleType stored, FloatVoxels voxels) {
        if (stored.floating() || stored.bytes() > 2) {
            return SampleType.FLOAT32;
        }
        for (int z = 0; z < voxels.shape().z(); z++) {
            for (float value : voxels.slice(z)) {
                if (!stored.holds(value)) {
                    return SampleType.FLOAT32;
                }
            }
        }
        return stored;
    }

    private void copy(Path from, Path to) {
        if (!upToDate(from, to)) {
            WholeFile.write(to, out -> Files.copy(from, out));
            date(from, to);
        }
    }

    /** A finished file has its source's time: which of two times is the later one says nothing once a clock was set. */
    private static void date(Path from, Path to) {
        try {
            Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
        } catch (IOException e) {
            throw new FormatException(to, "cannot be given its source's time: " + FileTrouble.reason(e), e);
        }
    }

    private static boolean upToDate(Path from, Path to) {
        try {
            return Files.exists(to)
                    && Files.getLastModifiedTime(to).toMillis()
                            == Files.getLastModifiedTime(from).toMillis();
        } catch (IOException e) {
            throw new FormatException(to, "cannot be looked at: " + FileTrouble.reason(e), e);
        }
    }
}
