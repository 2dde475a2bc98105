package org.sagittal.geometry.io;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;

/**
 * How much memory the voxels of one file may take: a ceiling for the whole process, three quarters of Java's heap unless it is set. It is
 * asked before memory is taken, besides the check of a header against the file's real size: a small compressed file can hold a large
 * volume honestly.
 */
public final class VolumeLimits {
    private static final double SHARE_OF_HEAP = 0.75;
    private static final double FACTOR = 1024;
    private static final List<String> UNITS = List.of("KB", "MB", "GB");
    private static final AtomicLong CEILING_BYTES =
            new AtomicLong((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));

    private VolumeLimits() {}

    /**
     * The ceiling.
     *
     * @return bytes of memory that the voxels of one file may take
     */
    public static long ceilingBytes() {
        return CEILING_BYTES.get();
    }

    /**
     * Lowers or raises the ceiling for all readers of this process.
     *
     * @param bytes the new one, at least 1
     * @return the old one
     */
    public static long limitTo(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("ceiling must be at least 1 byte, got " + bytes);
        }
        return CEILING_BYTES.getAndSet(bytes);
    }

    /**
     * Refuses a volume that would take more memory than allowed.
     *
     * @param file what the message names
     * @param header what the file says
     * @param bytesEach memory one number takes: 4 as float32, 2 as a label
     * @throws FormatException if it is too large
     */
    public static void require(Path file, VolumeHeader header, int bytesEach) {
        Shape shape = header.grid().shape();
        require(file, (double) shape.z() * shape.y() * shape.x() * header.channels() * bytesEach);
    }

    /**
     * Refuses to take more memory for a file than allowed.
     *
     * @param file what the message names
     * @param bytes memory that is about to be taken; a double, since claims overflow a long
     * @throws FormatException if it is too much
     */
    public static void require(Path file, double bytes) {
        long ceiling = ceilingBytes();
        if (!(bytes <= ceiling)) {
            throw new FormatException(
                    file,
                    "would take " + size(bytes) + " of memory, and the ceiling is " + size(ceiling)
                            + "; raise it (--max-volume-gb) and Java's heap if the file is what it should be");
        }
    }

    /** In the largest unit of which there is a tenth. */
    private static String size(double bytes) {
        double amount = bytes;
        String unit = "bytes";
        for (String larger : UNITS) {
            if (amount < FACTOR / 10) {
                break;
            }
            amount /= FACTOR;
            unit = larger;
        }
        return String.format(Locale.ROOT, unit.equals("bytes") ? "%.0f %s" : "%.1f %s", amount, unit);
    }
}
