package org.sagittal.geometry.io.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are written as two hexadecimal digits each; blanks between them do not count. */
final class HexInput extends FilterInputStream {
    HexInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int high = digit();
        if (high < 0) {
            return -1;
        }
        int low = digit();
        return low < 0 ? -1 : high << 4 | low;
    }

    private int digit() throws IOException {
        int letter = in.read();
        while (letter >= 0 && letter <= ' ') {
            letter = in.read();
        }
        if (letter < 0) {
            return -1;
        }
        int value = Character.digit(letter, 16);
        if (value < 0) {
            throw new IOException("'" + (char) letter + "' stands where a hexadecimal digit is expected");
        }
        return value;
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int value = read();
            if (value < 0) {
                return i == 0 ? -1 : i;
            }
            into[at + i] = (byte) value;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long done = 0;
        while (done < count && read() >= 0) {
            done++;
        }
        return done;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
