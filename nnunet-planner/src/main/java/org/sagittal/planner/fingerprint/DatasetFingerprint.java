package org.sagittal.planner.fingerprint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * What the planner knows of a dataset: sizes and spacings of every case and the distribution of foreground intensities. It is nnU-Net's
 * {@code dataset_fingerprint.json}, keys sorted, indent 4.
 *
 * @param spacings of each case, file axis order, cases in the order of their ids
 * @param shapesAfterCrop of each case, file axis order
 * @param wholeSpacings whether the reader gives whole numbers, as nnU-Net's reader of 2D pictures does; they are spelled without a point
 * @param medianRelativeSizeAfterCropping median over cases of voxels after cropping / voxels before, in (0, 1]
 * @param intensities one per channel
 */
public record DatasetFingerprint(
        List<Spacing> spacings,
        List<Shape> shapesAfterCrop,
        boolean wholeSpacings,
        double medianRelativeSizeAfterCropping,
        List<IntensityProperties> intensities) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String INTENSITIES = "foreground_intensity_properties_per_channel";
    private static final String RELATIVE_SIZE = "median_relative_size_after_cropping";
    private static final String SHAPES = "shapes_after_crop";
    private static final String SPACINGS = "spacings";

    /** Copies the lists and refuses a fingerprint without cases or with a relative size outside (0, 1]. */
    public DatasetFingerprint {
        spacings = List.copyOf(spacings);
        shapesAfterCrop = List.copyOf(shapesAfterCrop);
        intensities = List.copyOf(intensities);
        if (spacings.isEmpty() || spacings.size() != shapesAfterCrop.size()) {
            throw new IllegalArgumentException("fingerprint must have a spacing and a shape for each case, got "
                    + spacings.size() + " spacings and " + shapesAfterCrop.size() + " shapes");
        }
        if (!(medianRelativeSizeAfterCropping > 0 && medianRelativeSizeAfterCropping <= 1)) {
            throw new IllegalArgumentException(
                    RELATIVE_SIZE + " must be in (0, 1], got " + medianRelativeSizeAfterCropping);
        }
    }

    /**
     * The number of cases.
     *
     * @return at least 1
     */
    public int cases() {
        return spacings.size();
    }

    /**
     * Reads a fingerprint file.
     *
     * @param file a {@code dataset_fingerprint.json}
     * @return the fingerprint
     * @throws FormatException if it cannot be read or is no fingerprint
     */
    public static DatasetFingerprint read(Path file) {
        try {
            return parse(JSON.readTree(Files.readString(file)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new FormatException(file, "is not a dataset fingerprint: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new FormatException(file, "there is no such fingerprint; make one with the command fingerprint", e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Reads a fingerprint from parsed JSON.
     *
     * @param node the root object
     * @return the fingerprint
     * @throws IllegalArgumentException naming what is missing
     */
    public static DatasetFingerprint parse(JsonNode node) {
        List<Spacing> spacings = new ArrayList<>();
        boolean whole = true;
        for (JsonNode entry : list(node, SPACINGS)) {
            spacings.add(Spacing.of(triple(entry, SPACINGS)));
            whole &= entry.get(0).isIntegralNumber();
        }
        List<Shape> shapes = new ArrayList<>();
        for (JsonNode entry : list(node, SHAPES)) {
            double[] zyx = triple(entry, SHAPES);
            shapes.add(new Shape((int) zyx[0], (int) zyx[1], (int) zyx[2]));
        }
        JsonNode relative = node.path(RELATIVE_SIZE);
        if (!relative.isNumber()) {
            throw new IllegalArgumentException(RELATIVE_SIZE + " must be a number");
        }
        JsonNode channels = node.path(INTENSITIES);
        List<IntensityProperties> intensities = new ArrayList<>();
        for (int channel = 0; channel < channels.size(); channel++) {
            JsonNode entry = channels.path(Integer.toString(channel));
            if (!entry.isObject()) {
                throw new IllegalArgumentException(INTENSITIES + " must have an entry for channel " + channel);
            }
            intensities.add(IntensityProperties.parse(entry));
        }
        return new DatasetFingerprint(spacings, shapes, whole, relative.doubleValue(), intensities);
    }

    /**
     * The fingerprint under nnU-Net's names, keys sorted.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode channels = root.putObject(INTENSITIES);
        for (int channel = 0; channel < intensities.size(); channel++) {
            // nnU-Net's keys are numbers when they are sorted, so 10 comes after 2.
            channels.set(Integer.toString(channel), intensities.get(channel).toJson());
        }
        root.put(RELATIVE_SIZE, medianRelativeSizeAfterCropping);
        ArrayNode shapes = root.putArray(SHAPES);
        for (Shape shape : shapesAfterCrop) {
            shapes.addArray().add(shape.z()).add(shape.y()).add(shape.x());
        }
        ArrayNode distances = root.putArray(SPACINGS);
        for (Spacing spacing : spacings) {
            ArrayNode row = distances.addArray();
            for (double mm : spacing.toArrayMm()) {
                if (wholeSpacings) {
                    row.add((long) mm);
                } else {
                    row.add(mm);
                }
            }
        }
        return root;
    }

    /**
     * Writes the fingerprint, wholly or not at all.
     *
     * @param file where to
     * @throws FormatException if it cannot be written
     */
    public void write(Path file) {
        WholeFile.write(file, out -> out.write(JSON.writer(printer()).writeValueAsBytes(toJson())));
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }

    private static Iterable<JsonNode> list(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw new IllegalArgumentException(name + " must be a list");
        }
        Iterator<JsonNode> entries = value.elements();
        return () -> entries;
    }

    private static double[] triple(JsonNode node, String name) {
        if (!node.isArray() || node.size() != 3) {
            throw new IllegalArgumentException(name + " must hold lists of three numbers, got " + node);
        }
        return new double[] {
            node.get(0).doubleValue(), node.get(1).doubleValue(), node.get(2).doubleValue()
        };
    }
}
