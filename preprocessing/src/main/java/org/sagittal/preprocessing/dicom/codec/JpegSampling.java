package org.sagittal.preprocessing.dicom.codec;

import java.util.List;

/**
 * Components of different sizes -> numbers (y, x, c): those of half width, or half width and height, by the triangle filter of the
 * Independent JPEG Group's library, others by repetition.
 */
final class JpegSampling {
    private JpegSampling() {}

    static int[] gathered(JpegFrame frame) {
        List<JpegFrame.Component> components = frame.components();
        int n = components.size();
        int rows = frame.rows();
        int columns = frame.columns();
        int[] numbers = new int[rows * columns * n];
        int[] line = new int[2 * columns + 4];
        for (int c = 0; c < n; c++) {
            JpegFrame.Component component = components.get(c);
            int across = frame.mostAcross() / component.across;
            int down = frame.mostDown() / component.down;
            boolean smooth = across == 2 && component.width > 2 && !frame.lossless();
            for (int y = 0; y < rows; y++) {
                if (smooth && down == 1) {
                    wide(component, y, line);
                } else if (smooth && down == 2) {
                    wideAndHigh(component, y, line);
                } else {
                    repeated(component, frame, y, line);
                }
                for (int x = 0; x < columns; x++) {
                    numbers[(y * columns + x) * n + c] = line[x];
                }
            }
        }
        return numbers;
    }

    private static void repeated(JpegFrame.Component c, JpegFrame frame, int y, int[] line) {
        int from = y * c.down / frame.mostDown() * c.stride;
        for (int x = 0; x < frame.columns(); x++) {
            line[x] = c.samples[from + x * c.across / frame.mostAcross()];
        }
    }

    /** Each sample gives two: three quarters of it and one of its neighbour on that side. */
    private static void wide(JpegFrame.Component c, int y, int[] line) {
        int from = y * c.stride;
        int last = c.width - 1;
        for (int i = 0; i <= last; i++) {
            int here = c.samples[from + i];
            line[2 * i] = i == 0 ? here : 3 * here + c.samples[from + i - 1] + 1 >> 2;
            line[2 * i + 1] = i == last ? here : 3 * here + c.samples[from + i + 1] + 2 >> 2;
        }
    }

    /** The same in both directions, rounded once. */
    private static void wideAndHigh(JpegFrame.Component c, int y, int[] line) {
        int near = y / 2;
        int far = Math.max(0, Math.min(c.height - 1, (y & 1) == 0 ? near - 1 : near + 1));
        int last = c.width - 1;
        for (int i = 0; i <= last; i++) {
            int here = column(c, near, far, i);
            line[2 * i] = i == 0 ? 4 * here + 8 >> 4 : 3 * here + column(c, near, far, i - 1) + 8 >> 4;
            line[2 * i + 1] = i == last ? 4 * here + 7 >> 4 : 3 * here + column(c, near, far, i + 1) + 7 >> 4;
        }
    }

    private static int column(JpegFrame.Component c, int near, int far, int i) {
        return 3 * c.samples[near * c.stride + i] + c.samples[far * c.stride + i];
    }
}
