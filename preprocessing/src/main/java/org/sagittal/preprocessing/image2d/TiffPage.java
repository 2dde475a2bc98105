package org.sagittal.preprocessing.image2d;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;
import org.apache.commons.imaging.formats.tiff.fieldtypes.AbstractFieldType;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.SampleType;

/** What one directory of a TIFF says about its pixels. */
final class TiffPage {
    private static final int FLOATING = 3;
    private static final int SIGNED = 2;
    private static final int MAX_SAMPLES = 64;

    private final Path file;
    private final TiffDirectory directory;
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

    private TiffPage(Path file, TiffDirectory directory) throws ImagingException {
        this.file = file;
        this.directory = directory;
        this.width = number(TiffTagConstants.TIFF_TAG_IMAGE_WIDTH, 0);
        this.height = number(TiffTagConstants.TIFF_TAG_IMAGE_LENGTH, 0);
        this.samples = number(TiffTagConstants.TIFF_TAG_SAMPLES_PER_PIXEL, 1);
        this.bits = number(TiffTagConstants.TIFF_TAG_BITS_PER_SAMPLE, 1);
        this.type = type(number(TiffTagConstants.TIFF_TAG_SAMPLE_FORMAT, 1));
        this.tiled = directory.findField(TiffTagConstants.TIFF_TAG_TILE_OFFSETS) != null;
        this.offsets =
                numbers(tiled ? TiffTagConstants.TIFF_TAG_TILE_OFFSETS : TiffTagConstants.TIFF_TAG_STRIP_OFFSETS);
        this.counts = numbers(
                tiled ? TiffTagConstants.TIFF_TAG_TILE_BYTE_COUNTS : TiffTagConstants.TIFF_TAG_STRIP_BYTE_COUNTS);
        this.blockWidth = tiled ? number(TiffTagConstants.TIFF_TAG_TILE_WIDTH, 0) : width;
        this.blockHeight = tiled ? number(TiffTagConstants.TIFF_TAG_TILE_LENGTH, 0) : rowsPerStrip();
        this.planar = samples > 1 && number(TiffTagConstants.TIFF_TAG_PLANAR_CONFIGURATION, 1) == 2;
        this.compression = number(TiffTagConstants.TIFF_TAG_COMPRESSION, 1) & 0xffff;
        this.predictor = number(TiffTagConstants.TIFF_TAG_PREDICTOR, 1);
        this.reduced = (number(TiffTagConstants.TIFF_TAG_SUBFILE_TYPE, 0) & 5) != 0;
        check();
    }

    static TiffPage of(Path file, TiffDirectory directory) throws ImagingException {
        return new TiffPage(file, directory);
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
        if (predictor > 2 || predictor == 2 && type.floating()) {
            throw new FormatException(file, "uses predictor " + predictor + ", which is not read; save it without one");
        }
    }

    private SampleType type(int sampleFormat) {
        boolean signed = sampleFormat == SIGNED;
        boolean floating = sampleFormat == FLOATING;
        return switch (bits) {
            case 1 -> SampleType.UINT8;
            case 8 -> signed ? SampleType.INT8 : SampleType.UINT8;
            case 16 -> floating ? unknown(sampleFormat) : signed ? SampleType.INT16 : SampleType.UINT16;
            case 32 -> floating ? SampleType.FLOAT32 : signed ? SampleType.INT32 : SampleType.UINT32;
            case 64 -> floating ? SampleType.FLOAT64 : signed ? SampleType.INT64 : SampleType.UINT64;
            default -> unknown(sampleFormat);
        };
    }

    private SampleType unknown(int sampleFormat) {
        throw new FormatException(
                file,
                "has samples of " + bits + " bits in format " + sampleFormat
                        + "; integers of 1, 8, 16, 32 and 64 bits, float32 and float64 are read");
    }

    private int number(TagInfo tag, int absent) throws ImagingException {
        TiffField field = directory.findField(tag);
        if (field == null) {
            return absent;
        }
        int[] values = field.getIntArrayValue();
        for (int value : values) {
            if (value != values[0]) {
                throw new FormatException(file, "has different values of " + tag.name + " for its colours");
            }
        }
        return values.length == 0 ? absent : values[0];
    }

    private long[] numbers(TagInfo tag) throws ImagingException {
        TiffField field = directory.findField(tag);
        if (field == null) {
            throw new FormatException(file, "has a page without " + tag.name);
        }
        if (field.getFieldType() != AbstractFieldType.LONG8) {
            return field.getLongArrayValue();
        }
        // Commons Imaging 1.0.0-alpha6 reads these little-endian whatever the file's order.
        LongBuffer values = ByteBuffer.wrap(field.getByteArrayValue())
                .order(directory.getByteOrder())
                .asLongBuffer();
        long[] out = new long[values.remaining()];
        values.get(out);
        return out;
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

    /** Whether samples are stored as differences along rows. */
    boolean predicted() {
        return predictor == 2;
    }

    private int rowsPerStrip() throws ImagingException {
        int rows = number(TiffTagConstants.TIFF_TAG_ROWS_PER_STRIP, height);
        return rows < 1 || rows > height ? height : rows;
    }
}
