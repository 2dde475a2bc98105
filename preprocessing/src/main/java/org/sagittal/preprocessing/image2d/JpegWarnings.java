package org.sagittal.preprocessing.image2d;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Hears what the JDK's decoder of JPEG warns of and reads on: at the end of a stream that was cut short it puts an end mark and makes up the
 * pixels that are missing. Bytes that belong to nothing, or that follow the end mark, are warned of too and harm nobody.
 */
final class JpegWarnings implements IIOReadWarningListener {
    private static final String END_MARK = "EOI";

    private boolean endMissing;
    private boolean others;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (warning.contains(END_MARK)) {
            endMissing = true;
        } else {
            others = true;
        }
    }

    /** Whether the stream ended without its mark; all pixels may have stood before. */
    boolean endMissing() {
        return endMissing;
    }

    /** Whether the stream ended within its pixels, which the decoder says besides. */
    boolean pixelsMissing() {
        return endMissing && others;
    }
}
