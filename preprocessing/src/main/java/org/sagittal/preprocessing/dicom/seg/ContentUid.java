package org.sagittal.preprocessing.dicom.seg;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Unique identifiers that follow from what they name, so that the same work gives the same file: 2.25 and a UUID (version 8) made of a SHA-256.
 *
 * <p>Reference: PS3.5 annex B.2; RFC 9562 section 5.8.
 */
final class ContentUid {
    private static final int UUID_BYTES = 16;

    private final MessageDigest digest;

    ContentUid() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Takes a part of the content.
     *
     * @param text any text
     * @return this
     */
    ContentUid with(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
        return this;
    }

    /**
     * Takes a part of the content.
     *
     * @param bytes any bytes
     * @return this
     */
    ContentUid with(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /**
     * The identifier of what was taken, for one purpose.
     *
     * @param purpose what it names, e.g. {@code series}
     * @return up to 44 characters
     */
    String uid(String purpose) {
        byte[] uuid = Arrays.copyOf(clone(digest).digest(purpose.getBytes(StandardCharsets.UTF_8)), UUID_BYTES);
        uuid[6] = (byte) (uuid[6] & 0x0f | 0x80);
        uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }

    private static MessageDigest clone(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("every Java can copy a SHA-256", e);
        }
    }
}
