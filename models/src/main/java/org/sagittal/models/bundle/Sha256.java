package org.sagittal.models.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;

/** SHA-256 in lower-case hexadecimal, 64 digits. */
public final class Sha256 {
    private Sha256() {}

    /**
     * The checksum of a file's contents.
     *
     * @param file read whole
     * @return 64 hexadecimal digits
     * @throws FormatException if it cannot be read to its end
     */
    public static String of(Path file) {
        MessageDigest digest = begin();
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            long read = in.transferTo(out);
            if (read != Files.size(file)) {
                throw new FormatException(
                        file, "changed while it was read: " + read + " of " + Files.size(file) + " bytes");
            }
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
        return end(digest);
    }

    /**
     * The checksum of bytes.
     *
     * @param bytes any
     * @return 64 hexadecimal digits
     */
    public static String of(byte[] bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return end(digest);
    }

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    static String end(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
