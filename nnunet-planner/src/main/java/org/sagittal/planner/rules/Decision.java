package org.sagittal.planner.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One answered question of planning, as data: a person reads it with {@code explain}, a program with {@link #toJson()}.
 *
 * @param rule the rule's class name, e.g. {@code PatchSizeRule}
 * @param configuration the configuration it concerns, or {@link #ALL}
 * @param question what had to be decided, as a question
 * @param inputs the numbers it looked at
 * @param chosen the answer
 * @param alternatives what was not chosen, and its cost
 * @param why one or two sentences of reason
 */
public record Decision(
        String rule,
        String configuration,
        String question,
        List<Fact> inputs,
        String chosen,
        List<Alternative> alternatives,
        String why) {
    /** The configuration name of a decision that concerns the whole dataset. */
    public static final String ALL = "all";

    /** Copies the lists and refuses an unanswered or unexplained question. */
    public Decision {
        for (String text : List.of(rule, configuration, question, chosen, why)) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(
                        "rule, configuration, question, chosen and why must not be blank, got a blank one in " + rule);
            }
        }
        inputs = List.copyOf(inputs);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * This decision as {@code {"rule", "configuration", "question", "inputs", "chosen", "alternatives", "why"}}.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rule", rule).put("configuration", configuration).put("question", question);
        ArrayNode facts = node.putArray("inputs");
        inputs.forEach(f -> facts.add(f.toJson()));
        node.put("chosen", chosen);
        ArrayNode others = node.putArray("alternatives");
        alternatives.forEach(a -> others.add(a.toJson()));
        return node.put("why", why);
    }
}
