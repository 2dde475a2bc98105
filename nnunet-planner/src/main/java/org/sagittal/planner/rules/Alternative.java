package org.sagittal.planner.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What could have been chosen instead, and what it would have cost.
 *
 * @param choice the other choice in words
 * @param costs what it costs, in numbers; may be empty
 * @param whyNot why it was not taken
 */
public record Alternative(String choice, List<Fact> costs, String whyNot) {
    /** Copies the costs and refuses a nameless choice. */
    public Alternative {
        if (choice.isBlank() || whyNot.isBlank()) {
            throw new IllegalArgumentException(
                    "choice and whyNot must not be blank, got \"" + choice + "\" and \"" + whyNot + "\"");
        }
        costs = List.copyOf(costs);
    }

    /**
     * This alternative as {@code {"choice", "costs", "why_not"}}.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("choice", choice);
        ArrayNode list = node.putArray("costs");
        costs.forEach(c -> list.add(c.toJson()));
        return node.put("why_not", whyNot);
    }
}
