package org.sagittal.geometry.io.nrrd;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The fields of an NRRD header by their names in lower case. Comments and key/value pairs are passed over; a field that the format does
 * not know is refused, since a misspelt one would silently change where a volume lies.
 *
 * <p>Reference: the NRRD format's definition, versions 1 to 5 (teem.sourceforge.net/nrrd/format.html).
 *
 * @param values what each field says
 * @param files the lines after {@code data file: LIST}
 */
record NrrdFields(Map<String, String> values, List<String> files) {
    private static final Set<String> KNOWN = Set.of(
            "content",
            "number",
            "type",
            "dimension",
            "space",
            "space dimension",
            "sizes",
            "spacings",
            "thicknesses",
            "axis mins",
            "axis maxs",
            "space directions",
            "centerings",
            "kinds",
            "labels",
            "units",
            "min",
            "max",
            "old min",
            "old max",
            "block size",
            "endian",
            "encoding",
            "line skip",
            "byte skip",
            "sample units",
            "space units",
            "space origin",
            "measurement frame",
            "data file");
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("axismins", "axis mins"),
            Map.entry("axismaxs", "axis maxs"),
            Map.entry("centers", "centerings"),
            Map.entry("oldmin", "old min"),
            Map.entry("oldmax", "old max"),
            Map.entry("blocksize", "block size"),
            Map.entry("lineskip", "line skip"),
            Map.entry("byteskip", "byte skip"),
            Map.entry("sampleunits", "sample units"),
            Map.entry("datafile", "data file"));

    NrrdFields {
        values = Map.copyOf(values);
        files = List.copyOf(files);
    }

    /**
     * Reads a header.
     *
     * @param file what messages name
     * @param lines all lines, the first being the magic word
     */
    static NrrdFields parse(Path file, List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            int colon = line.indexOf(':');
            if (line.startsWith("#") || line.isBlank() || colon >= 0 && line.startsWith(":=", colon)) {
                continue;
            }
            if (colon < 0) {
                throw new FormatException(file, "has the line '" + shown(line) + "' in its header, which is no field");
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            name = OTHER_NAMES.getOrDefault(name, name);
            if (!KNOWN.contains(name)) {
                throw new FormatException(
                        file, "has the field '" + shown(name) + "' in its header, which NRRD does not know");
            }
            String value = line.substring(colon + 1).strip();
            if (values.put(name, value) != null) {
                throw new FormatException(file, "has the field '" + name + "' twice in its header");
            }
            if (name.equals("data file") && value.split("\\s+")[0].equals("LIST")) {
                return new NrrdFields(values, filled(lines.subList(i + 1, lines.size())));
            }
        }
        return new NrrdFields(values, List.of());
    }

    private static List<String> filled(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).toList();
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** What a field says, or null. */
    String get(String name) {
        return values.get(name);
    }

    /** What a field says. */
    String require(Path file, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new FormatException(file, "has no field '" + name + "' in its header");
        }
        return value;
    }

    /** The words of a field, or null. Labels in quotes are no words. */
    String[] words(Path file, String name, int count) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        String[] words = value.split("\\s+");
        if (words.length != count) {
            throw new FormatException(
                    file, "has " + words.length + " " + name + " for " + count + " axes: '" + shown(value) + "'");
        }
        return words;
    }
}
