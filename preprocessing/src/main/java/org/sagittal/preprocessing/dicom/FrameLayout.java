package org.sagittal.preprocessing.dicom;

import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;

/**
 * What the frames of a file are: {@code frames} arrays of shape (y, x, c) = (rows, columns, samples).
 *
 * @param frames number of frames, at least 1
 * @param rows y, 1 to 65535
 * @param columns x, 1 to 65535
 * @param samples numbers a pixel as stored: 1 or 3
 * @param planar whether all of a colour come before the next
 * @param photometric what the numbers mean, e.g. {@code MONOCHROME2}
 * @param sample how one number is stored
 */
public record FrameLayout(
        int frames, int rows, int columns, int samples, boolean planar, String photometric, SampleLayout sample) {
    /** Numbers of one frame that are held at a time: 1 GiB as 32 bits. */
    private static final long MOST_NUMBERS = 1L << 28;

    private static final int MOST_FRAMES = 10_000_000;
    private static final int MOST_ROWS = 65535;

    /** Refuses what cannot be held. */
    public FrameLayout {
        check("Number of Frames", frames, MOST_FRAMES);
        check("Rows", rows, MOST_ROWS);
        check("Columns", columns, MOST_ROWS);
        if (samples != 1 && samples != 3) {
            throw new IllegalArgumentException("Samples per Pixel must be 1 or 3, got " + samples);
        }
        long numbers = (long) rows * columns * 3;
        if (numbers > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "a frame must have at most " + MOST_NUMBERS / 3 + " pixels, got " + rows + " x " + columns);
        }
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be 1 to " + most + ", got " + value);
        }
    }

    static FrameLayout of(DicomFile file) {
        Path path = file.path();
        DicomDataset set = file.dataset();
        SampleLayout sample = SampleLayout.of(file);
        int samples = set.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
        String photometric = set.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse(samples == 1 ? "MONOCHROME2" : "RGB");
        boolean planar = samples > 1 && set.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 1;
        int rows = required(path, set, Tag.ROWS, "Rows");
        int columns = required(path, set, Tag.COLUMNS, "Columns");
        int frames = Math.max(1, set.integer(Tag.NUMBER_OF_FRAMES).orElse(1)); // some write 0 for the only one
        try {
            return new FrameLayout(frames, rows, columns, samples, planar, photometric, sample);
        } catch (IllegalArgumentException e) {
            throw new FormatException(path, e.getMessage(), e);
        }
    }

    private static int required(Path path, DicomDataset set, int tag, String name) {
        return set.integer(tag)
                .orElseThrow(() -> new FormatException(
                        path, "lacks " + name + " " + Tag.text(tag) + ", so its pixels cannot be read"));
    }

    /** Pixels of a frame. */
    int pixels() {
        return rows * columns;
    }

    /** Numbers of a frame as stored. */
    int numbers() {
        return rows * columns * samples;
    }

    /** Whether a colour's second and third number are stored for two pixels together. */
    boolean halved() {
        return photometric.equals("YBR_FULL_422") || photometric.equals("YBR_PARTIAL_422");
    }

    /** Bits of a frame that is stored as it is. */
    long nativeBits() {
        if (halved() && samples == 3) {
            return 2L * rows * ((columns + 1) / 2 * 2) * sample.bitsAllocated();
        }
        return (long) numbers() * sample.bitsAllocated();
    }
}
