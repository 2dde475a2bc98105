package org.sagittal.geometry.io.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The lines of a text header, in front of voxels or alone.
 *
 * @param lines without their ends, in order; UTF-8
 * @param end bytes from the file's start to the first one after them
 */
public record HeaderLines(List<String> lines, long end) {
    /** Headers of segmentations may describe a thousand structures. */
    private static final int MOST_BYTES = 1 << 24;

    /** Copies what it is given. */
    public HeaderLines {
        lines = List.copyOf(lines);
    }

    /**
     * Reads lines.
     *
     * @param file what to read; not unpacked
     * @param last true for the line that ends the header, which is the last one in the result
     * @return all lines up to that one, or to the end of the file
     * @throws IOException if the file cannot be read
     * @throws FormatException if the header does not end within 16 MiB
     */
    public static HeaderLines read(Path file, Predicate<String> last) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FormatException(file, "is a folder, not a file");
        }
        List<String> lines = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long position = 0;
            byte[] line = new byte[256];
            int length = 0;
            for (int letter = in.read(); letter >= 0; letter = in.read()) {
                position++;
                if (position > MOST_BYTES) {
                    throw new FormatException(file, "has a header that does not end within " + MOST_BYTES + " bytes");
                }
                if (letter == '\n') {
                    lines.add(text(line, length));
                    length = 0;
                    if (last.test(lines.get(lines.size() - 1))) {
                        return new HeaderLines(lines, position);
                    }
                } else {
                    line = length < line.length ? line : java.util.Arrays.copyOf(line, 2 * length);
                    line[length++] = (byte) letter;
                }
            }
            if (length > 0) {
                lines.add(text(line, length));
            }
            return new HeaderLines(lines, position);
        }
    }

    private static String text(byte[] line, int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }
}
