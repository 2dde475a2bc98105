package org.sagittal.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * JSON as nnU-Net writes it: four blanks an indent, one array element a line, NaN and Infinity as bare literals.
 *
 * <p>Reference: Python's {@code json.dump(..., indent=4)}, which nnU-Net 2.8.1 uses for every JSON file.
 */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    private JsonText() {}

    /**
     * A node as indented text.
     *
     * @param node what to write
     * @return the text, without a line end
     */
    public static String indented(JsonNode node) {
        DefaultIndenter indent = new DefaultIndenter("    ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(indent);
        printer.indentObjectsWith(indent);
        return text(node, MAPPER.writer(printer));
    }

    /**
     * A node on one line.
     *
     * @param node what to write
     * @return the text, without a line end
     */
    public static String oneLine(JsonNode node) {
        return text(node, MAPPER.writer());
    }

    private static String text(JsonNode node, ObjectWriter writer) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON value cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads text; NaN and Infinity may stand as bare literals.
     *
     * @param text one JSON value
     * @return the node
     * @throws IllegalArgumentException if the text is not JSON
     */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("text must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a file; NaN and Infinity may stand as bare literals.
     *
     * @param file one JSON value
     * @return the node
     * @throws IllegalArgumentException if the file is not JSON
     * @throws UncheckedIOException if it cannot be read
     */
    public static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " must be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Writes text to a neighbour of the file and moves it into place, so that a reader never sees half of it.
     *
     * @param file where to; missing folders are made
     * @param text the content
     * @throws org.sagittal.geometry.io.file.FormatException if it cannot be written
     */
    public static void write(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(bytes));
    }
}
