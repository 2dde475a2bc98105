package org.sagittal.evaluation.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.overlap.Confusion;

/**
 * What one class or region of one case scored.
 *
 * @param confusion its voxel counts
 * @param scores name to score, in the order to show them
 */
public record GroupScores(Confusion confusion, Map<String, Score> scores) {
    /** Takes a copy that keeps the order. */
    public GroupScores {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /**
     * The scores as JSON.
     *
     * @return an object with {@code counts} and {@code scores}
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("counts", confusion.toJson());
        ObjectNode named = node.putObject("scores");
        scores.forEach((name, score) -> named.set(name, score.toJson()));
        return node;
    }

    /**
     * Reads what {@link #toJson()} writes.
     *
     * @param node an object with {@code counts} and {@code scores}
     * @return the scores
     * @throws IllegalArgumentException if something is missing
     */
    public static GroupScores parse(JsonNode node) {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("scores").properties()) {
            scores.put(entry.getKey(), Score.parse(entry.getValue()));
        }
        return new GroupScores(Confusion.parse(node.path("counts")), scores);
    }
}
