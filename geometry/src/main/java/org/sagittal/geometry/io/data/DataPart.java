package org.sagittal.geometry.io.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.stream.Packing;

/**
 * A stretch of a file that holds voxels, perhaps packed.
 *
 * @param file the file
 * @param offset bytes before it
 * @param lines lines after that to skip, before unpacking
 * @param skip bytes after that to skip, after unpacking; -1 if the voxels are the file's last bytes
 * @param packing how it is packed
 */
public record DataPart(Path file, long offset, long lines, long skip, Packing packing) {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_WORD_BYTES = 2;

    /** Refuses offsets that are none. */
    public DataPart {
        if (offset < 0 || lines < 0 || skip < -1) {
            throw new IllegalArgumentException(
                    "offset, lines and skip must not be negative, got " + offset + ", " + lines + ", " + skip);
        }
    }

    /**
     * Refuses a claim that the file cannot keep.
     *
     * @param header what messages name
     * @param numbers how many numbers are claimed
     * @param type how they are stored
     * @throws FormatException if there is no such file or it cannot hold them
     */
    public void require(Path header, long numbers, SampleType type) {
        if (!Files.isRegularFile(file)) {
            throw new FormatException(header, "names " + file + " as its data, and there is no such file");
        }
        double held = (double) (size(header) - offset) * packing.mostFromOne();
        double needed = packing == Packing.TEXT
                ? (double) LONGEST_WORD_BYTES * numbers - 1
                : (double) numbers * type.bytes() * (packing == Packing.HEX ? 2 : 1) + Math.max(0, skip);
        if (needed > held) {
            throw new FormatException(
                    header,
                    String.format(
                            java.util.Locale.ROOT,
                            "asks for %.0f bytes of voxels, but %s holds %s%.0f",
                            needed,
                            file.equals(header) ? "the file" : file.toString(),
                            packing.mostFromOne() > 1 ? "at most " : "",
                            Math.max(0, held)));
        }
    }

    private long size(Path header) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new FormatException(header, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Opens it.
     *
     * @param bytes how many are wanted; where the last ones are meant, this tells which
     * @return stands at the first byte of a voxel, unpacked
     * @throws IOException if it cannot be read
     */
    public InputStream open(long bytes) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            raw.skipNBytes(skip == -1 ? Math.max(0, Files.size(file) - bytes) : offset);
            InputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            for (long line = 0; line < lines && skip != -1; line++) {
                skipLine(buffered);
            }
            InputStream unpacked = packing.unpack(buffered);
            unpacked.skipNBytes(Math.max(0, skip));
            return unpacked;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static void skipLine(InputStream in) throws IOException {
        int letter = in.read();
        while (letter != '\n') {
            if (letter < 0) {
                throw new java.io.EOFException();
            }
            letter = in.read();
        }
    }
}
