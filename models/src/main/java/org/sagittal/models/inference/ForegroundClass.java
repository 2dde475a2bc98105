package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * What can be found in an image: a label, or a region of several labels.
 *
 * @param name as dataset.json calls it
 * @param values the labels whose voxels belong to it
 */
public record ForegroundClass(String name, List<Integer> values) {
    /** Copies the list. */
    public ForegroundClass {
        values = List.copyOf(values);
    }

    /**
     * All classes of a dataset in the order of a network's channels, background left out.
     *
     * @param labels what the dataset says
     * @return regions in file order, or labels ascending
     */
    public static List<ForegroundClass> of(LabelScheme labels) {
        List<ForegroundClass> classes = new ArrayList<>();
        for (String name : labels.names()) {
            List<Integer> values = labels.values(name);
            if (!name.equals("ignore") && values.stream().anyMatch(v -> v != 0)) {
                classes.add(new ForegroundClass(name, values));
            }
        }
        if (!labels.hasRegions()) {
            classes.sort(Comparator.comparing(c -> c.values.get(0)));
        }
        return List.copyOf(classes);
    }

    /** Whether a voxel of a label belongs to the class. */
    boolean holds(short label) {
        return values.contains((int) label);
    }
}
