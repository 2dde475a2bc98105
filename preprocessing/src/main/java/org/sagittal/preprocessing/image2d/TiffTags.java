package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.sagittal.geometry.io.VolumeLimits;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The fields of one directory of a TIFF or BigTIFF, by tag. Values that stand elsewhere in the file are fetched when they are asked for.
 *
 * <p>Reference: TIFF Revision 6.0 (Adobe 1992); for BigTIFF the proposal that libtiff 4 follows.
 */
final class TiffTags {
    /** A directory that repeats itself over and over ends here. */
    private static final long MOST_FIELDS = 1L << 26;

    private static final int LARGE = 43;

    private final Path file;
    private final ByteOrder order;
    private final Map<TiffTag, Field> fields;

    /** A field's value, or where it stands: {@code value} is null then. */
    private record Field(int type, long count, byte[] value, long at) {
        static int bytesEach(int type) {
            return switch (type) {
                case 1, 2, 6, 7 -> 1;
                case 3, 8 -> 2;
                case 4, 9, 11, 13 -> 4;
                case 5, 10, 12, 16, 17, 18 -> 8;
                default -> 0;
            };
        }
    }

    private TiffTags(Path file, ByteOrder order, Map<TiffTag, Field> fields) {
        this.file = file;
        this.order = order;
        this.fields = fields;
    }

    /** All directories of the file's chain, in its order. */
    static List<TiffTags> all(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return new Chain(file, in).read();
        }
    }

    /** Reads directory after directory. */
    private static final class Chain {
        private final Path file;
        private final RandomAccessFile in;
        private final ByteOrder order;
        private final boolean large;
        private long read;

        Chain(Path file, RandomAccessFile in) throws IOException {
            this.file = file;
            this.in = in;
            byte[] start = bytes(0, 4);
            this.order = start[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            this.large = ByteBuffer.wrap(start).order(order).getShort(2) == LARGE;
        }

        List<TiffTags> read() throws IOException {
            List<TiffTags> directories = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            long at = offset(large ? 8 : 4);
            while (at != 0) {
                if (!seen.add(at)) {
                    throw new FormatException(file, "is damaged: its pages run in a circle at byte " + at);
                }
                long count = large ? ByteBuffer.wrap(bytes(at, 8)).order(order).getLong() : number(at, 2);
                long first = at + (large ? 8 : 2);
                read += count;
                if (count < 0 || count > in.length() || read > MOST_FIELDS) {
                    throw new FormatException(file, "is damaged: a page claims " + count + " fields");
                }
                int each = large ? 20 : 12;
                directories.add(new TiffTags(file, order, fields(first, (int) count, each)));
                at = offset(first + count * each);
            }
            return directories;
        }

        private Map<TiffTag, Field> fields(long first, int count, int each) throws IOException {
            ByteBuffer entries =
                    ByteBuffer.wrap(bytes(first, (long) count * each)).order(order);
            Map<TiffTag, Field> fields = new EnumMap<>(TiffTag.class);
            for (int at = 0; at < entries.capacity(); at += each) {
                TiffTag tag = TiffTag.of(entries.getShort(at) & 0xffff);
                int type = entries.getShort(at + 2) & 0xffff;
                int valueBytes = Field.bytesEach(type);
                if (tag == null || valueBytes == 0) {
                    continue;
                }
                long number = large ? entries.getLong(at + 4) : entries.getInt(at + 4) & 0xffffffffL;
                if (number < 0 || number > in.length() / valueBytes) {
                    throw new FormatException(file, "is damaged: it claims " + number + " values of " + tag);
                }
                int valueAt = at + (large ? 12 : 8);
                int inline = large ? 8 : 4;
                byte[] value = null;
                if (number * valueBytes <= inline) {
                    value = new byte[(int) number * valueBytes];
                    entries.get(valueAt, value);
                }
                long elsewhere = large ? entries.getLong(valueAt) : entries.getInt(valueAt) & 0xffffffffL;
                fields.putIfAbsent(tag, new Field(type, number, value, elsewhere));
            }
            return fields;
        }

        private long offset(long at) throws IOException {
            return large ? ByteBuffer.wrap(bytes(at, 8)).order(order).getLong() : number(at, 4);
        }

        private long number(long at, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(at, length)).order(order);
            return length == 2 ? bytes.getShort() & 0xffff : bytes.getInt() & 0xffffffffL;
        }

        private byte[] bytes(long at, long length) throws IOException {
            return TiffTags.bytes(file, in, at, length);
        }
    }

    private static byte[] bytes(Path file, RandomAccessFile in, long at, long length) throws IOException {
        if (at < 0 || length > in.length() - at || length > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    file, "is cut short or damaged: " + length + " bytes should stand at byte " + at + " and do not");
        }
        byte[] bytes = new byte[(int) length];
        in.seek(at);
        in.readFully(bytes);
        return bytes;
    }

    ByteOrder order() {
        return order;
    }

    boolean has(TiffTag tag) {
        return fields.containsKey(tag);
    }

    /** The bytes of a field; none if it is absent. */
    byte[] bytes(TiffTag tag) throws IOException {
        Field field = fields.get(tag);
        if (field == null || field.value != null) {
            return bytes(null, tag);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return bytes(in, tag);
        }
    }

    /** The bytes of a field out of the opened file; none if it is absent. */
    byte[] bytes(RandomAccessFile in, TiffTag tag) throws IOException {
        Field field = fields.get(tag);
        if (field == null) {
            return new byte[0];
        }
        return field.value != null ? field.value : bytes(file, in, field.at, field.count * Field.bytesEach(field.type));
    }

    /** One whole number, which must be the same for all colours. */
    int number(TiffTag tag, int absent) throws IOException {
        if (!has(tag) || fields.get(tag).count == 0) {
            return absent;
        }
        long[] values = numbers(tag);
        for (long value : values) {
            if (value != values[0]) {
                throw new FormatException(file, "has different values of " + tag + " for its colours");
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, values[0]);
    }

    long[] numbers(TiffTag tag) throws IOException {
        Field field = fields.get(tag);
        if (field == null) {
            throw new FormatException(file, "has a page without " + tag);
        }
        VolumeLimits.require(file, 2.0 * field.count * Long.BYTES);
        ByteBuffer bytes = ByteBuffer.wrap(bytes(tag)).order(order);
        long[] values = new long[(int) field.count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (field.type) {
                case 1, 7 -> bytes.get() & 0xff;
                case 3 -> bytes.getShort() & 0xffff;
                case 4, 13 -> bytes.getInt() & 0xffffffffL;
                case 6 -> bytes.get();
                case 8 -> bytes.getShort();
                case 9 -> bytes.getInt();
                case 16, 17, 18 -> bytes.getLong();
                default -> throw new FormatException(file, "has a page whose " + tag + " is no whole number");
            };
        }
        return values;
    }

    /** A ratio of two unsigned numbers, if it is there and above 0. */
    OptionalDouble ratio(TiffTag tag) throws IOException {
        byte[] value = bytes(tag);
        if (value.length < 8) {
            return OptionalDouble.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(value).order(order);
        double ratio = (bytes.getInt() & 0xffffffffL) / (double) (bytes.getInt() & 0xffffffffL);
        return ratio > 0 && Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    }

    /** A text; empty if it is absent. */
    String text(TiffTag tag) throws IOException {
        String text = new String(bytes(tag), StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
