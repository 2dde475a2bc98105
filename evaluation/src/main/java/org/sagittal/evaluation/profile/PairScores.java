package org.sagittal.evaluation.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.geometry.volume.Spacing;

/**
 * Every score of a profile for every label of one pair of label maps.
 *
 * @param profile name@version
 * @param spacing millimetres (z, y, x)
 * @param dimensions 3, or 2 for a true 2D image
 * @param groups class or region to score name to score
 */
public record PairScores(String profile, Spacing spacing, int dimensions, Map<LabelGroup, Map<String, Score>> groups) {
    /** Takes a copy that keeps the order. */
    public PairScores {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /**
     * The scores as {@code metrics --json} prints them.
     *
     * @return an object with profile, spacing (two numbers in 2D) and labels
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("profile", profile);
        ArrayNode millimetres = node.putArray("spacing");
        for (int axis = 3 - dimensions; axis < 3; axis++) {
            millimetres.add(spacing.axisMm(axis));
        }
        ObjectNode labels = node.putObject("labels");
        groups.forEach((group, scores) -> {
            ObjectNode named = labels.putObject(group.key());
            scores.forEach((name, score) -> named.set(name, score.toJson()));
        });
        return node;
    }
}
