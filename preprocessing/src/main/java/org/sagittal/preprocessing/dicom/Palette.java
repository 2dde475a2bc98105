package org.sagittal.preprocessing.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The three tables of PALETTE COLOR: stored number -> red, green, blue.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_C.7.6.3.html#sect_C.7.6.3.1.5">PS3.3 C.7.6.3.1.5</a>
 */
final class Palette {
    private static final int[] DESCRIPTORS = {
        Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
        Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
        Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR
    };
    private static final int[] TABLES = {
        Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA
    };
    private static final int[] SEGMENTED = {
        Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
        Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA
    };

    private final int[][] colours;
    private final int[] firsts;

    private Palette(int[][] colours, int[] firsts) {
        this.colours = colours;
        this.firsts = firsts;
    }

    static Palette of(DicomDataset set, int pixelBits) {
        int[][] colours = new int[3][];
        int[] firsts = new int[3];
        for (int c = 0; c < 3; c++) {
            int[] descriptor = set.integers(DESCRIPTORS[c]);
            Optional<byte[]> plain = set.bytes(TABLES[c]);
            if (plain.isEmpty() && set.contains(SEGMENTED[c])) {
                throw new FormatException(
                        set.file(), "has a segmented colour palette, which is not decoded; convert it to RGB first");
            }
            if (descriptor.length < 3 || plain.isEmpty()) {
                throw new FormatException(set.file(), "is PALETTE COLOR but lacks the table " + Tag.text(TABLES[c]));
            }
            int entries = descriptor[0] == 0 ? 1 << 16 : descriptor[0] & 0xffff;
            firsts[c] = descriptor[1];
            colours[c] = table(set, plain.get(), entries, descriptor[2]);
            narrow(colours[c], descriptor[2] - pixelBits);
        }
        return new Palette(colours, firsts);
    }

    /** Entries of 8 or 16 bits; those of 8 bits come one or two in a word. */
    private static int[] table(DicomDataset set, byte[] bytes, int entries, int bits) {
        int[] table = new int[entries];
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean words = bytes.length >= 2 * entries;
        if (bytes.length < entries || bits == 16 && !words) {
            throw new FormatException(
                    set.file(), "has a colour palette of " + entries + " entries in " + bytes.length + " bytes");
        }
        for (int i = 0; i < entries; i++) {
            table[i] = words ? Short.toUnsignedInt(in.getShort()) : Byte.toUnsignedInt(in.get());
        }
        return table;
    }

    /** Colours have as many bits as pixels have, as in GDCM. */
    private static void narrow(int[] table, int surplus) {
        for (int i = 0; i < table.length && surplus > 0; i++) {
            table[i] >>= Math.min(surplus, 16);
        }
    }

    /** Numbers (y, x) -> (y, x, 3). */
    int[] applied(int[] numbers) {
        int[] applied = new int[Math.multiplyExact(3, numbers.length)];
        for (int i = 0; i < numbers.length; i++) {
            for (int c = 0; c < 3; c++) {
                int entry = Math.max(0, Math.min(colours[c].length - 1, numbers[i] - firsts[c]));
                applied[3 * i + c] = colours[c][entry];
            }
        }
        return applied;
    }
}
