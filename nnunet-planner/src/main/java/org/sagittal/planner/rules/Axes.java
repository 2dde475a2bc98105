package org.sagittal.planner.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sagittal.geometry.volume.Spacing;

/** Lists with one entry per axis: the few operations that all rules share. */
final class Axes {
    private Axes() {}

    static double[] array(List<? extends Number> values) {
        return values.stream().mapToDouble(Number::doubleValue).toArray();
    }

    static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    static List<Double> list(Spacing spacing) {
        return list(spacing.toArrayMm());
    }

    static double product(double[] values) {
        double product = 1;
        for (double value : values) {
            product *= value;
        }
        return product;
    }

    static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** The first of the largest entries. */
    static int argMax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    static double[] without(double[] values, int axis) {
        double[] rest = new double[values.length - 1];
        for (int i = 0, k = 0; i < values.length; i++) {
            if (i != axis) {
                rest[k++] = values[i];
            }
        }
        return rest;
    }

    static List<Integer> integers(double[] values) {
        List<Integer> list = new ArrayList<>();
        for (double value : values) {
            list.add(Math.toIntExact((long) value));
        }
        return List.copyOf(list);
    }

    /** "128 x 128 x 96", or "0.78 x 0.78" with up to four significant decimals. */
    static String text(List<? extends Number> values) {
        return values.stream().map(v -> text(v.doubleValue())).collect(Collectors.joining(" x "));
    }

    static String text(double value) {
        if (Math.rint(value) == value && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }
}
