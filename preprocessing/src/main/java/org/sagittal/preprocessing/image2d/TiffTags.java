package org.sagittal.preprocessing.image2d;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.apache.commons.imaging.ImagingException;
import org.apache.commons.imaging.formats.tiff.TiffDirectory;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.fieldtypes.AbstractFieldType;
import org.apache.commons.imaging.formats.tiff.taginfos.TagInfo;
import org.sagittal.geometry.io.FormatException;

/** The fields of one directory of a TIFF, by tag. */
final class TiffTags {
    private final Path file;
    private final TiffDirectory directory;

    TiffTags(Path file, TiffDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    boolean has(TagInfo tag) throws ImagingException {
        return directory.findField(tag) != null;
    }

    /** One whole number, which must be the same for all colours. */
    int number(TagInfo tag, int absent) throws ImagingException {
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

    long[] numbers(TagInfo tag) throws ImagingException {
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

    /** A ratio of two unsigned numbers, if it is there and above 0. */
    OptionalDouble ratio(TagInfo tag) throws ImagingException {
        TiffField field = directory.findField(tag);
        if (field == null || field.getByteArrayValue().length < 8) {
            return OptionalDouble.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(field.getByteArrayValue()).order(directory.getByteOrder());
        double value = (bytes.getInt() & 0xffffffffL) / (double) (bytes.getInt() & 0xffffffffL);
        return value > 0 && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** A text; empty if it is absent. */
    String text(TagInfo tag) throws ImagingException {
        TiffField field = directory.findField(tag);
        if (field == null) {
            return "";
        }
        String text = new String(field.getByteArrayValue(), StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
