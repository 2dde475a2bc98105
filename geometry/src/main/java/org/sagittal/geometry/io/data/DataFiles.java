package org.sagittal.geometry.io.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.file.FormatException;

/** The files that a header names as its data: one, a list, or a pattern like {@code slice%03d.raw} with the numbers to put in. */
public final class DataFiles {
    private static final Pattern NUMBER = Pattern.compile("%(0?)(\\d?)d");

    private DataFiles() {}

    /**
     * A file that a header names.
     *
     * @param header the header
     * @param name as written there, relative to it
     * @return where it lies
     * @throws FormatException if that is no name of a file
     */
    public static Path beside(Path header, String name) {
        try {
            if (!name.isBlank()) {
                return header.resolveSibling(name.strip().replace('\\', '/'));
            }
        } catch (InvalidPathException e) {
            throw new FormatException(header, "names '" + name + "' as its data, which is no name of a file", e);
        }
        throw new FormatException(header, "does not name the file of its data");
    }

    /**
     * Whether a name has a place for a number.
     *
     * @param name as written in a header
     * @return true for one such as {@code slice%03d.raw}
     */
    public static boolean numbered(String name) {
        return NUMBER.matcher(name).find();
    }

    /**
     * The files of a pattern.
     *
     * @param header the header
     * @param pattern a name with one place for a number
     * @param range first number, last number (included), step
     * @param most how many files there can be
     * @return where they lie
     * @throws FormatException if the range is none or has more files than allowed
     */
    public static List<Path> numbered(Path header, String pattern, long[] range, long most) {
        long first = range[0];
        long last = range[1];
        long step = range[2];
        if (step == 0 || (last - first) / step < 0) {
            throw new FormatException(
                    header, "names files by numbers from " + first + " to " + last + " in steps of " + step);
        }
        if ((last - first) / step >= most) {
            throw new FormatException(
                    header,
                    "names " + ((last - first) / step + 1) + " files, which are more than its " + most + " parts");
        }
        Matcher place = NUMBER.matcher(pattern);
        if (!place.find()) {
            throw new FormatException(header, "names files '" + pattern + "' without a place for their number");
        }
        String format = "%"
                + (place.group(2).isEmpty()
                        ? ""
                        : place.group(1) + place.group(2).replace("0", "")) + "d";
        List<Path> files = new ArrayList<>();
        for (long number = first; step > 0 ? number <= last : number >= last; number += step) {
            String digits = number(format, number);
            files.add(beside(header, pattern.substring(0, place.start()) + digits + pattern.substring(place.end())));
        }
        return files;
    }

    private static String number(String format, long number) {
        return String.format(java.util.Locale.ROOT, format.equals("%0d") ? "%d" : format, number);
    }
}
