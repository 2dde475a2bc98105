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
 * @param profile whose definitions they are
 * @param spacing millimetres (z, y, x)
 * @param dimensions 3, or 2 for a true 2D image
 * @param groups class or region to score name to score
 */
public record PairScores(Profile profile, Spacing spacing, int dimensions, Map<LabelGroup, Map<String, Score>> groups) {
    /** Takes a copy that keeps the order. */
    public PairScores {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /**
     * One score.
     *
     * @param label of a class, not of a region
     * @param name e.g. {@code hd95}
     * @return the score, which may be undefined for a reason
     * @throws IllegalArgumentException if the label was not scored or the profile gives no such score; the message lists those there are
     */
    public Score of(int label, String name) {
        for (Map.Entry<LabelGroup, Map<String, Score>> group : groups.entrySet()) {
            if (group.getKey().key().equals(Integer.toString(label))) {
                Map<String, Score> scores = group.getValue();
                if (!scores.containsKey(name)) {
                    throw new IllegalArgumentException("score must be one of " + scores.keySet() + ", got " + name);
                }
                return scores.get(name);
            }
        }
        throw new IllegalArgumentException("label must be one of those scored, "
                + groups.keySet().stream().map(LabelGroup::key).toList() + ", got " + label);
    }

    /**
     * The scores as {@code metrics --json} prints them.
     *
     * @return an object with profile, spacing (two numbers in 2D), rules in words, and labels
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("profile", profile.id());
        ArrayNode millimetres = node.putArray("spacing");
        for (int axis = 3 - dimensions; axis < 3; axis++) {
            millimetres.add(spacing.axisMm(axis));
        }
        ObjectNode rules = node.putObject("rules");
        for (Rules.Switch rule : Rules.Switch.values()) {
            rules.put(rule.title(), rule.describe(profile.rules()));
        }
        ObjectNode labels = node.putObject("labels");
        groups.forEach((group, scores) -> {
            ObjectNode named = labels.putObject(group.key());
            scores.forEach((name, score) -> named.set(name, score.toJson()));
        });
        return node;
    }
}
