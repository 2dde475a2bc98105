package org.sagittal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.OptionalDouble;

/** A number of R with both infinities, or the reason why there is none: the result of one metric on one pair of masks. */
public sealed interface Score {
    /**
     * A score that exists.
     *
     * @param value any number, infinities included, not NaN
     * @return the score
     */
    static Score of(double value) {
        return new Defined(value);
    }

    /**
     * A score that does not exist.
     *
     * @param reason why, in a few words, e.g. {@code reference empty}
     * @return the score
     */
    static Score undefined(String reason) {
        return new Undefined(reason);
    }

    /**
     * The number, if there is one.
     *
     * @return the value or nothing
     */
    OptionalDouble value();

    /**
     * Why there is no number.
     *
     * @return a few words; empty text for a score that exists
     */
    String reason();

    /**
     * The score as it stands in our JSON: a number, {@code "inf"}, {@code "-inf"}, or {@code {"undefined": reason}}.
     *
     * @return the node
     */
    JsonNode toJson();

    /**
     * Whether there is a number, infinities included.
     *
     * @return false for {@link Undefined}
     */
    default boolean isDefined() {
        return value().isPresent();
    }

    /**
     * The number as floating-point arithmetic has it.
     *
     * @return the value, NaN if there is none
     */
    default double orNaN() {
        return value().orElse(Double.NaN);
    }

    /**
     * Reads what {@link #toJson()} writes.
     *
     * @param node a number, {@code "inf"}, {@code "-inf"} or {@code {"undefined": reason}}
     * @return the score
     * @throws IllegalArgumentException if the node is none of these
     */
    static Score parse(JsonNode node) {
        if (node.isNumber()) {
            return of(node.doubleValue());
        }
        if (node.isTextual() && node.textValue().equals("inf")) {
            return of(Double.POSITIVE_INFINITY);
        }
        if (node.isTextual() && node.textValue().equals("-inf")) {
            return of(Double.NEGATIVE_INFINITY);
        }
        if (node.path("undefined").isTextual()) {
            return undefined(node.get("undefined").textValue());
        }
        throw new IllegalArgumentException(
                "score must be a number, \"inf\", \"-inf\" or {\"undefined\": reason}, got " + node);
    }

    /**
     * A score that exists.
     *
     * @param number any number, infinities included
     */
    record Defined(double number) implements Score {
        /** Refuses NaN: what does not exist needs a reason. */
        public Defined {
            if (Double.isNaN(number)) {
                throw new IllegalArgumentException("score must be a number or undefined with a reason, got NaN");
            }
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(number);
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public JsonNode toJson() {
            if (Double.isInfinite(number)) {
                return JsonNodeFactory.instance.textNode(number > 0 ? "inf" : "-inf");
            }
            return JsonNodeFactory.instance.numberNode(number);
        }
    }

    /**
     * A score that does not exist.
     *
     * @param reason why, in a few words
     */
    record Undefined(String reason) implements Score {
        /** Refuses an empty reason. */
        public Undefined {
            if (reason.isBlank()) {
                throw new IllegalArgumentException(
                        "reason of an undefined score must have text, got \"" + reason + "\"");
            }
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.empty();
        }

        @Override
        public JsonNode toJson() {
            return JsonNodeFactory.instance.objectNode().put("undefined", reason);
        }
    }
}
