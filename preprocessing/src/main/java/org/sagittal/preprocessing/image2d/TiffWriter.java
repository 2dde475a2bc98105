package org.sagittal.preprocessing.image2d;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.geometry.volume.Shape;

/**
 * Grey TIFFs of one page a slice, each page one deflated strip, little-endian. The first page's description tells tifffile that a single
 * page is a stack of one.
 */
final class TiffWriter {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ASCII = 2;
    private static final long MAX_BYTES = 0xffff_fff0L;

    private TiffWriter() {}

    static void write(Path file, Shape shape, SampleType type, Pictures.Pages pages) {
        WholeFile.write(file, out -> {
            out.write(new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0});
            long position = 8;
            double[] page = new double[shape.sliceVoxels()];
            String description = "{\"shape\": [" + shape.z() + ", " + shape.y() + ", " + shape.x() + "]}";
            for (int z = 0; z < shape.z(); z++) {
                pages.page(z, page);
                byte[] strip = deflate(page, type);
                byte[] head =
                        directory(shape, type, position, strip.length, z == 0 ? description : "", z == shape.z() - 1);
                out.write(head);
                out.write(strip);
                // Directories stand at even bytes.
                int padding = (head.length + strip.length) % 2;
                out.write(new byte[padding]);
                position += head.length + strip.length + padding;
                if (position > MAX_BYTES) {
                    throw new FormatException(file, "cannot be written: a TIFF ends at 4 GiB");
                }
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

    private static byte[] directory(
            Shape shape, SampleType type, long at, int stripBytes, String description, boolean last) {
        byte[] text = (description + "\0").getBytes(StandardCharsets.US_ASCII);
        int entries = description.isEmpty() ? 10 : 11;
        int fieldBytes = 2 + 12 * entries + 4;
        // A text of up to four characters stands in its entry.
        int length = fieldBytes + (description.isEmpty() ? 0 : text.length + text.length % 2);
        long strip = at + length;
        ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) entries);
        entry(out, 256, LONG, 1, shape.x());
        entry(out, 257, LONG, 1, shape.y());
        entry(out, 258, SHORT, 1, 8 * type.bytes());
        entry(out, 259, SHORT, 1, 8);
        entry(out, 262, SHORT, 1, 1);
        if (!description.isEmpty()) {
            entry(out, 270, ASCII, text.length, at + fieldBytes);
        }
        entry(out, 273, LONG, 1, strip);
        entry(out, 277, SHORT, 1, 1);
        entry(out, 278, LONG, 1, shape.y());
        entry(out, 279, LONG, 1, stripBytes);
        entry(out, 339, SHORT, 1, type.floating() ? 3 : 1);
        long next = strip + stripBytes;
        out.putInt(last ? 0 : (int) (next + next % 2));
        if (!description.isEmpty()) {
            out.put(text);
        }
        return out.array();
    }

    private static void entry(ByteBuffer out, int tag, int type, int count, long value) {
        out.putShort((short) tag).putShort((short) type).putInt(count).putInt((int) value);
    }
}
