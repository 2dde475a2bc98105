package org.sagittal.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.inference.ForegroundClass;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.dicom.seg.DicomCode;
import org.sagittal.preprocessing.dicom.seg.SegmentDescription;
import picocli.CommandLine.Option;

/** The options about DICOM in and out. */
public final class DicomWords {
    @Option(
            names = "--series",
            paramLabel = "UID",
            description = "which DICOM series to take of a folder with several: its UID, or the end of it")
    private String series;

    @Option(
            names = "--dicom-seg",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "CODES.json",
            description =
                    "of DICOM images: also write the labels as DICOM SEG, <case>.dcm; codes for labels may be given as "
                            + "{\"liver\": {\"category\": [value, scheme, meaning], \"type\": [...]}}")
    private String segmentation;

    /**
     * The series that was asked for.
     *
     * @return empty if each folder holds one
     */
    public Optional<String> series() {
        return Optional.ofNullable(series);
    }

    /**
     * Whether DICOM segmentations are wanted.
     *
     * @return true after {@code --dicom-seg}
     */
    public boolean wantsSegmentation() {
        return segmentation != null;
    }

    /**
     * What the labels of a model are in DICOM.
     *
     * @param labels of the model
     * @return one segment for each label but background and ignore, coded as the file of codes says, else as anatomical structures
     * @throws FormatException if the file of codes cannot be read
     * @throws IllegalArgumentException if a code is none
     */
    public List<SegmentDescription> segments(LabelScheme labels) {
        JsonNode codes = codes();
        List<SegmentDescription> segments = new ArrayList<>();
        for (int label : labels.foregroundLabels()) {
            String name = name(label, labels);
            JsonNode code = codes.path(name);
            segments.add(new SegmentDescription(
                    label, name, code(name, code.path("category")), code(name, code.path("type"))));
        }
        return segments;
    }

    private JsonNode codes() {
        ObjectMapper json = new ObjectMapper();
        if (segmentation == null || segmentation.isEmpty()) {
            return json.createObjectNode();
        }
        Path file = Path.of(segmentation);
        try {
            return json.readTree(file.toFile());
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read as JSON: " + FileTrouble.reason(e), e);
        }
    }

    private static DicomCode code(String name, JsonNode words) {
        if (words.isMissingNode()) {
            return DicomCode.ANATOMICAL_STRUCTURE;
        }
        if (words.size() != 3) {
            throw new IllegalArgumentException(
                    "the code of '" + name + "' must be [value, scheme, meaning], got " + words);
        }
        return new DicomCode(
                words.get(0).asText(), words.get(1).asText(), words.get(2).asText());
    }

    /** A label's own name; in a model of regions, that of the smallest region it belongs to, with the label. */
    private static String name(int label, LabelScheme labels) {
        Optional<ForegroundClass> smallest = ForegroundClass.of(labels).stream()
                .filter(one -> one.values().contains(label))
                .min((a, b) -> Integer.compare(a.values().size(), b.values().size()));
        return smallest.map(one -> one.values().size() == 1 ? one.name() : one.name() + " (label " + label + ")")
                .orElse("label " + label);
    }
}
