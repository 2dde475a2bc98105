package org.sagittal.planner.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * One named quantity that a decision looked at: a number, a list of numbers or a word, with its unit.
 *
 * @param name what it is, e.g. {@code median spacing}
 * @param value a JSON number, string or list of numbers
 * @param unit unit of the number or numbers, empty for words and counts
 */
public record Fact(String name, JsonNode value, String unit) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Refuses missing parts. */
    public Fact {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank, got \"" + name + "\"");
        }
        Objects.requireNonNull(value, "value must not be null, got null for " + name);
        Objects.requireNonNull(unit, "unit must not be null, got null for " + name);
    }

    /**
     * A number.
     *
     * @param name what it is
     * @param value the number
     * @param unit its unit, or empty
     * @return the fact
     */
    public static Fact of(String name, double value, String unit) {
        return new Fact(name, number(value), unit);
    }

    /**
     * A word.
     *
     * @param name what it is
     * @param value the word
     * @return the fact
     */
    public static Fact of(String name, String value) {
        return new Fact(name, JSON.textNode(value), "");
    }

    /**
     * A list of numbers, usually one per axis.
     *
     * @param name what it is
     * @param values the numbers
     * @param unit their unit, or empty
     * @return the fact
     */
    public static Fact of(String name, List<? extends Number> values, String unit) {
        ArrayNode list = JSON.arrayNode();
        values.forEach(v -> list.add(number(v.doubleValue())));
        return new Fact(name, list, unit);
    }

    /**
     * This fact as {@code {"name", "value", "unit"}}; the unit is left out where there is none.
     *
     * @return a new object
     */
    public ObjectNode toJson() {
        ObjectNode node = JSON.objectNode().put("name", name);
        node.set("value", value);
        return unit.isEmpty() ? node : node.put("unit", unit);
    }

    private static JsonNode number(double value) {
        boolean whole = Math.rint(value) == value && Math.abs(value) < 1e15;
        return whole ? JSON.numberNode((long) value) : JSON.numberNode(value);
    }
}
