package org.sagittal.preprocessing.dicom.codec;

import java.util.List;

/**
 * What a JPEG frame header says, and the samples of its components as they are decoded.
 *
 * @param lossless prediction in place of the cosine transform
 * @param bits precision, 2 to 16
 * @param rows y
 * @param columns x
 * @param components 1 to 4
 */
record JpegFrame(boolean lossless, int bits, int rows, int columns, List<Component> components) {
    static final int BLOCK = 8;

    JpegFrame {
        components = List.copyOf(components);
    }

    int mostAcross() {
        return components.stream().mapToInt(c -> c.across).max().orElse(1);
    }

    int mostDown() {
        return components.stream().mapToInt(c -> c.down).max().orElse(1);
    }

    /** One component and its samples. */
    static final class Component {
        final int id;
        final int across;
        final int down;
        final int quantization;

        /** Own columns and rows, without padding. */
        int width;

        int height;

        /** Columns of the array: padded to whole blocks. */
        int stride;

        int[] samples;
        boolean seen;

        Component(int id, int across, int down, int quantization) {
            this.id = id;
            this.across = across;
            this.down = down;
            this.quantization = quantization;
        }
    }

    /** Takes memory for all components, once their sampling factors are known to be sound. */
    void allocate() {
        int unitAcross = lossless ? mostAcross() : BLOCK * mostAcross();
        int unitDown = lossless ? mostDown() : BLOCK * mostDown();
        for (Component c : components) {
            c.width = ceil(columns * c.across, mostAcross());
            c.height = ceil(rows * c.down, mostDown());
            c.stride = ceil(columns, unitAcross) * unitAcross / mostAcross() * c.across;
            int high = ceil(rows, unitDown) * unitDown / mostDown() * c.down;
            c.samples = new int[Math.multiplyExact(c.stride, high)];
        }
    }

    static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }
}
