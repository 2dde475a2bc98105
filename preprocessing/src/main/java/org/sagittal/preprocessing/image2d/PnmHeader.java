package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The words before the pixels of a PBM, PGM or PPM file. */
final class PnmHeader {
    private static final int LONGEST = 4096;

    private PnmHeader() {}

    /** The greatest value a colour may have; 1 for bitmaps. */
    static int greatest(Path file) throws IOException {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        }
        String[] words = start.replaceAll("#[^\\n\\r]*", " ").split("\\s+", 5);
        if (words.length < 4 || words[0].equals("P1") || words[0].equals("P4")) {
            return 1;
        }
        return Integer.parseInt(words[3]);
    }
}
