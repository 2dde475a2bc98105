package org.sagittal.geometry.io.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.io.file.FormatException;

/** The name of a zip's entry: bytes nobody trusts -> a relative path with forward slashes, or a refusal. */
final class ZipName {
    private static final int LONGEST = 1000;
    private static final int LONGEST_SHOWN = 120;

    private ZipName() {}

    /**
     * Reads a name. Backslashes, which some programs on Windows write, count as slashes; {@code .} and empty parts are left out.
     *
     * @param file the zip, for the message
     * @param raw UTF-8, or the code page of who packed it
     * @return a relative path; it ends in a slash for a folder and is empty for the zip's own folder
     */
    static String of(Path file, byte[] raw) {
        String name = decoded(raw).replace('\\', '/');
        List<String> parts = new ArrayList<>();
        boolean climbs = name.startsWith("/") || name.isEmpty() || raw.length > LONGEST;
        for (String part : name.split("/", -1)) {
            climbs |= part.equals("..") || parts.isEmpty() && part.length() > 1 && part.charAt(1) == ':';
            climbs |= part.chars().anyMatch(c -> c < ' ' || c == 0x7f);
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (climbs) {
            throw new FormatException(
                    file,
                    "entry name '" + shown(name) + "' leads out of the target folder or is no name of a file; refused");
        }
        boolean folder = name.endsWith("/") || name.endsWith("/.") || name.equals(".");
        return String.join("/", parts) + (folder && !parts.isEmpty() ? "/" : "");
    }

    private static String decoded(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(
                    raw, StandardCharsets.ISO_8859_1); // an old code page; which one does not matter for a key
        }
    }

    /** A name in a message: short and on one line. */
    static String shown(String name) {
        String start = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]", "?");
    }
}
