package org.sagittal.planner.exchange.torch;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read front to back; a stated length is held against what is left before memory is taken. */
final class PickleInput {
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_INTEGER_BYTES = 1024;

    private final ByteBuffer in;
    private final PickleBudget budget;

    PickleInput(byte[] pickle, PickleBudget budget) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.budget = budget;
    }

    int position() {
        return in.position();
    }

    int unsigned8() {
        require(1);
        return in.get() & 0xff;
    }

    int unsigned16() {
        require(2);
        return in.getShort() & 0xffff;
    }

    int signed32() {
        require(4);
        return in.getInt();
    }

    long unsigned32() {
        return signed32() & 0xffffffffL;
    }

    /** A length of eight bytes; one with the highest bit set is longer than any file. */
    long length64() {
        require(8);
        long length = in.getLong();
        return length < 0 ? Long.MAX_VALUE : length;
    }

    /** A float64, which pickles hold big-endian. */
    double float64() {
        require(8);
        return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
    }

    byte[] bytes(long count) {
        require(count);
        budget.take(PickleBudget.OBJECT + count);
        byte[] bytes = new byte[(int) count];
        in.get(bytes);
        return bytes;
    }

    String text(long count) {
        require(count);
        budget.take(PickleBudget.OBJECT + 2 * count);
        String text = new String(in.array(), in.position(), (int) count, StandardCharsets.UTF_8);
        in.position(in.position() + (int) count);
        return text;
    }

    /** A name that ends with a line break. */
    String line() {
        int start = in.position();
        while (unsigned8() != '\n') {
            if (in.position() - start > LONGEST_NAME) {
                throw new PickleException("a name is longer than " + LONGEST_NAME + " bytes; refused");
            }
        }
        return new String(in.array(), start, in.position() - start - 1, StandardCharsets.UTF_8);
    }

    /** A whole number in two's complement: {@code Long} where it fits, else {@code BigInteger}. */
    Object integer(long count) {
        require(count);
        if (count > LONGEST_INTEGER_BYTES) {
            throw new PickleException("a whole number is " + count + " bytes long, at most " + LONGEST_INTEGER_BYTES
                    + " are read; refused");
        }
        byte[] big = bytes(count);
        for (int i = 0, j = big.length - 1; i < j; i++, j--) {
            byte swap = big[i];
            big[i] = big[j];
            big[j] = swap;
        }
        BigInteger value = big.length == 0 ? BigInteger.ZERO : new BigInteger(big);
        return value.bitLength() > 63 ? (Object) value : (Object) value.longValue();
    }

    /** A frame only says how much to read at once; one longer than the file is a lie. */
    void frame() {
        require(length64());
    }

    private void require(long count) {
        if (count > in.remaining()) {
            throw count <= 8 // a number, not a stated length
                    ? new PickleException("it ends in the middle")
                    : new PickleException("a value of " + count + " bytes is longer than the rest of the file");
        }
    }
}
