package org.sagittal.preprocessing.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * What {@code dataset.json} says: channel -> name, name -> label or region, the files' ending. Keys keep the order of the file, unknown
 * ones included.
 *
 * <p>Reference: nnU-Net v2's dataset format. Its first version's {@code modality} is read where {@code channel_names} is absent.
 */
public final class DatasetDescription {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode json;
    private final LabelScheme labels;

    private DatasetDescription(ObjectNode json, LabelScheme labels) {
        this.json = json;
        this.labels = labels;
    }

    /**
     * Reads a description.
     *
     * @param datasetJson the file
     * @return what it says
     * @throws FormatException if it is no JSON or breaks a rule of the labels
     */
    public static DatasetDescription read(Path datasetJson) {
        JsonNode json = readJson(datasetJson);
        try {
            return parse(json);
        } catch (IllegalArgumentException e) {
            throw new FormatException(datasetJson, e.getMessage(), e);
        }
    }

    static JsonNode readJson(Path datasetJson) {
        try {
            return JSON.readTree(Files.readAllBytes(datasetJson));
        } catch (JsonProcessingException e) {
            throw new FormatException(
                    datasetJson,
                    "is not JSON: " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new FormatException(datasetJson, "there is no such file", e);
        } catch (IOException e) {
            throw new FormatException(datasetJson, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Understands a description that is already JSON, e.g. a checkpoint's.
     *
     * @param json the object of {@code dataset.json}
     * @return what it says
     * @throws IllegalArgumentException if {@code labels} is missing or breaks a rule
     */
    public static DatasetDescription parse(JsonNode json) {
        if (json == null || !json.isObject()) {
            throw new IllegalArgumentException("dataset.json must be a JSON object, got "
                    + (json == null ? "nothing" : json.getNodeType().name().toLowerCase(java.util.Locale.ROOT)));
        }
        if (!(json.get("labels") instanceof ObjectNode labels)) {
            throw new IllegalArgumentException("dataset.json must have an object \"labels\" of name -> number, got "
                    + (json.has("labels") ? json.get("labels") : "none"));
        }
        LabelScheme scheme = LabelScheme.parse(labels, Optional.ofNullable(json.get("regions_class_order")));
        return new DatasetDescription(((ObjectNode) json).deepCopy(), scheme);
    }

    /**
     * Names of the image channels; they select the normalisation.
     *
     * @return one name a channel, in file order
     * @throws IllegalArgumentException if neither {@code channel_names} nor {@code modality} is there
     */
    public List<String> channelNames() {
        JsonNode names = json.has("channel_names") ? json.get("channel_names") : json.get("modality");
        if (names == null || !(names.isObject() || names.isArray()) || names.isEmpty()) {
            throw new IllegalArgumentException(
                    "dataset.json must have an object \"channel_names\" of number -> name, got "
                            + (names == null ? "none" : names));
        }
        List<String> channels = new ArrayList<>();
        names.forEach(name -> channels.add(name.asText()));
        return List.copyOf(channels);
    }

    /**
     * What the labels mean.
     *
     * @return the scheme
     */
    public LabelScheme labels() {
        return labels;
    }

    /**
     * How many training cases there are said to be.
     *
     * @return {@code numTraining}
     * @throws IllegalArgumentException if it is missing or no integer
     */
    public int numTraining() {
        JsonNode number = json.get("numTraining");
        if (number == null || !number.isIntegralNumber()) {
            throw new IllegalArgumentException(
                    "dataset.json must have an integer \"numTraining\", got " + (number == null ? "none" : number));
        }
        return number.intValue();
    }

    /**
     * The ending of all image and label files.
     *
     * @return with its dot, e.g. {@code .nii.gz}
     * @throws IllegalArgumentException if it is missing
     */
    public String fileEnding() {
        JsonNode ending = json.get("file_ending");
        if (ending == null || !ending.isTextual() || ending.textValue().isEmpty()) {
            throw new IllegalArgumentException("dataset.json must have a \"file_ending\" such as \".nii.gz\", got "
                    + (ending == null ? "none" : ending));
        }
        return ending.textValue();
    }

    /**
     * The reader the dataset asks for.
     *
     * @return nnU-Net's class name; empty if none is named or {@code "None"}
     */
    public Optional<String> imageReaderWriter() {
        return Optional.ofNullable(json.get("overwrite_image_reader_writer"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(name -> !name.equals("None"));
    }

    /**
     * The whole description.
     *
     * @return a copy, keys in the order of the file
     */
    public ObjectNode json() {
        return json.deepCopy();
    }

    /**
     * Writes the description with its key order, indented as nnU-Net's files are.
     *
     * @param datasetJson where to
     */
    public void write(Path datasetJson) {
        WholeFile.write(datasetJson, out -> out.write(JSON.writer(printer()).writeValueAsBytes(json)));
    }

    /** Four spaces a level, as nnU-Net writes its files. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indent = new DefaultIndenter("    ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        return printer;
    }
}
