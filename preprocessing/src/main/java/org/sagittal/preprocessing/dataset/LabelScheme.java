package org.sagittal.preprocessing.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What the numbers of a label map mean: name -> label or region (a set of labels), in the order of {@code dataset.json}, which is the
 * order of a region network's output channels.
 *
 * <p>Reference: nnU-Net v2's {@code LabelManager}; {@code labels} and {@code regions_class_order} of {@code dataset.json}.
 */
public final class LabelScheme {
    private final Map<String, Entry> entries;
    private final List<Integer> regionsClassOrder;

    private LabelScheme(Map<String, Entry> entries, List<Integer> regionsClassOrder) {
        this.entries = entries;
        this.regionsClassOrder = regionsClassOrder;
    }

    /**
     * One value of {@code labels}.
     *
     * @param values the label, or the labels of a region
     * @param list whether it is written as a list, even of one label
     */
    private record Entry(List<Integer> values, boolean list) {
        boolean background() {
            return values.stream().allMatch(v -> v == 0);
        }
    }

    /**
     * Reads the two objects of {@code dataset.json}.
     *
     * @param labels name -> integer, or list of integers
     * @param regionsClassOrder list of integers, one a region; empty or absent without regions
     * @return the scheme
     * @throws IllegalArgumentException if there is no background 0, a value is no integer, the ignore label is not the highest plus
     *     one, or regions and their order do not fit
     */
    public static LabelScheme parse(ObjectNode labels, Optional<JsonNode> regionsClassOrder) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        labels.properties().forEach(p -> entries.put(p.getKey(), entry(p.getKey(), p.getValue())));
        List<Integer> order = new ArrayList<>();
        regionsClassOrder
                .filter(node -> !node.isNull())
                .ifPresent(node -> order.addAll(integers("regions_class_order", node)));
        LabelScheme scheme = new LabelScheme(entries, List.copyOf(order));
        scheme.check();
        return scheme;
    }

    private static Entry entry(String name, JsonNode value) {
        if (value.isArray()) {
            List<Integer> values = integers("labels['" + name + "']", value);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("labels['" + name + "'] must hold at least one label, got []");
            }
            return new Entry(values, true);
        }
        return new Entry(List.of(integer("labels['" + name + "']", value)), false);
    }

    private static List<Integer> integers(String name, JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException(name + " must be a list of integers, got " + node);
        }
        List<Integer> values = new ArrayList<>();
        node.forEach(v -> values.add(integer(name, v)));
        return List.copyOf(values);
    }

    private static int integer(String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new IllegalArgumentException(name + " must be an integer"
                    + (node.isTextual() ? " (name -> number, not the Decathlon's number -> name)" : "") + ", got "
                    + node);
        }
        if (node.intValue() < 0 || node.intValue() > Short.MAX_VALUE) {
            throw new IllegalArgumentException(name + " must lie in 0.." + Short.MAX_VALUE + ", got " + node);
        }
        return node.intValue();
    }

    private void check() {
        Entry background = entries.get("background");
        if (background == null || background.list || background.values.get(0) != 0) {
            throw new IllegalArgumentException("labels must contain \"background\": 0, got "
                    + (background == null ? "no background" : background.values));
        }
        Entry ignore = entries.get("ignore");
        if (ignore != null) {
            checkIgnore(ignore);
        }
        if (hasRegions() && regionsClassOrder.size() != foregroundRegions().size()) {
            throw new IllegalArgumentException("regions_class_order must list one label for each of the "
                    + foregroundRegions().size() + " regions of labels, got " + regionsClassOrder);
        }
    }

    private void checkIgnore(Entry ignore) {
        if (ignore.list) {
            throw new IllegalArgumentException("labels['ignore'] must be one integer, got the list " + ignore.values);
        }
        int highest = allLabels().get(allLabels().size() - 1);
        if (ignore.values.get(0) != highest + 1) {
            throw new IllegalArgumentException("labels['ignore'] must be the highest label plus one, " + (highest + 1)
                    + ", got " + ignore.values.get(0));
        }
    }

    /**
     * How many names {@code labels} has, background and ignore included; the planner's memory estimate counts these.
     *
     * @return at least 1
     */
    public int entries() {
        return entries.size();
    }

    /**
     * All names in file order, background and ignore included.
     *
     * @return at least {@code background}
     */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * The labels behind one name.
     *
     * @param name one of {@link #names()}
     * @return one label, or a region's labels in file order
     */
    public List<Integer> values(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("name must be one of " + names() + ", got '" + name + "'");
        }
        return entry.values;
    }

    /**
     * Whether some name stands for more than one label; a list of one label does not count.
     *
     * @return true if networks put out one independent channel a region
     */
    public boolean hasRegions() {
        return entries.values().stream().anyMatch(e -> e.values.size() > 1);
    }

    /**
     * The label of voxels that nobody annotated.
     *
     * @return the highest label plus one, or empty
     */
    public OptionalInt ignoreLabel() {
        Entry ignore = entries.get("ignore");
        return ignore == null ? OptionalInt.empty() : OptionalInt.of(ignore.values.get(0));
    }

    /**
     * All labels that may be predicted.
     *
     * @return ascending, with 0, without the ignore label, each once
     */
    public List<Integer> allLabels() {
        TreeSet<Integer> labels = new TreeSet<>();
        entries.forEach((name, entry) -> {
            if (!name.equals("ignore")) {
                labels.addAll(entry.values);
            }
        });
        return List.copyOf(labels);
    }

    /**
     * All labels but background.
     *
     * @return ascending, without 0 and the ignore label
     */
    public List<Integer> foregroundLabels() {
        return allLabels().stream().filter(l -> l != 0).toList();
    }

    /**
     * The values of all names but background and ignore; with {@link #hasRegions()} the output channels of a network.
     *
     * @return lists of labels in file order
     */
    public List<List<Integer>> foregroundRegions() {
        return entries.entrySet().stream()
                .filter(e -> !e.getKey().equals("ignore") && !e.getValue().background())
                .map(e -> e.getValue().values())
                .toList();
    }

    /**
     * The label that each region channel writes when regions are decoded; later ones overwrite earlier ones.
     *
     * @return one label a region in the order of {@link #foregroundRegions()}; empty without regions
     */
    public List<Integer> regionsClassOrder() {
        return regionsClassOrder;
    }

    /**
     * How many channels a network puts out.
     *
     * @return the number of regions, or without regions the number of labels with background
     */
    public int segmentationHeads() {
        return hasRegions() ? foregroundRegions().size() : allLabels().size();
    }
}
