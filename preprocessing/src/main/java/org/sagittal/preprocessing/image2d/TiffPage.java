package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;

/** What one directory of a TIFF says about its pixels. */
final class TiffPage {
    private static final int FLOATING = 3;
    private static final int UNSIGNED = 1;
    private static final int SIGNED = 2;
    private static final int MAX_SAMPLES = 64;
    private static final int PALETTE = 3;
    private static final int MAX_PACKED_BITS = 16;

    private final Path file;
    private final TiffTags tags;
    private final int width;
    private final int height;
    private final int samples;
    private final int bits;
    private final SampleType type;
    private final boolean tiled;
    private final long[] offsets;
    private final long[] counts;
    private final int blockWidth;
    private final int blockHeight;
    private final boolean planar;
    private final int compression;
    private final int predictor;
    private final boolean reduced;
    private final int photometric;
    private final boolean palette;

    private TiffPage(Path file, TiffTags tags) throws IOException {
        this.file = file;
        this.tags = tags;
        this.width = tags.number(TiffTag.WIDTH, 0);
        this.height = tags.number(TiffTag.HEIGHT, 0);
        this.samples = tags.number(TiffTag.SAMPLES_PER_PIXEL, 1);
        this.bits = tags.number(TiffTag.BITS_PER_SAMPLE, 1);
        this.type = type(tags.number(TiffTag.SAMPLE_FORMAT, 1));
        this.tiled = tags.has(TiffTag.TILE_OFFSETS);
        this.offsets = tags.numbers(tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS);
        this.counts = tags.numbers(tiled ? TiffTag.TILE_BYTE_COUNTS : TiffTag.STRIP_BYTE_COUNTS);
        this.blockWidth = tiled ? tags.number(TiffTag.TILE_WIDTH, 0) : width;
        this.blockHeight = tiled ? tags.number(TiffTag.TILE_HEIGHT, 0) : rowsPerStrip();
        this.planar = samples > 1 && tags.number(TiffTag.PLANAR_CONFIGURATION, 1) == 2;
        this.compression = tags.number(TiffTag.COMPRESSION, 1) & 0xffff;
        this.predictor = tags.number(TiffTag.PREDICTOR, 1);
        this.reduced = (tags.number(TiffTag.SUBFILE_TYPE, 0) & 5) != 0;
        this.photometric = tags.number(TiffTag.PHOTOMETRIC, 1);
        this.palette = samples == 1 && photometric == PALETTE && tags.has(TiffTag.COLOR_MAP);
        check();
    }

    /** A page like another, whose samples stand elsewhere in one strip. */
    private TiffPage(TiffPage like, long offset) {
        this.file = like.file;
        this.tags = like.tags;
        this.width = like.width;
        this.height = like.height;
        this.samples = like.samples;
        this.bits = like.bits;
        this.type = like.type;
        this.tiled = false;
        this.offsets = new long[] {offset};
        this.counts = new long[] {like.rawBytes()};
        this.blockWidth = like.width;
        this.blockHeight = like.height;
        this.planar = false;
        this.compression = like.compression;
        this.predictor = like.predictor;
        this.reduced = false;
        this.photometric = like.photometric;
        this.palette = like.palette;
    }

    /** The page n places on, where pages follow each other without directories of their own. */
    TiffPage following(int n) {
        return new TiffPage(this, Math.addExact(offsets[0], Math.multiplyExact(rawBytes(), (long) n)));
    }

