package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.dataset.LabelScheme;

/** Short texts that change when what they stand for changes: SHA-256, in hexadecimal. */
public final class Fingerprints {
    private Fingerprints() {}

    /**
     * The fingerprint of the files a case is made from: their paths, sizes and times of change, not their contents.
     *
     * @param files existing files
     * @return 64 hexadecimal digits
     * @throws FormatException if a file is missing
     */
    public static String inputs(List<Path> files) {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(file.toAbsolutePath().normalize())
                        .append('\n')
                        .append(attributes.size())
                        .append('\n')
                        .append(attributes.lastModifiedTime().toMillis())
                        .append('\n');
            } catch (IOException e) {
                throw new FormatException(file, "is missing or cannot be read", e);
            }
        }
        return sha256(text.toString());
    }

    static String recipe(ObjectNode recipe, LabelScheme labels) {
        String scheme = labels.allLabels() + " " + labels.foregroundRegions() + " " + labels.hasRegions() + " "
                + labels.ignoreLabel();
        return sha256(recipe + "\n" + scheme);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
