package org.sagittal.geometry.io.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;

/** Numbers that are stored as words between blanks or commas. */
final class TextNumbers implements NumberSource {
    private static final int LONGEST_WORD = 64;

    private final Path file;
    private final InputStream in;
    private final SampleType type;
    private final StringBuilder word = new StringBuilder();

    /**
     * Reads from a stream.
     *
     * @param file what messages name
     * @param in buffered, stands before the first number; closed with this
     * @param type what each number must fit
     */
    TextNumbers(Path file, InputStream in, SampleType type) {
        this.file = file;
        this.in = in;
        this.type = type;
    }

    @Override
    public void read(double[] into, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            into[i] = next();
        }
    }

    private double next() throws IOException {
        word.setLength(0);
        int letter = in.read();
        while (letter <= ' ' && letter >= 0 || letter == ',') {
            letter = in.read();
        }
        while (letter > ' ' && letter != ',') {
            word.append((char) letter);
            if (word.length() > LONGEST_WORD) {
                throw new FormatException(file, "holds '" + word + "...' where a number is expected");
            }
            letter = in.read();
        }
        if (word.length() == 0) {
            throw new EOFException();
        }
        double value = number(word.toString());
        if (!type.holds(value)) {
            throw new FormatException(file, "holds the number " + word + ", which is no " + type.numpyName());
        }
        return type == SampleType.FLOAT32 ? (float) value : value;
    }

    private double number(String text) {
        try {
            return NumberWords.parse(text);
        } catch (NumberFormatException e) {
            throw new FormatException(file, "holds '" + text + "' where a number is expected", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
