package org.sagittal.evaluation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of labels scored as one binary mask: a class, or a region that unites several labels.
 *
 * @param name what people call it
 * @param labels the labels united, in file order
 * @param region whether the data set declares it as a list; decides the spelling of {@link #key()} only
 */
public record LabelGroup(String name, List<Integer> labels, boolean region) {
    /** Refuses a group without labels or with several labels that is no region. */
    public LabelGroup {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "labels of group \"" + name + "\" must name at least one label, got none");
        }
        if (!region && labels.size() > 1) {
            throw new IllegalArgumentException(
                    "labels of group \"" + name + "\" must be one unless it is a region, got " + labels);
        }
        for (int label : labels) {
            if (label < Short.MIN_VALUE || label > Short.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "label of group \"" + name + "\" must lie in -32768..32767, got " + label);
            }
        }
    }

    /**
     * A class of one label.
     *
     * @param name what people call it
     * @param label its value
     * @return the group
     */
    public static LabelGroup label(String name, int label) {
        return new LabelGroup(name, List.of(label), false);
    }

    /**
     * A region.
     *
     * @param name what people call it
     * @param labels the labels it unites
     * @return the group
     */
    public static LabelGroup region(String name, List<Integer> labels) {
        return new LabelGroup(name, labels, true);
    }

    /**
     * The group as nnU-Net's {@code summary.json} spells it: {@code 3}, {@code (1, 2)} or {@code (2,)}.
     *
     * @return Python's text of the integer or tuple
     */
    public String key() {
        if (!region) {
            return labels.get(0).toString();
        }
        if (labels.size() == 1) {
            return "(" + labels.get(0) + ",)";
        }
        return labels.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
