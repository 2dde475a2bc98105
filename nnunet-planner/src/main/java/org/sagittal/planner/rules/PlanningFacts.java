package org.sagittal.planner.rules;

import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * The numbers of a dataset that planning depends on, in the images' own axis order.
 *
 * @param spacings distance between voxels of each training case
 * @param shapes voxels of each training case after cropping to its nonzero region
 * @param relativeSize median over the cases of voxels after / before cropping, in (0, 1]
 * @param channelNames what each image channel is called; selects the normalisation
 * @param labelEntries entries of {@code labels} in dataset.json, counting background, regions and the ignore label
 * @param trainingCases {@code numTraining} of dataset.json
 */
public record PlanningFacts(
        List<Spacing> spacings,
        List<Shape> shapes,
        double relativeSize,
        List<String> channelNames,
        int labelEntries,
        int trainingCases) {
    /** Refuses a dataset without cases, channels or labels. */
    public PlanningFacts {
        spacings = List.copyOf(spacings);
        shapes = List.copyOf(shapes);
        channelNames = List.copyOf(channelNames);
        if (spacings.isEmpty() || spacings.size() != shapes.size()) {
            throw new IllegalArgumentException("spacings and shapes must be equally many and at least one, got "
                    + spacings.size() + " and " + shapes.size());
        }
        if (channelNames.isEmpty()) {
            throw new IllegalArgumentException("channelNames must name at least one channel, got none");
        }
        if (labelEntries < 1) {
            throw new IllegalArgumentException("labelEntries must be at least 1 (background), got " + labelEntries);
        }
        if (trainingCases < 0) {
            throw new IllegalArgumentException("trainingCases must not be negative, got " + trainingCases);
        }
    }

    /**
     * Whether every case is one slice, i.e. the images are two-dimensional.
     *
     * @return true if all shapes have z = 1
     */
    public boolean allFlat() {
        return shapes.stream().allMatch(s -> s.z() == 1);
    }
}
