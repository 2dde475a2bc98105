package org.sagittal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which masks are scored, and which voxels are not: the classes or regions of a data set in order, and its ignore label.
 *
 * @param groups the classes or regions, without background and ignore
 * @param ignoreLabel voxels with this value in the reference count nowhere
 */
public record ScoringScheme(List<LabelGroup> groups, OptionalInt ignoreLabel) {
    /** Refuses a scheme without groups or with two of the same key. */
    public ScoringScheme {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("groups must name at least one class or region, got none");
        }
        Set<String> keys = new HashSet<>();
        for (LabelGroup group : groups) {
            if (!keys.add(group.key())) {
                throw new IllegalArgumentException("groups must differ in their labels, got " + group.key() + " twice");
            }
        }
    }

    /**
     * A scheme in which every voxel counts.
     *
     * @param groups the classes or regions
     * @return the scheme
     */
    public static ScoringScheme of(List<LabelGroup> groups) {
        return new ScoringScheme(groups, OptionalInt.empty());
    }

    /**
     * Single labels, each named by its number.
     *
     * @param labels the values to score
     * @return the scheme
     */
    public static ScoringScheme ofLabels(List<Integer> labels) {
        return of(labels.stream()
                .map(label -> LabelGroup.label("label " + label, label))
                .toList());
    }

    /**
     * This scheme with voxels left out.
     *
     * @param label the reference's value of voxels that count nowhere
     * @return the scheme
     */
    public ScoringScheme ignoring(int label) {
        return new ScoringScheme(groups, OptionalInt.of(label));
    }

    /**
     * What nnU-Net scores for a data set: its regions in file order if a label is a list longer than one, else its labels in
     * ascending order; background and ignore are left out.
     *
     * @param datasetJson the {@code dataset.json}
     * @return the scheme
     * @throws IllegalArgumentException if {@code labels} is missing or a value is neither a number nor a list of numbers
     */
    public static ScoringScheme parse(JsonNode datasetJson) {
        JsonNode labels = datasetJson.path("labels");
        if (!labels.isObject()) {
            throw new IllegalArgumentException(
                    "dataset.json must hold an object \"labels\" (name -> number or list of numbers), got " + labels);
        }
        Map<String, List<Integer>> values = new LinkedHashMap<>();
        boolean regions = false;
        for (Map.Entry<String, JsonNode> entry : labels.properties()) {
            List<Integer> value = valuesOf(entry.getKey(), entry.getValue());
            regions |= value.size() > 1;
            values.put(entry.getKey(), value);
        }
        OptionalInt ignore = values.containsKey("ignore")
                ? OptionalInt.of(values.get("ignore").get(0))
                : OptionalInt.empty();
        values.remove("ignore");
        return new ScoringScheme(regions ? regions(values, labels) : classes(values), ignore);
    }

    private static List<LabelGroup> regions(Map<String, List<Integer>> values, JsonNode labels) {
        List<LabelGroup> groups = new ArrayList<>();
        values.forEach((name, value) -> {
            if (value.stream().anyMatch(label -> label != 0)) {
                groups.add(new LabelGroup(name, value, labels.get(name).isArray()));
            }
        });
        return groups;
    }

    private static List<LabelGroup> classes(Map<String, List<Integer>> values) {
        Map<Integer, LabelGroup> byLabel = new TreeMap<>();
        values.forEach((name, value) -> {
            if (value.get(0) != 0) {
                byLabel.putIfAbsent(value.get(0), LabelGroup.label(name, value.get(0)));
            }
        });
        return List.copyOf(byLabel.values());
    }

    private static List<Integer> valuesOf(String name, JsonNode value) {
        List<Integer> result = new ArrayList<>();
        if (value.isArray() && !value.isEmpty()) {
            value.forEach(item -> result.add(intOf(name, item)));
        } else {
            result.add(intOf(name, value));
        }
        return result;
    }

    private static int intOf(String name, JsonNode value) {
        if (value.isTextual() && value.textValue().strip().matches("-?\\d{1,6}")) {
            return Integer.parseInt(value.textValue().strip());
        }
        if (!value.canConvertToInt() || value.doubleValue() != value.intValue()) {
            throw new IllegalArgumentException(
                    "label \"" + name + "\" must be a whole number or a list of them, got " + value);
        }
        return value.intValue();
    }
}
