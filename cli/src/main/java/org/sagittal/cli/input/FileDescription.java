package org.sagittal.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.ValueStatistics;
import org.sagittal.geometry.io.ValueSummary;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.planner.pipeline.ModelSources;
import org.sagittal.planner.pipeline.RunModels;
import org.sagittal.preprocessing.dicom.seg.SegmentDescription;
import org.sagittal.preprocessing.dicom.seg.Segmentation;
import org.sagittal.preprocessing.dicom.volume.DicomFormat;

/**
 * What a file is: an image with its geometry and values, or a model.
 *
 * @param json for programs, without the file's name
 * @param rows for people: names and what they stand for, in the order in which they are said
 */
public record FileDescription(ObjectNode json, Map<String, String> rows) {
    private static final String FORMAT = "format";
    private static final int SHOWN_DIGITS = 6;
    private static final Map<String, String> UNITS =
            Map.of("shape", "voxels (z, y, x)", "spacing", "mm (z, y, x)", "origin", "mm (x, y, z)");

    /**
     * Describes a file or folder.
     *
     * @param file an image, a bundle, a run folder, or an nnU-Net results folder or zip
     * @return its description
     * @throws org.sagittal.geometry.io.file.FormatException if it is nothing that is known
     */
    public static FileDescription of(Path file) {
        if (BundleFile.is(file)) {
            return bundle(file);
        }
        boolean folder = Files.isDirectory(file);
        if (folder && !isVolume(file) || !folder && file.toString().endsWith(".zip")) {
            return models(file);
        }
        ObjectNode json = image(file);
        Map<String, String> rows = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> rows.put(
                        entry.getKey(),
                        (words(entry.getValue()) + " " + UNITS.getOrDefault(entry.getKey(), "")).strip()));
        return new FileDescription(json, rows);
    }

    private static boolean isVolume(Path folder) {
        return VolumeFormats.all().stream().anyMatch(format -> format.recognisesFolder(folder));
    }

    private static String words(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(FileDescription::words)
                    .collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + " " + words(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value.isDouble()) {
            return new BigDecimal(value.doubleValue())
                    .round(new MathContext(SHOWN_DIGITS))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return value.isNull() ? "-" : value.asText();
    }

    private static ObjectNode image(Path file) {
        VolumeFormat format = VolumeFormats.of(file);
        VolumeHeader header = format.readHeader(file);
        ValueSummary values = format.summary(file);
        Shape shape = header.grid().shape();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("format", header.format());
        json.putArray("shape").add(shape.z()).add(shape.y()).add(shape.x());
        json.put("components", header.channels());
        ArrayNode spacing = json.putArray("spacing");
        for (double mm : header.grid().spacing().toArrayMm()) {
            spacing.add(mm);
        }
        Vec3 origin = header.grid().originMm();
        json.putArray("origin").add(origin.x()).add(origin.y()).add(origin.z());
        ArrayNode direction = json.putArray("direction");
        for (double cosine : header.grid().direction()) {
            direction.add(cosine);
        }
        json.put("dtype", header.type().numpyName());
        putValues(json, values);
        if (format instanceof DicomFormat) {
            DicomFormat.segmentation(file).ifPresent(found -> putSegments(json.putArray("segments"), found));
        }
        List<String> remarks = format.remarks(file);
        if (!remarks.isEmpty()) {
            remarks.forEach(json.putArray("warnings")::add);
        }
        return json;
    }

    private static void putSegments(ArrayNode into, Segmentation found) {
        Map<Integer, Long> voxels = new HashMap<>();
        LabelVoxels labels = found.labels().voxels();
        for (int z = 0; z < labels.shape().z(); z++) {
            for (short label : labels.slice(z)) {
                if (label != 0) {
                    voxels.merge((int) label, 1L, Long::sum);
                }
            }
        }
        for (SegmentDescription segment : found.segments()) {
            into.addObject()
                    .put("label", segment.label())
                    .put("name", segment.name())
                    .put("type", segment.type().meaning())
                    .put("voxels", voxels.getOrDefault(segment.label(), 0L) + hidden(found, segment.label()));
        }
    }

    /** Voxels of a label that another one hides in the label map. */
    private static long hidden(Segmentation found, int label) {
        return found.overlaps().stream()
                .filter(overlap -> overlap.label() == label)
                .mapToLong(Segmentation.Overlap::voxels)
                .sum();
    }

    /** Statistics over all voxels; where some are NaN or infinite, also their number and statistics over the others. */
    private static void putValues(ObjectNode json, ValueSummary values) {
        ObjectNode statistics = json.putObject("values");
        putStatistics(statistics, values.all());
        if (values.notFinite() > 0) {
            statistics.put("nonfinite", values.notFinite());
            putStatistics(statistics.putObject("finite"), values.finite());
        }
    }

    private static void putStatistics(ObjectNode into, ValueStatistics values) {
        putNumber(into, "min", values.min());
        putNumber(into, "max", values.max());
        putNumber(into, "mean", values.mean());
        putNumber(into, "std", values.std());
    }

    /** JSON has no infinities and no NaN: the first become texts, the second null. */
    private static void putNumber(ObjectNode into, String name, double value) {
        if (Double.isNaN(value)) {
            into.putNull(name);
        } else if (Double.isInfinite(value)) {
            into.put(name, value > 0 ? "inf" : "-inf");
        } else {
            into.put(name, value);
        }
    }

    private static FileDescription bundle(Path file) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(FORMAT, "sagittal bundle");
        Map<String, String> rows = new LinkedHashMap<>();
        try (BundleFile bundle = BundleFile.open(file)) {
            json.put("version", bundle.version());
            BundleDescription description = bundle.description();
            ModelDescription.put(description, json);
            rows.put(FORMAT, "sagittal bundle, version " + bundle.version());
            rows.put("name", description.name());
            rows.put(
                    "licence",
                    description.licence().isBlank()
                            ? "not said"
                            : description.licence().strip().lines().findFirst().orElseThrow());
            rows.putAll(ModelDescription.rows(description));
        }
        return new FileDescription(json, rows);
    }

    private static FileDescription models(Path path) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Map<String, String> rows = new LinkedHashMap<>();
        try (ModelSource models = open(path)) {
            BundleDescription description = models.description();
            json.put(FORMAT, models instanceof RunModels ? "sagittal run" : "nnU-Net v2 model");
            ArrayNode list = json.putArray("models");
            for (MemberDescription member : description.members()) {
                ObjectNode entry = list.addObject().put("name", member.name());
                entry.put("dataset", description.provenance().dataset());
                entry.put("configuration", member.configuration());
                entry.put("trainer", member.trainer());
                member.folds().forEach(entry.putArray("folds")::add);
                entry.put("checkpoint", member.checkpoint());
                member.recipe().patchSize().forEach(entry.putArray("patch_size")::add);
                entry.set("labels", description.dataset().json().get("labels"));
            }
            rows.put(FORMAT, json.get(FORMAT).textValue());
            rows.putAll(ModelDescription.rows(description));
        }
        return new FileDescription(json, rows);
    }

    private static ModelSource open(Path path) {
        try {
            return ModelSources.open(path);
        } catch (IOException e) {
            throw new FormatException(path, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }
}
