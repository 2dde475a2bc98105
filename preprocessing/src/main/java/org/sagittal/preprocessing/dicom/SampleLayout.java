package org.sagittal.preprocessing.dicom;

import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;

/**
 * How one number of a pixel is stored: in the lowest bits. The standard once allowed others, which High Bit names; where it names such today it
 * is most often wrong, so it is left alone, as GDCM and pydicom do, and told ({@link #displaced}).
 *
 * @param bitsAllocated 1, 8, 16, 32 or 64
 * @param bitsStored how many of them, the lowest, are the number
 * @param highBit index of its highest bit as the file has it
 * @param signed two's complement
 * @param floating float32 or float64 in place of whole numbers
 */
public record SampleLayout(int bitsAllocated, int bitsStored, int highBit, boolean signed, boolean floating) {
    private static final int MOST_BITS = 64;

    /** Refuses bits that do not lie within each other. */
    public SampleLayout {
        boolean whole = bitsAllocated == 1 || bitsAllocated == 8 || bitsAllocated == 16 || bitsAllocated == 32;
        if (!whole && !(floating && bitsAllocated == MOST_BITS)) {
            throw new IllegalArgumentException("Bits Allocated must be 1, 8, 16 or 32, got " + bitsAllocated);
        }
        if (bitsStored < 1 || bitsStored > bitsAllocated) {
            throw new IllegalArgumentException("Bits Stored must be 1 to " + bitsAllocated + ", got " + bitsStored);
        }
    }

    /** What a file with some kind of pixel data says; Bits Stored and High Bit follow from Bits Allocated where absent. */
    static SampleLayout of(DicomFile file) {
        Path path = file.path();
        DicomDataset set = file.dataset();
        int pixelTag = file.pixels().tag();
        if (pixelTag == Tag.FLOAT_PIXEL_DATA) {
            return new SampleLayout(32, 32, 31, true, true);
        }
        if (pixelTag == Tag.DOUBLE_FLOAT_PIXEL_DATA) {
            return new SampleLayout(MOST_BITS, MOST_BITS, MOST_BITS - 1, true, true);
        }
        int allocated = set.integer(Tag.BITS_ALLOCATED)
                .orElseThrow(() ->
                        new FormatException(path, "lacks Bits Allocated (0028,0100), so its pixels cannot be read"));
        int stored = stored(set, allocated);
        int high = set.integer(Tag.HIGH_BIT).orElse(stored - 1);
        boolean signed = set.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        try {
            return new SampleLayout(allocated, stored, high, signed, false);
        } catch (IllegalArgumentException e) {
            throw new FormatException(path, e.getMessage(), e);
        }
    }

    /** Bits Stored; where it is impossible, as in GDCM all bits that are allocated. */
    private static int stored(DicomDataset set, int allocated) {
        int stored =
                set.integer(Tag.BITS_STORED).orElse(set.integer(Tag.HIGH_BIT).orElse(allocated - 1) + 1);
        return stored < 1 || stored > allocated ? allocated : stored;
    }

    /**
     * Whether the file says that its numbers do not lie in the lowest bits.
     *
     * @return true if High Bit is not Bits Stored - 1
     */
    public boolean displaced() {
        return highBit != bitsStored - 1;
    }

    /** The number within the allocated bits, without neighbours such as overlays, with its sign. */
    int number(int raw) {
        return extended(raw, bitsStored, signed);
    }

    /** A number of some bits with its sign. */
    static int extended(int number, int bits, boolean signed) {
        int unused = 32 - bits;
        return signed ? number << unused >> unused : number << unused >>> unused;
    }

    /** A number as wide as Java can tell it. */
    double wide(int number) {
        return signed ? number : Integer.toUnsignedLong(number);
    }
}
