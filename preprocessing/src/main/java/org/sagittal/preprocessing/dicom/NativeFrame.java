package org.sagittal.preprocessing.dicom;

/** Frames that are stored as they are: bytes -> numbers of shape (y, x, c). */
final class NativeFrame {
    private NativeFrame() {}

    static int[] unpack(byte[] bytes, FrameLayout layout, boolean bigEndian) {
        int[] numbers = layout.halved() && layout.samples() == 3
                ? doubled(bytes, layout, bigEndian)
                : direct(bytes, layout, bigEndian);
        return layout.planar() ? interleaved(numbers, layout.pixels()) : numbers;
    }

    private static int[] direct(byte[] bytes, FrameLayout layout, boolean bigEndian) {
        int[] numbers = new int[layout.numbers()];
        SampleLayout sample = layout.sample();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = sample.number(raw(bytes, i, sample.bitsAllocated(), bigEndian));
        }
        return numbers;
    }

    private static int raw(byte[] bytes, int i, int bits, boolean bigEndian) {
        return switch (bits) {
            case 1 -> bytes[i >> 3] >> (i & 7) & 1;
            case 8 -> bytes[i] & 0xff;
            case 16 -> {
                int first = bytes[2 * i] & 0xff;
                int second = bytes[2 * i + 1] & 0xff;
                yield bigEndian ? first << 8 | second : second << 8 | first;
            }
            default -> {
                int a = bytes[4 * i] & 0xff;
                int b = bytes[4 * i + 1] & 0xff;
                int c = bytes[4 * i + 2] & 0xff;
                int d = bytes[4 * i + 3] & 0xff;
                yield bigEndian ? a << 24 | b << 16 | c << 8 | d : d << 24 | c << 16 | b << 8 | a;
            }
        };
    }

    /** Two brightnesses, then the two colour numbers of both: Y Y Cb Cr. */
    private static int[] doubled(byte[] bytes, FrameLayout layout, boolean bigEndian) {
        int[] numbers = new int[layout.numbers()];
        SampleLayout sample = layout.sample();
        int bits = sample.bitsAllocated();
        int pairs = (layout.columns() + 1) / 2;
        for (int y = 0; y < layout.rows(); y++) {
            for (int x = 0; x < layout.columns(); x++) {
                int from = 4 * (y * pairs + x / 2);
                int to = 3 * (y * layout.columns() + x);
                numbers[to] = sample.number(raw(bytes, from + (x & 1), bits, bigEndian));
                numbers[to + 1] = sample.number(raw(bytes, from + 2, bits, bigEndian));
                numbers[to + 2] = sample.number(raw(bytes, from + 3, bits, bigEndian));
            }
        }
        return numbers;
    }

    /** Shape (c, y, x) -> (y, x, c). */
    static int[] interleaved(int[] planes, int pixels) {
        int[] numbers = new int[planes.length];
        int samples = planes.length / pixels;
        for (int c = 0; c < samples; c++) {
            for (int i = 0; i < pixels; i++) {
                numbers[i * samples + c] = planes[c * pixels + i];
            }
        }
        return numbers;
    }
}
