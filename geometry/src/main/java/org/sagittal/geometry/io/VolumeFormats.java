package org.sagittal.geometry.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of volumes that are known, by contents and by ending. This list is the only place where a new format is entered. */
public final class VolumeFormats {
    /** How many bytes of a file formats are recognised by: the length of a NIfTI-2 header. */
    static final int START_BYTES = 540;

    private static final List<VolumeFormat> KNOWN = List.of(new NiftiFormat());

    private VolumeFormats() {}

    /**
     * The format of an existing file, found by its contents.
     *
     * @param file the file
     * @return the format that should read it
     * @throws FormatException if the file cannot be read or no format knows it
     */
    public static VolumeFormat of(Path file) {
        byte[] start;
        try (BoundedInput in = BoundedInput.open(file)) {
            start = in.readUpTo(START_BYTES);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
        return KNOWN.stream()
                .filter(format -> format.recognises(file, start))
                .findFirst()
                .orElseThrow(() -> new FormatException(file, problem(file, start)));
    }

    private static String problem(Path file, byte[] start) {
        if (start.length == 0) {
            return "is empty";
        }
        if (Files.isDirectory(file)) {
            return "is a folder, not a volume";
        }
        return "is in no known format of volumes (" + String.join(", ", endings()) + ")";
    }

    /**
     * The format that a file's name asks for; the file need not exist.
     *
     * @param file the file, or only its ending
     * @return the format, or empty if no format has its ending
     */
    public static Optional<VolumeFormat> byEnding(Path file) {
        return endingOf(file)
                .flatMap(ending ->
                        KNOWN.stream().filter(f -> f.endings().contains(ending)).findFirst());
    }

    /**
     * The longest known ending of a file's name.
     *
     * @param file the file
     * @return in lower case with its dot, e.g. {@code .nii.gz}; empty if none is known
     */
    public static Optional<String> endingOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return endings().stream().filter(name::endsWith).max(Comparator.comparingInt(String::length));
    }

    /**
     * All known endings.
     *
     * @return in lower case with their dots
     */
    public static List<String> endings() {
        return KNOWN.stream().flatMap(f -> f.endings().stream()).toList();
    }
}
