package org.sagittal.preprocessing.image2d;

import java.util.Map;
import java.util.OptionalDouble;

/** Units of length by the names that microscopes' software gives them. */
final class LengthUnit {
    private static final Map<String, Double> MM = Map.ofEntries(
            Map.entry("pm", 1e-9),
            Map.entry("\u00c5", 1e-7),
            Map.entry("nm", 1e-6),
            Map.entry("um", 1e-3),
            Map.entry("\u00b5m", 1e-3),
            Map.entry("\u03bcm", 1e-3),
            Map.entry("\\u00b5m", 1e-3),
            Map.entry("micron", 1e-3),
            Map.entry("microns", 1e-3),
            Map.entry("micrometer", 1e-3),
            Map.entry("mm", 1.0),
            Map.entry("millimeter", 1.0),
            Map.entry("cm", 10.0),
            Map.entry("dm", 100.0),
            Map.entry("m", 1000.0),
            Map.entry("meter", 1000.0),
            Map.entry("inch", 25.4),
            Map.entry("in", 25.4));

    private LengthUnit() {}

    /** Millimetres in a unit; empty for pixels and for what is no length. */
    static OptionalDouble mm(String name) {
        String word = name.strip();
        Double mm = MM.get(word);
        if (mm == null) {
            mm = MM.get(word.toLowerCase(java.util.Locale.ROOT));
        }
        return mm == null ? OptionalDouble.empty() : OptionalDouble.of(mm);
    }
}
