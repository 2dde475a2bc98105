package org.sagittal.preprocessing.image2d;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Spacing;

/**
 * nnU-Net's spacing beside a TIFF: {@code <case>.json} with {@code {"spacing": [z, y, x]}} in array order (nnU-Net's manual shows x, y,
 * z, but its code takes the list as it is).
 */
public final class SpacingSidecar {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "spacing";
    private static final Pattern CHANNEL = Pattern.compile("(.+)_\\d{4}");
    private static final int MAX_BYTES = 1 << 20;

    private SpacingSidecar() {}

    /**
     * Looks for the spacing of an image: first under its own name, then under its case's, without the four digits of the channel.
     *
     * @param image a TIFF
     * @return millimetres (z, y, x); empty where there is no such file, or one that says nothing of a spacing
     * @throws FormatException if it says a spacing that is none
     */
    public static Optional<Spacing> beside(Path image) {
        String stem = stem(image);
        Optional<Spacing> own = optional(image.resolveSibling(stem + ".json"));
        var channel = CHANNEL.matcher(stem);
        return own.isPresent() || !channel.matches() ? own : optional(image.resolveSibling(channel.group(1) + ".json"));
    }

    private static Optional<Spacing> optional(Path sidecar) {
        return Files.isRegularFile(sidecar) ? spacing(sidecar, tree(sidecar), false) : Optional.empty();
    }

    /**
     * Reads the spacing.
     *
     * @param sidecar the JSON file
     * @return millimetres (z, y, x); 1 mm where the file does not exist
     * @throws FormatException if it holds no spacing
     */
    public static Spacing read(Path sidecar) {
        return Files.isRegularFile(sidecar)
                ? spacing(sidecar, tree(sidecar), true).orElse(Spacing.UNIT)
                : Spacing.UNIT;
    }

    private static JsonNode tree(Path sidecar) {
        try {
            if (Files.size(sidecar) > MAX_BYTES) {
                throw new FormatException(sidecar, "is too large to say a spacing: " + Files.size(sidecar) + " bytes");
            }
            return JSON.readTree(Files.readAllBytes(sidecar));
        } catch (JsonProcessingException e) {
            throw new FormatException(sidecar, "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new FormatException(sidecar, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static Optional<Spacing> spacing(Path sidecar, JsonNode json, boolean required) {
        JsonNode spacing = json.get(KEY);
        if (spacing == null && !required) {
            return Optional.empty();
        }
        if (spacing == null || !spacing.isArray() || spacing.size() != 3) {
            throw new FormatException(sidecar, "must be {\"spacing\": [z, y, x]} with three numbers, got " + spacing);
        }
        try {
            return Optional.of(new Spacing(
                    spacing.get(0).asDouble(),
                    spacing.get(1).asDouble(),
                    spacing.get(2).asDouble()));
        } catch (IllegalArgumentException e) {
            throw new FormatException(sidecar, e.getMessage(), e);
        }
    }

    /**
     * Writes the spacing beside an image, as nnU-Net does.
     *
     * @param image the TIFF
     * @param spacing millimetres
     */
    public static void write(Path image, Spacing spacing) {
        double[] mm = spacing.toArrayMm();
        String json = "{\n    \"spacing\": [\n        " + mm[0] + ",\n        " + mm[1] + ",\n        " + mm[2]
                + "\n    ]\n}";
        WholeFile.write(
                image.resolveSibling(stem(image) + ".json"), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * A file's name without its ending.
     *
     * @param file any file
     * @return what stands before the last dot
     */
    public static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