    /** Whether samples stand as they are, in one piece. */
    boolean plain() {
        long end = offsets[0];
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] != end) {
                return false;
            }
            end += counts[i];
        }
        return compression == 1 && !tiled && !planar && bits % 8 == 0;
    }

    private long rawBytes() {
        return ((long) width * samples * bits + 7) / 8 * height;
    }

    static TiffPage of(Path file, TiffTags tags) throws IOException {
        return new TiffPage(file, tags);
    }

    private void check() {
        if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
            throw new FormatException(file, "claims a page of " + width + " by " + height + " pixels");
        }
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw new FormatException(file, "has " + samples + " samples a pixel; 1 to " + MAX_SAMPLES + " are read");
        }
        if (blockWidth < 1 || blockHeight < 1 || (long) blockWidth * blockHeight > Integer.MAX_VALUE / 64) {
            throw new FormatException(file, "has strips or tiles of " + blockWidth + " by " + blockHeight);
        }
        if (counts.length != offsets.length) {
            throw new FormatException(
                    file, "lists " + offsets.length + " strips or tiles but the sizes of " + counts.length);
        }
        boolean fits = predictor == 2 ? !type.floating() && bits % 8 == 0 : predictor != 3 || type.floating();
        if (predictor > 3 || !fits) {
            throw new FormatException(
                    file,
                    "uses predictor " + predictor + " for samples of type " + type.numpyName()
                            + ", which is not read; save it without one");
        }
    }

    private SampleType type(int sampleFormat) {
        boolean signed = sampleFormat == SIGNED;
        boolean floating = sampleFormat == FLOATING;
        return switch (bits) {
            case 8 -> signed ? SampleType.INT8 : SampleType.UINT8;
            case 16 -> floating ? SampleType.FLOAT32 : signed ? SampleType.INT16 : SampleType.UINT16;
            case 32 -> floating ? SampleType.FLOAT32 : signed ? SampleType.INT32 : SampleType.UINT32;
            case 64 -> floating ? SampleType.FLOAT64 : signed ? SampleType.INT64 : SampleType.UINT64;
            default -> {
                if (bits < 1 || bits > MAX_PACKED_BITS || sampleFormat != UNSIGNED) {
                    yield unknown(sampleFormat);
                }
                yield bits < 8 ? SampleType.UINT8 : SampleType.UINT16;
            }
        };
    }

    private SampleType unknown(int sampleFormat) {
        throw new FormatException(
                file,
                "has samples of " + bits + " bits in format " + sampleFormat
                        + "; whole numbers of 1 to 16, 32 and 64 bits and floats of 16, 32 and 64 are read");
    }

    /** Whether this is a small copy of another page, or a mask. */
    boolean reduced() {
        return reduced;
    }

    boolean likens(TiffPage other) {
        return width == other.width && height == other.height && samples == other.samples && type == other.type;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int samples() {
        return samples;
    }

    int bits() {
        return bits;
    }

    SampleType type() {
        return type;
    }

    boolean tiled() {
        return tiled;
    }

    long[] offsets() {
        return offsets;
    }

    long[] counts() {
        return counts;
    }

    int blockWidth() {
        return blockWidth;
    }

    int blockHeight() {
        return blockHeight;
    }

    /** Whether each colour has strips of its own. */
    boolean planar() {
        return planar;
    }

    int samplesTogether() {
        return planar ? 1 : samples;
    }

    int compression() {
        return compression;
    }

    /** 1: samples stand as they are; 2: as differences along rows; 3: as differences of the bytes of floating-point numbers. */
    int predictor() {
        return predictor;
    }

    /** Whether samples are places in a table of colours. */
    boolean palette() {
        return palette;
    }

    /** What samples mean: TIFF's number. */
    int photometric() {
        return photometric;
    }

    /** Whether samples are floats of 16 bits. */
    boolean half() {
        return bits == 16 && type.floating();
    }

    /** Whether the table of colours, which must be there, holds greys alone. */
    boolean greyPalette() throws IOException {
        long[][] colours = colours();
        return Arrays.equals(colours[0], colours[1]) && Arrays.equals(colours[0], colours[2]);
    }

    /** The table of colours: red, green and blue, arrays of numbers of 16 bits. */
    long[][] colours() throws IOException {
        long[] map = tags.numbers(TiffTag.COLOR_MAP);
        int each = map.length / 3;
        long[][] colours = new long[3][];
        for (int c = 0; c < colours.length; c++) {
            colours[c] = Arrays.copyOfRange(map, c * each, (c + 1) * each);
        }
        return colours;
    }

    TiffTags tags() {
        return tags;
    }

    private int rowsPerStrip() throws IOException {
        int rows = tags.number(TiffTag.ROWS_PER_STRIP, height);
        return rows < 1 || rows > height ? height : rows;
    }
}
