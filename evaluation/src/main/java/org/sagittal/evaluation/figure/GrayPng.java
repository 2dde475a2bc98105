package org.sagittal.evaluation.figure;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * An 8-bit grey PNG, written with the JDK alone.
 *
 * <p>Reference: PNG specification, third edition, W3C (2025), sections 5 (chunks) and 11.2 (IHDR, IDAT, IEND).
 */
final class GrayPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private GrayPng() {}

    /** A data URI of rows of grey values. */
    static String dataUri(byte[][] rows) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(rows));
    }

    static byte[] encode(byte[][] rows) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(SIGNATURE);
            chunk(file, "IHDR", header(rows[0].length, rows.length));
            chunk(file, "IDAT", compressed(rows));
            chunk(file, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("picture cannot be encoded in memory", e);
        }
    }

    private static byte[] header(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 0, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] compressed(byte[][] rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(bytes)) {
            for (byte[] row : rows) {
                deflate.write(filtered(row));
            }
        }
        return bytes.toByteArray();
    }

    /** A row as differences from the pixel on the left, which pack better. */
    private static byte[] filtered(byte[] row) {
        byte[] line = new byte[row.length + 1];
        line[0] = 1;
        for (int x = 0; x < row.length; x++) {
            line[x + 1] = (byte) (row[x] - (x == 0 ? 0 : row[x - 1]));
        }
        return line;
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] content) throws IOException {
        DataOutputStream data = new DataOutputStream(file);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        data.writeInt(content.length);
        data.write(name);
        data.write(content);
        data.writeInt((int) check.getValue());
    }
}
