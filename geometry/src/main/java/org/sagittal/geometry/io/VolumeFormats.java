package org.sagittal.geometry.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.stream.BoundedInput;

/**
 * The formats of volumes that are known, by contents and by ending.
 *
 * <p>A format joins by a line with its class name in {@code META-INF/services/org.sagittal.geometry.io.VolumeFormat} of whichever module
 * it lives in; there is no other list. A constructor must cost nothing: all of them run when the first file is opened.
 */
public final class VolumeFormats {
    /** How many bytes of a file formats are recognised by. */
    public static final int START_BYTES = 4096;

    private VolumeFormats() {}

    /** Loaded when first asked for, not when the program starts. */
    private static final class Known {
        static final List<VolumeFormat> FORMATS =
                ServiceLoader.load(VolumeFormat.class, VolumeFormats.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(VolumeFormat::name)) // not in the class path's order
                        .toList();
    }

    /**
     * All known formats.
     *
     * @return sorted by name
     */
    public static List<VolumeFormat> all() {
        return Known.FORMATS;
    }

    /**
     * The format of an existing file or folder, found by its contents. Where several formats recognise a file, one that also has its
     * ending is taken.
     *
     * @param file the file, or a folder that is one volume
     * @return the format that should read it
     * @throws FormatException if the file cannot be read or no format knows it
     */
    public static VolumeFormat of(Path file) {
        if (Files.isDirectory(file)) {
            return all().stream()
                    .filter(format -> format.recognisesFolder(file))
                    .findFirst()
                    .orElseThrow(() -> new FormatException(file, "is a folder, not a volume"));
        }
        byte[] start = start(file);
        Comparator<VolumeFormat> foreignEnding = Comparator.comparing(
                format -> endingAmong(format.endings(), file).isEmpty());
        return all().stream()
                .filter(format -> format.recognises(file, start))
                .min(foreignEnding)
                .orElseThrow(() -> new FormatException(file, problem(start)));
    }

    private static byte[] start(Path file) {
        try (BoundedInput in = BoundedInput.open(file)) {
            return in.readUpTo(START_BYTES);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static String problem(byte[] start) {
        return start.length == 0
                ? "is empty"
                : "is in no known format of volumes (" + String.join(", ", endings()) + ")";
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
                        all().stream().filter(f -> f.endings().contains(ending)).findFirst());
    }

    /**
     * The format to write a file in, by its ending.
     *
     * @param file where to
     * @return a format that writes
     * @throws FormatException if its ending is not one of a format that is written; the message lists those
     */
    public static VolumeFormat forWriting(Path file) {
        List<VolumeFormat> writable =
                all().stream().filter(VolumeFormat::writable).toList();
        List<String> endings =
                writable.stream().flatMap(f -> f.endings().stream()).toList();
        return endingAmong(endings, file)
                .flatMap(ending -> writable.stream()
                        .filter(f -> f.endings().contains(ending))
                        .findFirst())
                .orElseThrow(() -> new FormatException(
                        file, "cannot be written: its ending must be one of " + String.join(", ", endings)));
    }

    /**
     * The longest known ending of a file's name.
     *
     * @param file the file
     * @return in lower case with its dot, e.g. {@code .nii.gz}; empty if none is known
     */
    public static Optional<String> endingOf(Path file) {
        return endingAmong(endings(), file);
    }

    private static Optional<String> endingAmong(List<String> endings, Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        return endings.stream().filter(name::endsWith).max(Comparator.comparingInt(String::length));
    }

    /**
     * All known endings.
     *
     * @return in lower case with their dots
     */
    public static List<String> endings() {
        return all().stream().flatMap(f -> f.endings().stream()).toList();
    }
}
