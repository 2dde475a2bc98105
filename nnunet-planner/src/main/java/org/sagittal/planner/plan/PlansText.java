package org.sagittal.planner.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * JSON as people read plans: indent 4, lists of numbers and words on one line, numbers spelled as Python spells them, so that
 * {@code 128.0} stays a float, {@code 128} an integer and {@code 1e-05} itself.
 */
final class PlansText {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();

    private PlansText() {}

    /**
     * Spells a document.
     *
     * @param node the root
     * @return its text, ending in a line break
     */
    static String of(JsonNode node) {
        PlansText writer = new PlansText();
        writer.write(node, "");
        return writer.text.append('\n').toString();
    }

    private void write(JsonNode node, String indent) {
        if (node.isObject() && !node.isEmpty()) {
            writeObject(node, indent);
        } else if (node.isArray() && holdsContainers(node)) {
            writeList(node, indent);
        } else if (node.isArray()) {
            writeLine(node);
        } else if (node.isFloatingPointNumber()) {
            text.append(number(node.doubleValue()));
        } else {
            text.append(node);
        }
    }

    private void writeObject(JsonNode node, String indent) {
        text.append("{\n");
        Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            text.append(indent)
                    .append(INDENT)
                    .append(TextNode.valueOf(field.getKey()))
                    .append(": ");
            write(field.getValue(), indent + INDENT);
            text.append(fields.hasNext() ? ",\n" : "\n");
        }
        text.append(indent).append('}');
    }

    private void writeList(JsonNode node, String indent) {
        text.append("[\n");
        for (int i = 0; i < node.size(); i++) {
            text.append(indent).append(INDENT);
            write(node.get(i), indent + INDENT);
            text.append(i + 1 < node.size() ? ",\n" : "\n");
        }
        text.append(indent).append(']');
    }

    private void writeLine(JsonNode node) {
        text.append('[');
        for (int i = 0; i < node.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            write(node.get(i), "");
        }
        text.append(']');
    }

    private static boolean holdsContainers(JsonNode list) {
        for (JsonNode entry : list) {
            if (entry.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        double size = Math.abs(value);
        if (size == 0 || size >= 1e-4 && size < 1e16) {
            return plain(value);
        }
        String[] parts = Double.toString(value).split("E");
        int exponent = Integer.parseInt(parts[1]);
        String digits = parts[0].replaceFirst("\\.0$", "");
        return digits + "e" + (exponent < 0 ? "-" : "+") + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
    }

    private static String plain(double value) {
        String spelled = Double.toString(value);
        if (!spelled.contains("E")) {
            return spelled;
        }
        String plain = new BigDecimal(spelled).stripTrailingZeros().toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
