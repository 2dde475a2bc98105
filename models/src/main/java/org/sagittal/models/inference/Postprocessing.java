package org.sagittal.models.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * What is done to a finished label map: in each step some labels are taken together, their largest connected component is kept (all of them
 * where several are as large; voxels touch by faces, edges and corners) and the other voxels of these labels become 0.
 *
 * <p>Reference: {@code remove_all_but_largest_component_from_segmentation} and {@code postprocessing.json} of nnU-Net 2.8.1; the pickle of
 * functions that lies beside that file is never read.
 *
 * @param steps in the order in which they are done; none changes nothing
 */
public record Postprocessing(List<KeepLargest> steps) {
    /** Changes nothing. */
    public static final Postprocessing NONE = new Postprocessing(List.of());

    private static final String KEEP_LARGEST = "remove_all_but_largest_component_from_segmentation";
    private static final String FUNCTIONS = "postprocessing_fns";
    private static final String ARGUMENTS = "postprocessing_kwargs";
    private static final String LABELS = "labels_or_regions";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Takes a copy. */
    public Postprocessing {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param labels the labels whose voxels are one mask, e.g. all labels of the foreground or of a region
     * @param list whether {@code postprocessing.json} spells them as a list; a class of its own is a bare number there
     */
    public record KeepLargest(List<Integer> labels, boolean list) {
        /** Refuses a step without labels, with background, or with several labels that is no list. */
        public KeepLargest {
            labels = List.copyOf(labels);
            if (labels.isEmpty() || labels.stream().anyMatch(label -> label < 1 || label > Short.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "labels of a postprocessing step must be some in 1.." + Short.MAX_VALUE + ", got " + labels);
            }
            if (!list && labels.size() > 1) {
                throw new IllegalArgumentException(
                        "labels of a postprocessing step must be one unless they are a list, got " + labels);
            }
        }

        /**
         * A class by itself.
         *
         * @param label its value
         * @return the step
         */
        public static KeepLargest label(int label) {
            return new KeepLargest(List.of(label), false);
        }

        /**
         * Labels taken together: the foreground, or a region.
         *
         * @param labels their values
         * @return the step
         */
        public static KeepLargest together(List<Integer> labels) {
            return new KeepLargest(labels, true);
        }

        /**
         * Keeps the largest component.
         *
         * @param before (z, y, x)
         * @return the same object if there is no smaller component
         */
        public LabelVoxels apply(LabelVoxels before) {
            return new Postprocessing(List.of(this)).apply(before);
        }
    }

    /**
     * Does all steps, one after the other.
     *
     * @param labels a label map (z, y, x); stays as it is
     * @return the same object if nothing changes
     */
    public LabelVoxels apply(LabelVoxels labels) {
        if (steps.isEmpty()) {
            return labels;
        }
        ComponentClearing clearing = new ComponentClearing(labels);
        steps.forEach(step -> clearing.keepLargest(step.labels()));
        return clearing.finished();
    }

    /**
     * This and one step more.
     *
     * @param step done last
     * @return a new value
     */
    public Postprocessing then(KeepLargest step) {
        List<KeepLargest> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Postprocessing(longer);
    }

    /**
     * The steps for people.
     *
     * @return e.g. {@code keep the largest component of labels 1, 2; of label 2}
     */
    public String describe() {
        if (steps.isEmpty()) {
            return "none";
        }
        return "keep the largest component "
                + steps.stream()
                        .map(step -> "of label" + (step.labels().size() > 1 ? "s " : " ")
                                + step.labels().stream().map(String::valueOf).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "));
    }

    /**
     * Reads nnU-Net's {@code postprocessing.json}; its scores are passed over.
     *
     * @param file the file
     * @return its steps
     * @throws FormatException if it is no such file or asks for another function, naming it
     */
    public static Postprocessing read(Path file) {
        if (file.getFileName().toString().endsWith(".pkl")) {
            throw new FormatException(
                    file,
                    "is a pickle, which holds program code and is not read; give the postprocessing.json beside it");
        }
        try {
            return parse(JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new FormatException(file, "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, e.getMessage(), e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Understands the object of {@code postprocessing.json}.
     *
     * @param json with {@code postprocessing_fns} and {@code postprocessing_kwargs}
     * @return its steps
     * @throws IllegalArgumentException if one is missing, or a step is unknown
     */
    public static Postprocessing parse(JsonNode json) {
        JsonNode functions = json == null ? null : json.get(FUNCTIONS);
        JsonNode arguments = json == null ? null : json.get(ARGUMENTS);
        if (!(functions instanceof ArrayNode) || !(arguments instanceof ArrayNode)) {
            throw new IllegalArgumentException(
                    "a postprocessing must hold the lists " + FUNCTIONS + " and " + ARGUMENTS + ", got others");
        }
        if (functions.size() != arguments.size()) {
            throw new IllegalArgumentException(FUNCTIONS + " and " + ARGUMENTS + " must be as long, got "
                    + functions.size() + " and " + arguments.size());
        }
        List<KeepLargest> steps = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            if (!functions.get(i).asText().equals(KEEP_LARGEST)) {
                throw new IllegalArgumentException(
                        "postprocessing must be done by " + KEEP_LARGEST + ", got " + functions.get(i));
            }
            steps.add(step(arguments.get(i)));
        }
        return new Postprocessing(steps);
    }

    private static KeepLargest step(JsonNode arguments) {
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            boolean zero = argument.getValue().isIntegralNumber()
                    && argument.getValue().asInt() == 0;
            if (!argument.getKey().equals(LABELS) && !(argument.getKey().equals("background_label") && zero)) {
                throw new IllegalArgumentException("arguments of " + KEEP_LARGEST + " must be " + LABELS + ", got "
                        + argument.getKey() + " = " + argument.getValue());
            }
        }
        JsonNode wanted = arguments.path(LABELS);
        List<Integer> labels = new ArrayList<>();
        collect(wanted, 0, labels);
        return new KeepLargest(labels.stream().distinct().toList(), wanted.isArray());
    }

    /** A label, a region (a list of labels), or a list of both: their union in any case. */
    private static void collect(JsonNode node, int depth, List<Integer> into) {
        if (node.isArray() && depth < 2) {
            node.forEach(item -> collect(item, depth + 1, into));
        } else if (node.isIntegralNumber() && node.canConvertToInt()) {
            into.add(node.intValue());
        } else {
            throw new IllegalArgumentException(LABELS + " must be a label, a list of them or of regions, got " + node);
        }
    }

    /**
     * The two lists of {@code postprocessing.json}, as nnU-Net spells them.
     *
     * @return an object with {@code postprocessing_fns} and {@code postprocessing_kwargs}
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode functions = json.putArray(FUNCTIONS);
        ArrayNode arguments = json.putArray(ARGUMENTS);
        for (KeepLargest step : steps) {
            functions.add(KEEP_LARGEST);
            ObjectNode argument = arguments.addObject();
            if (step.list()) {
                step.labels().forEach(argument.putArray(LABELS)::add);
            } else {
                argument.put(LABELS, step.labels().get(0));
            }
        }
        return json;
    }
}
