package org.sagittal.geometry.io.npy;

import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * NumPy's array files ({@code .npy}, versions 1 to 3, and the same gzipped): C-order arrays of numbers. Arrays of Python objects are
 * refused, since reading those would run code.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
public final class NpyFormat {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final long MOST_ELEMENTS = 1L << 50;
    /** Deflate cannot shrink data by more than this, so a gzipped file bounds what it may claim to hold. */
    private static final long MAX_DEFLATE_RATIO = 1032;

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    private NpyFormat() {}

    /** What stands before the values. */
    record Header(NpyArray.Type type, ByteOrder order, int[] shape, long elements) {
        long bytes() {
            return Math.multiplyExact(elements, (long) type.bytes());
        }
    }

    /**
     * Reads one array.
     *
     * @param file a {@code .npy} file, or one gzipped ({@code .npy.gz})
     * @return its values and shape
     * @throws FormatException if the file is not such an array, is cut short, or has more than 2^31 - 1 elements
     */
    public static NpyArray read(Path file) {
        boolean gzipped = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = gzipped ? new GZIPInputStream(raw, 1 << 16) : raw) {
            long most = Files.size(file) * (gzipped ? MAX_DEFLATE_RATIO : 1);
            return read(file, in, most);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Reads one array out of a stream, such as an entry of an {@code .npz} archive.
     *
     * @param file what messages name
     * @param in stands at the array's first byte
     * @param mostBytes what the stream can hold at most; an array that claims more is refused before memory is taken
     * @return its values and shape
     * @throws IOException if the stream fails or ends early
     */
    public static NpyArray read(Path file, InputStream in, long mostBytes) throws IOException {
        Header header = readHeader(file, in);
        if (header.elements > Integer.MAX_VALUE - 8) {
            throw new FormatException(
                    file, "has shape " + Arrays.toString(header.shape) + "; at most 2^31 - 1 elements are read");
        }
        requirePossible(file, header, mostBytes);
        return new NpyArray(header.type, header.shape, values(in, header));
    }

    static void requirePossible(Path file, Header header, long mostBytes) {
        if (header.bytes() > mostBytes) {
            throw new FormatException(
                    file,
                    "claims an array of " + header.bytes() + " bytes (shape " + Arrays.toString(header.shape)
                            + ") but cannot hold more than " + mostBytes);
        }
    }

    private static Object values(InputStream in, Header header) throws IOException {
        int elements = (int) header.elements;
        Object values = header.type.allocate(elements);
        byte[] chunk = new byte[1 << 16];
        int perChunk = chunk.length / header.type.bytes();
        for (int done = 0; done < elements; ) {
            int count = Math.min(perChunk, elements - done);
            int wanted = count * header.type.bytes();
            if (in.readNBytes(chunk, 0, wanted) < wanted) {
                throw new EOFException();
            }
            header.type.decode(ByteBuffer.wrap(chunk, 0, wanted).order(header.order), values, done, count);
            done += count;
        }
        return values;
    }

    static Header readHeader(Path file, InputStream in) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(MAGIC, 0, 6, start, 0, 6)) {
            throw new FormatException(file, "is not a NumPy array: it does not start with \\x93NUMPY");
        }
        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] lengthField = in.readNBytes(lengthBytes);
        if (lengthField.length < lengthBytes) {
            throw new EOFException();
        }
        ByteBuffer length = ByteBuffer.wrap(lengthField).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = lengthBytes == 2 ? length.getShort() & 0xffff : length.getInt() & 0xffffffffL;
        if (headerBytes > MAX_HEADER_BYTES) {
            throw new FormatException(
                    file, "has a header of " + headerBytes + " bytes; at most " + MAX_HEADER_BYTES + " are read");
        }
        byte[] text = in.readNBytes((int) headerBytes);
        if (text.length < headerBytes) {
            throw new EOFException();
        }
        return parse(file, new String(text, StandardCharsets.ISO_8859_1));
    }

    private static Header parse(Path file, String text) {
        String descr = field(file, DESCR, text, "descr");
        if (field(file, FORTRAN, text, "fortran_order").equals("True")) {
            throw new FormatException(file, "is stored in Fortran order; only C order (z, y, x) is read");
        }
        int[] shape = Arrays.stream(field(file, SHAPE, text, "shape").split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .mapToInt(s -> extent(file, s))
                .toArray();
        long elements = 1;
        for (int extent : shape) {
            if (extent > 0 && elements > MOST_ELEMENTS / extent) {
                throw new FormatException(
                        file, "has shape " + Arrays.toString(shape) + "; no file holds so many elements");
            }
            elements *= extent;
        }
        return new Header(
                NpyArray.Type.of(file, descr),
                descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                shape,
                elements);
    }

    private static int extent(Path file, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new FormatException(file, "has an extent of " + digits + "; at most 2^31 - 1 is read", e);
        }
    }

    private static String field(Path file, Pattern pattern, String text, String name) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new FormatException(file, "has a NumPy header without a plain '" + name + "': " + text.strip());
        }
        return matcher.group(1);
    }

    /**
     * Writes float32 values.
     *
     * @param file {@code .npy}
     * @param values one array a slice, in order; their lengths add up to the product of the shape
     * @param shape extents in C order, e.g. (c, z, y, x)
     */
    public static void write(Path file, Iterable<float[]> values, int... shape) {
        WholeFile.write(file, out -> {
            header(out, "<f4", shape);
            long left = elements(shape);
            for (float[] slice : values) {
                ByteBuffer bytes = ByteBuffer.allocate(slice.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(slice);
                out.write(bytes.array());
                left -= slice.length;
            }
            requireAllWritten(left, shape);
        });
    }

    /**
     * Writes int16 values.
     *
     * @param file {@code .npy}
     * @param values one array a slice, in order; their lengths add up to the product of the shape
     * @param shape extents in C order, e.g. (1, z, y, x)
     */
    public static void writeShorts(Path file, Iterable<short[]> values, int... shape) {
        WholeFile.write(file, out -> {
            header(out, "<i2", shape);
            long left = elements(shape);
            for (short[] slice : values) {
                ByteBuffer bytes = ByteBuffer.allocate(slice.length * 2).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asShortBuffer().put(slice);
                out.write(bytes.array());
                left -= slice.length;
            }
            requireAllWritten(left, shape);
        });
    }

    /**
     * Writes the bytes that stand before the values of an array, for who streams the values after them.
     *
     * @param out where to
     * @param descr NumPy's type, e.g. {@code <f4}
     * @param shape extents in C order
     * @throws IOException if the stream fails
     */
    public static void header(OutputStream out, String descr, int... shape) throws IOException {
        String extents = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + extents
                + (shape.length == 1 ? ",), }" : "), }");
        // The values start at a multiple of 64 bytes, so that a reader may map them.
        int padding = Math.floorMod(-(MAGIC.length + 4 + text.length() + 1), 64);
        DataOutputStream data = new DataOutputStream(out);
        data.write(MAGIC);
        data.write(new byte[] {1, 0});
        int length = text.length() + padding + 1;
        data.write(new byte[] {(byte) length, (byte) (length >> 8)});
        data.writeBytes(text + " ".repeat(padding) + "\n");
        data.flush();
    }

    private static long elements(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    }

    private static void requireAllWritten(long left, int[] shape) {
        if (left != 0) {
            throw new IllegalArgumentException("values must fill shape " + Arrays.toString(shape) + ", "
                    + (left > 0 ? left + " are missing" : -left + " are too many"));
        }
    }
}
