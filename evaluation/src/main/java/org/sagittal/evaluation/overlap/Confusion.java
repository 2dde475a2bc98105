package org.sagittal.evaluation.overlap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How many voxels two binary masks share, for the voxels that count.
 *
 * @param tp voxels in both masks
 * @param fp voxels in the prediction only
 * @param fn voxels in the reference only
 * @param tn voxels in neither
 */
public record Confusion(long tp, long fp, long fn, long tn) {
    /** Refuses negative counts. */
    public Confusion {
        if (tp < 0 || fp < 0 || fn < 0 || tn < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative, got tp " + tp + ", fp " + fp + ", fn " + fn + ", tn " + tn);
        }
    }

    /**
     * Voxels of the reference.
     *
     * @return tp + fn
     */
    public long reference() {
        return tp + fn;
    }

    /**
     * Voxels of the prediction.
     *
     * @return tp + fp
     */
    public long prediction() {
        return tp + fp;
    }

    /**
     * Voxels in either mask.
     *
     * @return tp + fp + fn
     */
    public long union() {
        return tp + fp + fn;
    }

    /**
     * Voxels that count.
     *
     * @return the sum of all four
     */
    public long total() {
        return tp + fp + fn + tn;
    }

    /**
     * The counts as JSON.
     *
     * @return an object with tp, fp, fn, tn
     */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tp", tp)
                .put("fp", fp)
                .put("fn", fn)
                .put("tn", tn);
    }

    /**
     * Reads what {@link #toJson()} writes.
     *
     * @param node an object with tp, fp, fn, tn
     * @return the counts
     * @throws IllegalArgumentException if one is missing
     */
    public static Confusion parse(JsonNode node) {
        return new Confusion(count(node, "tp"), count(node, "fp"), count(node, "fn"), count(node, "tn"));
    }

    private static long count(JsonNode node, String name) {
        if (!node.path(name).isIntegralNumber()) {
            throw new IllegalArgumentException("count " + name + " must be a whole number, got " + node.path(name));
        }
        return node.get(name).longValue();
    }
}
