package org.sagittal.preprocessing.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Damages bytes: bits flipped, bytes changed, the end cut off, numbers set to extremes, pieces moved in from elsewhere. */
final class Mutation {
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0x8000,
        0xffff,
        0x1_0000,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_fff0L,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Double.doubleToLongBits(Double.NaN),
        Double.doubleToLongBits(1e308),
        Float.floatToIntBits(Float.NaN),
        Float.floatToIntBits(1e38f)
    };
    private static final String[] WORDS = {
        "0",
        "-1",
        "1",
        "2147483647",
        "2147483648",
        "4294967295",
        "9223372036854775807",
        "99999999999999999999",
        "1e308",
        "nan",
        "inf",
        "-1e-308",
        "",
        " ",
        "none",
        "=",
        ":"
    };
    /** What is said about the voxels mostly stands here. */
    private static final int HEADER_BYTES = 512;

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /**
     * Damages a file in one to three places; a gzipped file mostly inside.
     *
     * @param whole the file
     * @param other another file of the format, for pieces
     * @return new bytes
     */
    byte[] of(byte[] whole, byte[] other) throws IOException {
        boolean gzipped = whole.length > 18 && whole[0] == 0x1f && (whole[1] & 0xff) == 0x8b;
        if (gzipped && random.nextInt(4) > 0) {
            return pack(several(unpack(whole), other));
        }
        return several(whole, other);
    }

    private byte[] several(byte[] whole, byte[] other) {
        byte[] bytes = whole;
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = bytes.length == 0 ? other.clone() : once(bytes, other);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, place(bytes.length));
            case 2 -> changed(bytes);
            case 3, 4, 5 -> extreme(bytes);
            case 6 -> word(bytes);
            case 7 -> spliced(bytes, other);
            default -> without(bytes);
        };
    }

    private int place(int length) {
        return random.nextInt(random.nextBoolean() ? Math.min(length, HEADER_BYTES) : length);
    }

    private byte[] flipped(byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int hits = random.nextInt(8); hits >= 0; hits--) {
            damaged[place(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private byte[] changed(byte[] bytes) {
        byte[] damaged = bytes.clone();
        int at = place(damaged.length);
        for (int i = 0; i <= random.nextInt(4) && at + i < damaged.length; i++) {
            damaged[at + i] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    /** A number of 1 to 8 bytes, at an even place mostly. */
    private byte[] extreme(byte[] bytes) {
        byte[] damaged = bytes.clone();
        long value = EXTREMES[random.nextInt(EXTREMES.length)];
        int length = 1 << random.nextInt(4);
        boolean little = random.nextBoolean();
        byte[] number = ByteBuffer.allocate(8)
                .order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .putLong(value)
                .array();
        int at = place(damaged.length);
        at -= random.nextInt(4) > 0 ? at % Math.min(length, 4) : 0;
        int count = Math.min(length, damaged.length - at);
        System.arraycopy(number, little ? 0 : 8 - length, damaged, at, count);
        return damaged;
    }

    /** Another number or word in place of one in text, or somewhere. */
    private byte[] word(byte[] bytes) {
        int at = place(bytes.length);
        for (int tries = 0; tries < 64 && !digit(bytes[at]); tries++) {
            at = place(bytes.length);
        }
        int from = at;
        while (from > 0 && digit(bytes[from - 1])) {
            from--;
        }
        int to = at;
        while (to < bytes.length && digit(bytes[to])) {
            to++;
        }
        byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.US_ASCII);
        return joined(bytes, from, word, to);
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9' || b == '.' || b == '-';
    }

    private static byte[] joined(byte[] bytes, int from, byte[] middle, int to) {
        byte[] joined = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, joined, 0, from);
        System.arraycopy(middle, 0, joined, from, middle.length);
        System.arraycopy(bytes, to, joined, from + middle.length, bytes.length - to);
        return joined;
    }

    private byte[] spliced(byte[] bytes, byte[] other) {
        int start = random.nextInt(other.length);
        byte[] piece = Arrays.copyOfRange(other, start, start + 1 + random.nextInt(other.length - start));
        int at = place(bytes.length);
        return joined(bytes, at, piece, random.nextBoolean() ? at : Math.min(bytes.length, at + piece.length));
    }

    private byte[] without(byte[] bytes) {
        int at = place(bytes.length);
        return joined(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(16)));
    }

    private static byte[] unpack(byte[] gzipped) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return in.readAllBytes();
        }
    }

    private static byte[] pack(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
