package org.sagittal.planner.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Statistics of one channel's intensities over drawn foreground voxels of all training cases.
 *
 * @param max largest
 * @param mean arithmetic mean
 * @param median 50th percentile, linear between order statistics
 * @param min smallest
 * @param percentile005 0.5th percentile
 * @param percentile995 99.5th percentile
 * @param std population standard deviation
 */
public record IntensityProperties(
        double max, double mean, double median, double min, double percentile005, double percentile995, double std) {

    /**
     * Reads one channel's entry of {@code foreground_intensity_properties_per_channel}.
     *
     * @param node an object with the seven statistics
     * @return the statistics
     * @throws IllegalArgumentException if one is missing or no number
     */
    public static IntensityProperties parse(JsonNode node) {
        return new IntensityProperties(
                number(node, "max"),
                number(node, "mean"),
                number(node, "median"),
                number(node, "min"),
                number(node, "percentile_00_5"),
                number(node, "percentile_99_5"),
                number(node, "std"));
    }

    /**
     * The statistics under nnU-Net's names, keys sorted.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("max", max)
                .put("mean", mean)
                .put("median", median)
                .put("min", min)
                .put("percentile_00_5", percentile005)
                .put("percentile_99_5", percentile995)
                .put("std", std);
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("intensity property '" + name + "' must be a number, got "
                    + (value.isMissingNode() ? "none" : value));
        }
        return value.doubleValue();
    }
}
