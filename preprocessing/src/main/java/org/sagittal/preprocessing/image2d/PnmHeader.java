package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.geometry.io.file.FormatException;

/** The words before the pixels of a PBM, PGM or PPM file. */
final class PnmHeader {
    private static final int LONGEST = 4096;

    private PnmHeader() {}

    static PictureFormat.Head read(Path file) throws IOException {
        String[] words = words(file);
        if (words.length < 3 || !words[0].matches("P[1-6]")) {
            throw new FormatException(file, "ends within its PNM header");
        }
        int width = Integer.parseInt(words[1]);
        int height = Integer.parseInt(words[2]);
        Pictures.requirePossible(file, width, height, 1);
        int kind = words[0].charAt(1) - '1';
        String[] names = {"pbm", "pgm", "ppm"};
        return new PictureFormat.Head(names[kind % 3], width, height, kind % 3 == 2 ? 3 : 1);
    }

    /** The greatest value a colour may have; 1 for bitmaps. */
    static int greatest(Path file) throws IOException {
        String[] words = words(file);
        if (words.length < 4 || words[0].equals("P1") || words[0].equals("P4")) {
            return 1;
        }
        return Integer.parseInt(words[3]);
    }

    private static String[] words(Path file) throws IOException {
        String start;
        try (InputStream in = Files.newInputStream(file)) {
            start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        }
        return start.replaceAll("#[^\\n\\r]*", " ").split("\\s+", 5);
    }
}
