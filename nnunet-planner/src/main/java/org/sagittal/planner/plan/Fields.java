package org.sagittal.planner.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Typed reading of one JSON object; every error names the file, the whole path of the key, what was wanted and what was found.
 *
 * @param source the file
 * @param path keys from the root to this object, joined by dots; empty at the root
 * @param node the object
 */
record Fields(String source, String path, ObjectNode node) {
    private static final int SHOWN = 80;

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    Fields object(String key) {
        JsonNode value = required(key);
        if (!(value instanceof ObjectNode found)) {
            throw wrong(key, "must be an object", value);
        }
        return new Fields(source, pathOf(key), found);
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isTextual()) {
            throw wrong(key, "must be a text", value);
        }
        return value.textValue();
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    boolean flag(String key) {
        JsonNode value = required(key);
        if (!value.isBoolean()) {
            throw wrong(key, "must be true or false", value);
        }
        return value.booleanValue();
    }

    int integer(String key) {
        return integer(key, required(key));
    }

    double number(String key) {
        return number(key, required(key));
    }

    List<Integer> integers(String key) {
        return list(key, value -> integer(key, value));
    }

    List<Double> numbers(String key) {
        return list(key, value -> number(key, value));
    }

    List<Boolean> flags(String key) {
        return list(key, value -> {
            if (!value.isBoolean()) {
                throw wrong(key, "must be a list of true and false", value);
            }
            return value.booleanValue();
        });
    }

    List<String> texts(String key) {
        return list(key, value -> {
            if (!value.isTextual()) {
                throw wrong(key, "must be a list of texts", value);
            }
            return value.textValue();
        });
    }

    /** A list of per-stage numbers; a single number stands for the same at each stage, as in PyTorch's constructors. */
    List<Integer> integersPerStage(String key, int stages) {
        JsonNode value = required(key);
        return value.isArray() ? integers(key) : Collections.nCopies(stages, integer(key, value));
    }

    /** A list of per-stage, per-axis numbers; a single number stands for the same along each axis. */
    List<List<Integer>> axesPerStage(String key, int stages, int dimensions) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            return Collections.nCopies(stages, Collections.nCopies(dimensions, integer(key, value)));
        }
        return list(key, stage -> {
            if (!stage.isArray()) {
                return Collections.nCopies(dimensions, integer(key, stage));
            }
            List<Integer> axes = new ArrayList<>();
            stage.forEach(axis -> axes.add(integer(key, axis)));
            if (axes.size() != dimensions) {
                throw wrong(key, "must hold lists of " + dimensions + " numbers", stage);
            }
            return List.copyOf(axes);
        });
    }

    private <T> List<T> list(String key, Function<JsonNode, T> entry) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw wrong(key, "must be a list", value);
        }
        List<T> list = new ArrayList<>();
        value.forEach(v -> list.add(entry.apply(v)));
        return List.copyOf(list);
    }

    private JsonNode required(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw new PlansException(source, pathOf(key) + " is missing");
        }
        return value;
    }

    private int integer(String key, JsonNode value) {
        boolean whole =
                value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue()) && value.canConvertToInt();
        if (!whole) {
            throw wrong(key, "must be a whole number", value);
        }
        return value.intValue();
    }

    private double number(String key, JsonNode value) {
        if (!value.isNumber()) {
            throw wrong(key, "must be a number", value);
        }
        return value.doubleValue();
    }

    PlansException wrong(String key, String rule, Object value) {
        String found = String.valueOf(value);
        String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "..." : found;
        return new PlansException(source, pathOf(key) + " " + rule + ", got " + shown);
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
