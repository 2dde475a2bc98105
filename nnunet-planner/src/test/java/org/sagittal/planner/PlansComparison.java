package org.sagittal.planner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where two plans differ, by the rules of the reference plans: integers exactly and as integers, floats to 1e-9 relative, key
 * order free.
 */
final class PlansComparison {
    private static final double RELATIVE = 1e-9;

    private final List<String> differences = new ArrayList<>();

    private PlansComparison() {}

    static List<String> differences(JsonNode wanted, JsonNode found) {
        PlansComparison comparison = new PlansComparison();
        comparison.compare("", wanted, found);
        return comparison.differences;
    }

    private void compare(String path, JsonNode wanted, JsonNode found) {
        if (wanted.isObject() && found.isObject()) {
            TreeSet<String> keys = new TreeSet<>();
            wanted.fieldNames().forEachRemaining(keys::add);
            found.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                if (wanted.has(key) && found.has(key)) {
                    compare(path + "." + key, wanted.get(key), found.get(key));
                } else {
                    differences.add(path + "." + key + (wanted.has(key) ? " is missing" : " is too much"));
                }
            }
        } else if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
            for (int i = 0; i < wanted.size(); i++) {
                compare(path + "[" + i + "]", wanted.get(i), found.get(i));
            }
        } else if (!equal(wanted, found)) {
            differences.add(path + ": wanted " + wanted + ", found " + found);
        }
    }

    private static boolean equal(JsonNode wanted, JsonNode found) {
        if (wanted.isFloatingPointNumber() && found.isNumber()) {
            double a = wanted.doubleValue();
            double b = found.doubleValue();
            return Math.abs(a - b) <= RELATIVE * Math.abs(a);
        }
        if (wanted.isIntegralNumber()) {
            return found.isIntegralNumber() && wanted.longValue() == found.longValue();
        }
        return wanted.equals(found);
    }
}
