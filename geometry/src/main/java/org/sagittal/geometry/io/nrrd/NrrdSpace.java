package org.sagittal.geometry.io.nrrd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.format.AxisGrid;

/**
 * The space an NRRD header speaks of, and the directions of its axes there. RAS and LAS are turned to LPS; all others, also RAS with
 * time, are taken as they are, as ITK does.
 *
 * @param dimensions numbers in a vector; 0 if there is no space
 * @param signs what turns each coordinate to LPS
 * @param directions one vector an axis; null where there is none
 * @param origin of the first voxel; null if not said
 */
record NrrdSpace(int dimensions, double[] signs, List<double[]> directions, double[] origin) {
    private static final Pattern VECTOR = Pattern.compile("\\(([^()]*)\\)|none");
    private static final String DIRECTIONS = "space directions";

    /** Reads the fields that belong to it. */
    static NrrdSpace of(Path file, NrrdFields fields, int axes) {
        String name = fields.get("space");
        double[] signs = {1, 1, 1, 1};
        int dimensions = 0;
        if (name != null) {
            dimensions = dimensions(file, name.toLowerCase(Locale.ROOT), signs);
        } else if (fields.get("space dimension") != null) {
            dimensions = (int) NrrdHeader.whole(file, "space dimension", fields.get("space dimension"));
            if (dimensions < 1 || dimensions > 8) {
                throw new FormatException(file, "has a space of " + dimensions + " dimensions; NRRD knows 1 to 8");
            }
        } else if (fields.get(DIRECTIONS) != null) {
            throw new FormatException(file, "has space directions but does not say in which space");
        }
        if (dimensions > 0 && fields.get("spacings") != null) {
            throw new FormatException(file, "has spacings in a space; it must have space directions instead");
        }
        List<double[]> directions = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            directions.add(null);
        }
        if (fields.get(DIRECTIONS) != null) {
            directions = vectors(file, DIRECTIONS, fields.get(DIRECTIONS), dimensions);
            if (directions.size() != axes) {
                throw new FormatException(file, "has " + directions.size() + " space directions for " + axes + " axes");
            }
        }
        return new NrrdSpace(dimensions, signs, directions, origin(file, fields, dimensions));
    }

    private static double[] origin(Path file, NrrdFields fields, int dimensions) {
        if (fields.get("space origin") == null || dimensions == 0) {
            return null;
        }
        List<double[]> origin = vectors(file, "space origin", fields.get("space origin"), dimensions);
        return origin.size() == 1 ? origin.get(0) : null;
    }

    private static int dimensions(Path file, String name, double[] signs) {
        switch (name) {
            case "ras", "right-anterior-superior" -> {
                signs[0] = -1;
                signs[1] = -1;
            }
            case "las", "left-anterior-superior" -> signs[1] = -1;
            case "lps", "left-posterior-superior", "scanner-xyz", "3d-right-handed", "3d-left-handed" -> {}
            case "rast", "right-anterior-superior-time", "last", "left-anterior-superior-time", "lpst" -> {
                return 4;
            }
            case "left-posterior-superior-time", "scanner-xyz-time", "3d-right-handed-time", "3d-left-handed-time" -> {
                return 4;
            }
            default ->
                throw new FormatException(
                        file,
                        "is in the space '" + name
                                + "', which NRRD does not know; e.g. left-posterior-superior is one");
        }
        return 3;
    }

    private static List<double[]> vectors(Path file, String field, String value, int dimensions) {
        List<double[]> vectors = new ArrayList<>();
        Matcher matcher = VECTOR.matcher(value);
        int at = 0;
        while (matcher.find()) {
            if (!value.substring(at, matcher.start()).isBlank()) {
                break;
            }
            vectors.add(matcher.group(1) == null ? null : vector(file, field, matcher.group(1), dimensions));
            at = matcher.end();
        }
        if (!value.substring(at).isBlank()) {
            throw new FormatException(
                    file, "has the words '" + value.substring(at) + "' in '" + field + "' where vectors must be");
        }
        return vectors;
    }

    private static double[] vector(Path file, String field, String text, int dimensions) {
        String[] words = text.split(",", -1);
        double[] vector = new double[words.length];
        boolean exists = true;
        for (int i = 0; i < words.length; i++) {
            vector[i] = NrrdHeader.number(file, field, words[i].strip());
            exists &= Double.isFinite(vector[i]);
        }
        if (vector.length != dimensions) {
            throw new FormatException(
                    file,
                    "has the vector (" + text + ") in '" + field + "' in a space of " + dimensions + " dimensions");
        }
        return exists ? vector : null;
    }

    List<Integer> axesWithoutDirection() {
        List<Integer> without = new ArrayList<>();
        for (int axis = 0; axis < directions.size(); axis++) {
            if (directions.get(axis) == null) {
                without.add(axis);
            }
        }
        return without;
    }

    /** Fills in distances, directions and origin. */
    void place(Path file, AxisGrid grid, int[] domain) {
        if (dimensions != domain.length) {
            throw new FormatException(
                    file,
                    "has " + domain.length + " axes in a space of " + dimensions + " dimensions; these must agree");
        }
        for (int i = 0; i < domain.length; i++) {
            double[] direction = directions.get(domain[i]);
            if (direction != null) {
                double length = 0;
                for (double part : direction) {
                    length = Math.hypot(length, part);
                }
                grid.spacingMm()[i] = length;
                for (int row = 0; row < dimensions; row++) {
                    grid.axes()[i][row] = length == 0 ? 0 : sign(row) * direction[row] / length;
                }
            }
        }
        for (int row = 0; row < dimensions && origin != null; row++) {
            grid.originMm()[row] = sign(row) * origin[row];
        }
    }

    private double sign(int row) {
        return row < signs.length ? signs[row] : 1;
    }
}
