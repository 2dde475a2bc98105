package org.sagittal.geometry.io.metaimage;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.data.NumberWords;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.format.AxisGrid;
import org.sagittal.geometry.io.format.HeaderLines;
import org.sagittal.geometry.io.stream.Packing;

/**
 * What a MetaImage header says, by MetaIO's reading of it: keys it does not need are passed over, and where the anatomical orientation is
 * named, the matrix counts and not the name.
 *
 * @param keys what each key says; of several, the last
 * @param end bytes before voxels in the same file
 * @param files the lines after {@code ElementDataFile = LIST}
 */
record MetaHeader(Map<String, String> keys, long end, List<String> files) {
    private static final Pattern LINE = Pattern.compile("\\s*([^\\s=:]+)\\s*[=:]\\s*(.*)");
    private static final String DATA_FILE = "ElementDataFile";
    private static final int MOST_AXES = 10;
    private static final Map<String, SampleType> TYPES = Map.ofEntries(
            Map.entry("MET_CHAR", SampleType.INT8),
            Map.entry("MET_ASCII_CHAR", SampleType.INT8),
            Map.entry("MET_UCHAR", SampleType.UINT8),
            Map.entry("MET_SHORT", SampleType.INT16),
            Map.entry("MET_USHORT", SampleType.UINT16),
            Map.entry("MET_INT", SampleType.INT32),
            Map.entry("MET_UINT", SampleType.UINT32),
            Map.entry("MET_LONG", SampleType.INT32), // 32 bits whatever the machine's own are
            Map.entry("MET_ULONG", SampleType.UINT32),
            Map.entry("MET_LONG_LONG", SampleType.INT64),
            Map.entry("MET_ULONG_LONG", SampleType.UINT64),
            Map.entry("MET_STRING", SampleType.INT8),
            Map.entry("MET_FLOAT_MATRIX", SampleType.FLOAT32),
            Map.entry("MET_FLOAT", SampleType.FLOAT32),
            Map.entry("MET_DOUBLE", SampleType.FLOAT64));

    MetaHeader {
        keys = Map.copyOf(keys);
        files = List.copyOf(files);
    }

    /** Whether bytes begin a header: its first lines are words, and one of them says what only a MetaImage says. */
    static boolean begins(byte[] start) {
        int line = 0;
        for (int i = 0; i < start.length && start[i] != 0; i++) {
            if (start[i] == '\n' || i == start.length - 1) {
                String text = new String(start, line, i - line, StandardCharsets.ISO_8859_1).stripTrailing();
                Matcher matcher = LINE.matcher(text);
                if (!matcher.matches()) {
                    return false;
                }
                if (matcher.group(1).matches("NDims|DimSize|ObjectType")) {
                    return true;
                }
                line = i + 1;
            }
        }
        return false;
    }

