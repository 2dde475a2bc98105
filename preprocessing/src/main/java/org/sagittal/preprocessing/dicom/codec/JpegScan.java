package org.sagittal.preprocessing.dicom.codec;

import java.util.List;

/** One pass over some components of a JPEG frame: a row of units, each of which holds blocks or samples of all components in turn. */
abstract class JpegScan {
    /** A component with the tables that the scan names; tables may be null where the file lacks them. */
    record Part(JpegFrame.Component component, HuffmanTable first, HuffmanTable second, int[] quantization) {}

    /** Predictor of lossless scans, number of low bits left out, units between restarts (0: none). */
    record Header(int predictor, int pointTransform, int restartInterval) {}

    /** Side of what one step of a component decodes: 8 for blocks, 1 for samples. */
    abstract int side();

    /** Forgets predictions, at the start and after restart markers. */
    abstract void reset();

    /** Decodes the block or sample of a part at a block's or sample's place. */
    abstract void step(JpegBits bits, int part, int x, int y);

    /** Decodes all units. */
    void run(JpegBits bits, JpegFrame frame, List<Part> parts, int restartInterval) {
        int units = 0;
        boolean alone = parts.size() == 1;
        JpegFrame.Component only = parts.get(0).component();
        int across = alone
                ? JpegFrame.ceil(only.width, side())
                : JpegFrame.ceil(frame.columns(), side() * frame.mostAcross());
        int down =
                alone ? JpegFrame.ceil(only.height, side()) : JpegFrame.ceil(frame.rows(), side() * frame.mostDown());
        reset();
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                if (restartInterval > 0 && units > 0 && units % restartInterval == 0) {
                    bits.restart();
                    reset();
                }
                units++;
                if (alone) {
                    step(bits, 0, x, y);
                } else {
                    unit(bits, parts, x, y);
                }
            }
        }
    }

    private void unit(JpegBits bits, List<Part> parts, int x, int y) {
        for (int p = 0; p < parts.size(); p++) {
            JpegFrame.Component c = parts.get(p).component();
            for (int v = 0; v < c.down; v++) {
                for (int h = 0; h < c.across; h++) {
                    step(bits, p, x * c.across + h, y * c.down + v);
                }
            }
        }
    }
}
