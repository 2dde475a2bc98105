package org.sagittal.planner.exchange.torch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.file.FormatException;

/** Values of a pickle -> JSON, for the plans and dataset descriptions a checkpoint carries. Key order is kept. */
final class PickleJson {
    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 300_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path file;
    private int values;

    private PickleJson(Path file) {
        this.file = file;
    }

    /** The JSON object of a pickled dict; shared or circular parts cannot make it grow without end. */
    static ObjectNode object(Path file, Object value) {
        try {
            if (new PickleJson(file).node(value, 0) instanceof ObjectNode object) {
                return object;
            }
        } catch (PickleException e) {
            throw new FormatException(file, "the pickle inside cannot be trusted: " + e.getMessage(), e);
        }
        throw new FormatException(file, "holds plans or a dataset description that is no object; refused");
    }

    private JsonNode node(Object value, int depth) {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new FormatException(file, "holds plans nested deeper or longer than any plan is; refused");
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, item) -> object.set(String.valueOf(key), node(item, depth + 1)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(item -> array.add(node(item, depth + 1)));
            return array;
        }
        if (value instanceof NumpyArray array) {
            return node(array.nested(MOST_VALUES), depth + 1);
        }
        return scalar(value);
    }

    private JsonNode scalar(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Long number) {
            boolean small = number == number.intValue();
            return small ? NODES.numberNode(number.intValue()) : NODES.numberNode(number);
        }
        if (value instanceof BigInteger number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        throw new FormatException(file, "holds plans with something that is neither text nor number; refused");
    }
}
