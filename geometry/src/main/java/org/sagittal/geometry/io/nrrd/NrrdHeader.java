package org.sagittal.geometry.io.nrrd;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader.Voxel;
import org.sagittal.geometry.io.data.NumberWords;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.format.AxisGrid;
import org.sagittal.geometry.io.format.HeaderLines;
import org.sagittal.geometry.io.stream.Packing;

/**
 * What an NRRD header says, by ITK's reading of it: axes of space and time, and at most one axis of components, wherever it stands.
 *
 * @param fields as written
 * @param end bytes before voxels in the same file
 * @param type how numbers are stored
 * @param order byte order
 * @param packing how voxels are packed
 * @param sizes extents of all axes, fastest first
 * @param range the axis of components, or -1
 * @param voxel what the components are
 */
record NrrdHeader(
        NrrdFields fields,
        long end,
        SampleType type,
        ByteOrder order,
        Packing packing,
        long[] sizes,
        int range,
        Voxel voxel) {
    private static final int MOST_AXES = 16;
    private static final Set<String> DOMAIN = Set.of("domain", "space", "time", "none", "???");
    private static final Map<String, SampleType> TYPES = types();

    private static Map<String, SampleType> types() {
        Map<String, SampleType> types = new java.util.HashMap<>();
        name(types, SampleType.INT8, "signed char", "int8", "int8_t", "char");
        name(types, SampleType.UINT8, "uchar", "unsigned char", "uint8", "uint8_t");
        name(types, SampleType.INT16, "short", "short int", "signed short", "signed short int", "int16", "int16_t");
        name(types, SampleType.UINT16, "ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t");
        name(types, SampleType.INT32, "int", "signed int", "int32", "int32_t");
        name(types, SampleType.UINT32, "uint", "unsigned int", "uint32", "uint32_t");
        name(types, SampleType.INT64, "longlong", "long long", "long long int", "signed long long");
        name(types, SampleType.INT64, "signed long long int", "int64", "int64_t");
        name(
                types,
                SampleType.UINT64,
                "ulonglong",
                "unsigned long long",
                "unsigned long long int",
                "uint64",
                "uint64_t");
        name(types, SampleType.FLOAT32, "float");
        name(types, SampleType.FLOAT64, "double");
        return Map.copyOf(types);
    }

    private static void name(Map<String, SampleType> types, SampleType type, String... names) {
        for (String name : names) {
            types.put(name, type);
        }
    }

    /** Whether bytes begin an NRRD file of a version that is known. */
    static boolean begins(byte[] start) {
        String magic = new String(start, 0, Math.min(9, start.length), java.nio.charset.StandardCharsets.US_ASCII);
        return magic.startsWith("NRRD000") || magic.startsWith("NRRD00.01");
    }

    /** Reads a header. */
    static NrrdHeader read(Path file) throws IOException {
        HeaderLines text = HeaderLines.read(file, String::isEmpty);
        String magic = text.lines().isEmpty() ? "" : text.lines().get(0);
        if (!magic.matches("NRRD000[1-5]|NRRD00\\.01")) {
            throw new FormatException(
                    file,
                    "has no NRRD header of version 1 to 5: it should start with the word NRRD0005 or one of a lower number");
        }
        NrrdFields fields = NrrdFields.parse(file, text.lines());
        SampleType type = type(file, fields.require(file, "type"));
        Packing packing = packing(file, fields.require(file, "encoding"));
        long[] sizes = sizes(file, fields);
        String[] kinds = fields.words(file, "kinds", sizes.length);
        int range = range(file, fields, kinds, sizes.length);
        return new NrrdHeader(
                fields,
                text.end(),
                type,
                order(file, fields, type, packing),
                packing,
                sizes,
                range,
                voxel(range, kinds, sizes, type));
    }

    private static SampleType type(Path file, String name) {
        SampleType type = TYPES.get(name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (type == null) {
            throw new FormatException(
                    file, "stores voxels as '" + name + "'; integers to 64 bits, float and double are read");
        }
        return type;
    }

    private static Packing packing(Path file, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "raw" -> Packing.NONE;
            case "txt", "text", "ascii" -> Packing.TEXT;
            case "hex" -> Packing.HEX;
            case "gz", "gzip" -> Packing.DEFLATE;
            case "bz2", "bzip2" -> Packing.BZIP2;
            default ->
                throw new FormatException(
                        file, "packs voxels as '" + encoding + "'; raw, text, hex, gzip and bzip2 are read");
        };
    }

    private static ByteOrder order(Path file, NrrdFields fields, SampleType type, Packing packing) {
        if (type.bytes() == 1 || packing == Packing.TEXT) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String endian = fields.require(file, "endian").toLowerCase(Locale.ROOT);
        return switch (endian) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw new FormatException(file, "has the endian '" + endian + "'; it must be little or big");
        };
    }

    private static long[] sizes(Path file, NrrdFields fields) {
        int axes = (int) whole(file, "dimension", fields.require(file, "dimension"));
        if (axes < 1 || axes > MOST_AXES) {
            throw new FormatException(file, "has " + axes + " axes; NRRD knows 1 to " + MOST_AXES);
        }
        fields.require(file, "sizes");
        String[] words = fields.words(file, "sizes", axes);
        long[] sizes = new long[axes];
        for (int i = 0; i < axes; i++) {
            sizes[i] = whole(file, "sizes", words[i]);
            if (sizes[i] < 1 || sizes[i] > Integer.MAX_VALUE) {
                throw new FormatException(
                        file, "has an extent of " + sizes[i] + " along axis " + (i + 1) + "; it must be at least 1");
            }
        }
        return sizes;
    }

    static long whole(Path file, String name, String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new FormatException(
                    file, "has the word '" + word + "' in '" + name + "' where a whole number must be", e);
        }
    }

    /** The axis that is none of space or time: by its kind, or because it has no direction where all others have one. */
    private static int range(Path file, NrrdFields fields, String[] kinds, int axes) {
        List<Integer> found = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            if (kinds != null && !DOMAIN.contains(kinds[axis].toLowerCase(Locale.ROOT))) {
                found.add(axis);
            }
        }
        if (found.isEmpty() && fields.get("space directions") != null) {
            NrrdSpace space = NrrdSpace.of(file, fields, axes);
            List<Integer> without = space.axesWithoutDirection();
            if (without.size() == 1 && axes == space.dimensions() + 1) {
                return without.get(0);
            }
        }
        if (found.size() > 1) {
            throw new FormatException(
                    file, "has " + found.size() + " axes of components (" + fields.get("kinds") + "); one is read");
        }
        return found.isEmpty() ? -1 : found.get(0);
    }

    private static Voxel voxel(int range, String[] kinds, long[] sizes, SampleType type) {
        if (range < 0 || sizes[range] == 1) {
            return Voxel.SCALAR;
        }
        return switch (kinds == null ? "" : kinds[range].toLowerCase(Locale.ROOT)) {
            case "rgb-color", "rgba-color" -> Voxel.COLOUR;
            case "complex" -> type.floating() ? Voxel.COMPLEX : Voxel.VECTOR;
            case "", "domain", "space", "time", "none", "???" -> Voxel.SCALAR;
            default -> Voxel.VECTOR;
        };
    }

    /** The axes of space and time in order. */
    int[] domain() {
        int[] domain = new int[sizes.length - (range < 0 ? 0 : 1)];
        int at = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (axis != range) {
                domain[at++] = axis;
            }
        }
        return domain;
    }

    /** Where the voxels lie. */
    AxisGrid axes(Path file) {
        int[] domain = domain();
        long[] extents = new long[domain.length];
        for (int i = 0; i < domain.length; i++) {
            extents[i] = sizes[domain[i]];
        }
        if (domain.length == 0) {
            throw new FormatException(file, "has no axis of space");
        }
        AxisGrid plain = AxisGrid.plain(extents);
        NrrdSpace space = NrrdSpace.of(file, fields, sizes.length);
        if (space.dimensions() > 0) {
            space.place(file, plain, domain);
        } else {
            placeAlone(file, plain, domain);
        }
        return plain;
    }

    /** Without a space there are only distances, and perhaps bounds of each axis. */
    private void placeAlone(Path file, AxisGrid grid, int[] domain) {
        double[] spacings = perAxis(file, "spacings");
        double[] mins = perAxis(file, "axis mins");
        double[] maxs = perAxis(file, "axis maxs");
        String[] centers = fields.words(file, "centerings", sizes.length);
        boolean placed = true;
        double[] origin = new double[domain.length];
        for (int i = 0; i < domain.length; i++) {
            int axis = domain[i];
            boolean cell = centers == null || !centers[axis].equalsIgnoreCase("node");
            double step = spacings[axis];
            if (Double.isFinite(step)) {
                grid.spacingMm()[i] = step;
            } else {
                step = (maxs[axis] - mins[axis]) / (cell ? sizes[axis] : sizes[axis] - 1);
            }
            origin[i] = mins[axis] + (cell ? step / 2 : 0);
            placed &= Double.isFinite(origin[i]);
        }
        if (placed) {
            System.arraycopy(origin, 0, grid.originMm(), 0, origin.length);
        }
    }

    private double[] perAxis(Path file, String name) {
        String[] words = fields.words(file, name, sizes.length);
        double[] values = new double[sizes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = words == null ? Double.NaN : number(file, name, words[i]);
        }
        return values;
    }

    static double number(Path file, String name, String word) {
        try {
            return NumberWords.parse(word);
        } catch (NumberFormatException e) {
            throw new FormatException(file, "has the word '" + word + "' in '" + name + "' where a number must be", e);
        }
    }
}
