package org.sagittal.preprocessing.image2d;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.geometry.volume.Shape;

/** TIFFs of one page a slice, each page one deflated strip, little-endian; BigTIFF where 4 GiB might not do. */
final class TiffWriter {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int LONG8 = 16;
    private static final int ASCII = 2;
    private static final int CENTIMETRE = 3;
    private static final double MM_PER_CM = 10;
    private static final long MAX_CLASSIC_BYTES = 0xf000_0000L;
    /** Directory of a page, and what deflate adds to data that does not shrink, generously. */
    private static final long MORE_PER_PAGE = 1024;

    private TiffWriter() {}

    /**
     * What is written.
     *
     * @param shape pages, rows and columns
     * @param samples numbers a pixel: 1, or 3 and 4 for colours
     * @param type of each number
     * @param description stands in the first page
     * @param pixelMm height and width of a pixel, or null to say nothing of them
     */
    record Plan(Shape shape, int samples, SampleType type, String description, double[] pixelMm) {
        /** A stack for nnU-Net; the description tells tifffile that a single page is a stack of one. */
        static Plan stack(Shape shape, SampleType type) {
            String description = "{\"shape\": [" + shape.z() + ", " + shape.y() + ", " + shape.x() + "]}";
            return new Plan(shape, 1, type, description, null);
        }

        boolean large() {
            double page = (double) shape.sliceVoxels() * samples * type.bytes() * 1.01 + MORE_PER_PAGE;
            return page * shape.z() + description.length() > MAX_CLASSIC_BYTES;
        }
    }

    static void write(Path file, Plan plan, Pictures.Pages pages) {
        boolean large = plan.large();
        WholeFile.write(file, out -> {
            ByteBuffer head = ByteBuffer.allocate(large ? 16 : 8).order(ByteOrder.LITTLE_ENDIAN);
            head.put((byte) 'I').put((byte) 'I').putShort((short) (large ? 43 : 42));
            if (large) {
                head.putShort((short) 8).putShort((short) 0).putLong(16);
            } else {
                head.putInt(8);
            }
            out.write(head.array());
            long position = head.capacity();
            double[] page = new double[Math.multiplyExact(plan.shape.sliceVoxels(), plan.samples)];
            for (int z = 0; z < plan.shape.z(); z++) {
                pages.page(z, page);
                byte[] strip = deflate(page, plan.type);
                byte[] directory = directory(plan, large, position, strip.length, z);
                out.write(directory);
                out.write(strip);
                // Directories stand at even bytes.
                int padding = (directory.length + strip.length) % 2;
                out.write(new byte[padding]);
                position += directory.length + strip.length + padding;
            }
        });
    }

    private static byte[] deflate(double[] page, SampleType type) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            int perChunk = chunk.capacity() / type.bytes();
            for (int done = 0; done < page.length; done += perChunk) {
                chunk.clear();
                type.encode(page, done, Math.min(perChunk, page.length - done), chunk);
                out.write(chunk.array(), 0, chunk.position());
            }
        }
        return packed.toByteArray();
    }

    private static byte[] directory(Plan plan, boolean large, long at, int stripBytes, int z) {
        Directory directory = new Directory(large, at);
        int samples = plan.samples;
        directory.add(256, LONG, plan.shape.x());
        directory.add(257, LONG, plan.shape.y());
        directory.add(258, SHORT, each(samples, 8L * plan.type.bytes()));
        directory.add(259, SHORT, 8);
        directory.add(262, SHORT, samples > 1 ? 2 : 1);
        if (z == 0 && !plan.description.isEmpty()) {
            directory.text(270, plan.description);
        }
        int stripEntry = directory.add(273, large ? LONG8 : LONG, 0);
        directory.add(277, SHORT, samples);
        directory.add(278, LONG, plan.shape.y());
        directory.add(279, LONG, stripBytes);
        if (plan.pixelMm != null) {
            directory.ratio(282, MM_PER_CM / plan.pixelMm[1]);
            directory.ratio(283, MM_PER_CM / plan.pixelMm[0]);
            directory.add(296, SHORT, CENTIMETRE);
        }
        if (samples > 3) {
            // Opacity that is not multiplied in.
            directory.add(338, SHORT, 2);
        }
        long format = plan.type.floating() ? 3 : plan.type.holds(-1) ? 2 : 1;
        directory.add(339, SHORT, each(samples, format));
        return directory.bytes(stripEntry, stripBytes, z == plan.shape.z() - 1);
    }

    private static long[] each(int count, long value) {
        long[] values = new long[count];
        java.util.Arrays.fill(values, value);
        return values;
    }

    /** The fields of one page; values that do not fit their field stand behind them. */
    private static final class Directory {
        private record Field(int tag, int type, long count, byte[] value) {}

        private final boolean large;
        private final long at;
        private final List<Field> fields = new ArrayList<>();

        Directory(boolean large, long at) {
            this.large = large;
            this.at = at;
        }

        int add(int tag, int type, long... values) {
            int each = type == SHORT ? 2 : type == LONG ? 4 : 8;
            ByteBuffer value = ByteBuffer.allocate(each * values.length).order(ByteOrder.LITTLE_ENDIAN);
            for (long v : values) {
                switch (each) {
                    case 2 -> value.putShort((short) v);
                    case 4 -> value.putInt((int) v);
                    default -> value.putLong(v);
                }
            }
            fields.add(new Field(tag, type, values.length, value.array()));
            return fields.size() - 1;
        }

        void text(int tag, String text) {
            byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
            fields.add(new Field(tag, ASCII, bytes.length, bytes));
        }

        /** A ratio with as many digits as its two numbers of 32 bits can hold. */
        void ratio(int tag, double value) {
            double limit = 0xffff_ffffL;
            long below = (long) Math.max(1, Math.min(limit, Math.floor(value <= 1 ? limit : limit / value)));
            long above = Math.round(Math.min(limit, value * below));
            ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putInt((int) above).putInt((int) below);
            fields.add(new Field(tag, RATIONAL, 1, bytes.array()));
        }

        byte[] bytes(int stripEntry, int stripBytes, boolean last) {
            int inline = large ? 8 : 4;
            int fieldBytes = (large ? 8 : 2) + (large ? 20 : 12) * fields.size() + (large ? 8 : 4);
            int length = fieldBytes;
            for (Field field : fields) {
                length += field.value.length > inline ? field.value.length + field.value.length % 2 : 0;
            }
            long strip = at + length;
            long next = last ? 0 : strip + stripBytes + (length + stripBytes) % 2;
            ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            count(out, fields.size());
            int behind = fieldBytes;
            for (int i = 0; i < fields.size(); i++) {
                Field field = fields.get(i);
                out.putShort((short) field.tag).putShort((short) field.type);
                number(out, field.count);
                int start = out.position();
                if (i == stripEntry) {
                    number(out, strip);
                } else if (field.value.length <= inline) {
                    out.put(field.value);
                } else {
                    number(out, at + behind);
                    out.put(behind, field.value);
                    behind += field.value.length + field.value.length % 2;
                }
                out.position(start + inline);
            }
            number(out, next);
            return out.array();
        }

        private void count(ByteBuffer out, int count) {
            if (large) {
                out.putLong(count);
            } else {
                out.putShort((short) count);
            }
        }

        private void number(ByteBuffer out, long value) {
            if (large) {
                out.putLong(value);
            } else {
                out.putInt((int) value);
            }
        }
    }
}