    /** Reads a header. */
    static MetaHeader read(Path file) throws IOException {
        HeaderLines text = HeaderLines.read(file, line -> line.strip().startsWith(DATA_FILE) && !lists(line));
        Map<String, String> keys = new HashMap<>();
        List<String> lines = text.lines();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = LINE.matcher(lines.get(i));
            if (matcher.matches()) {
                keys.put(matcher.group(1), matcher.group(2).strip());
                if (matcher.group(1).equals(DATA_FILE)) {
                    List<String> files = lines.subList(i + 1, lines.size()).stream()
                            .filter(line -> !line.isBlank())
                            .toList();
                    return new MetaHeader(keys, text.end(), files);
                }
            } else if (!lines.get(i).isBlank()) {
                throw new FormatException(
                        file, "has the line '" + shown(lines.get(i)) + "' in its header, which is no key and value");
            }
        }
        throw new FormatException(
                file, "has no key '" + DATA_FILE + "' in its header, so it is no MetaImage or it was cut off");
    }

    private static boolean lists(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() && matcher.group(2).startsWith("LIST");
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /** What the first of some keys says that is there, or null. */
    String get(String... names) {
        for (String name : names) {
            if (keys.containsKey(name)) {
                return keys.get(name);
            }
        }
        return null;
    }

    String require(Path file, String name) {
        String value = keys.get(name);
        if (value == null) {
            throw new FormatException(file, "has no key '" + name + "' in its header");
        }
        return value;
    }

    boolean yes(String... names) {
        String value = get(names);
        return value != null && value.matches("[Tt1].*");
    }

    SampleType type(Path file) {
        String name = require(file, "ElementType");
        SampleType type = TYPES.get(name.endsWith("_ARRAY") ? name.substring(0, name.length() - 6) : name);
        if (type == null) {
            throw new FormatException(
                    file,
                    "stores voxels as '" + shown(name)
                            + "'; integers to 64 bits, float and double are read, e.g. MET_SHORT");
        }
        return type;
    }

    ByteOrder order() {
        return yes("BinaryDataByteOrderMSB", "ElementByteOrderMSB") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    Packing packing() {
        if (yes("CompressedData")) {
            return Packing.DEFLATE;
        }
        return get("BinaryData") == null || yes("BinaryData") ? Packing.NONE : Packing.TEXT;
    }

    /** Numbers a voxel. */
    long components(Path file) {
        String value = get("ElementNumberOfChannels");
        long count = value == null ? 1 : whole(file, "ElementNumberOfChannels", value);
        if (count < 1) {
            throw new FormatException(file, "has " + count + " channels; it must be at least 1");
        }
        return count;
    }

    /** Where the voxels lie. */
    AxisGrid axes(Path file) {
        int axes = (int) whole(file, "NDims", require(file, "NDims"));
        if (axes < 1 || axes > MOST_AXES) {
            throw new FormatException(file, "has " + axes + " axes; MetaImage knows 1 to " + MOST_AXES);
        }
        double[] extents = numbers(file, axes, "DimSize");
        if (extents == null) {
            throw new FormatException(file, "has no key 'DimSize' in its header");
        }
        long[] sizes = new long[axes];
        for (int i = 0; i < axes; i++) {
            sizes[i] = (long) extents[i];
            if (!(extents[i] >= 1 && extents[i] <= Integer.MAX_VALUE) || sizes[i] != extents[i]) {
                throw new FormatException(
                        file,
                        "has an extent of " + extents[i] + " along axis " + (i + 1)
                                + "; it must be a whole number from 1");
            }
        }
        AxisGrid grid = AxisGrid.plain(sizes);
        copy(numbers(file, axes, "ElementSpacing", "ElementSize"), grid.spacingMm());
        copy(numbers(file, axes, "Offset", "Position", "Origin"), grid.originMm());
        double[] matrix = numbers(file, axes * axes, "TransformMatrix", "Rotation", "Orientation");
        for (int axis = 0; axis < axes && matrix != null; axis++) {
            System.arraycopy(matrix, axis * axes, grid.axes()[axis], 0, axes);
        }
        return grid;
    }

    private static void copy(double[] from, double[] to) {
        if (from != null) {
            System.arraycopy(from, 0, to, 0, to.length);
        }
    }

    private double[] numbers(Path file, int count, String... names) {
        String value = get(names);
        if (value == null) {
            return null;
        }
        double[] numbers;
        try {
            numbers = NumberWords.parseAll(value);
        } catch (NumberFormatException e) {
            throw new FormatException(
                    file,
                    "has '" + shown(value) + "' as its " + String.join(" or ", names) + " where numbers must be",
                    e);
        }
        if (numbers.length < count) {
            throw new FormatException(
                    file, "has " + numbers.length + " numbers as its " + String.join(" or ", names) + ", not " + count);
        }
        return numbers;
    }

    static long whole(Path file, String name, String word) {
        try {
            return Long.parseLong(word.strip());
        } catch (NumberFormatException e) {
            throw new FormatException(
                    file, "has '" + shown(word) + "' as its " + name + " where a whole number must be", e);
        }
    }
}
