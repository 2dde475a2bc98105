package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.VolumeHeader;

/** PBM, PGM and PPM of 8 bits, which are only read. */
public final class PnmFormat extends PictureFormat {
    /** Makes the format. */
    public PnmFormat() {
        super("pnm", List.of(".pbm", ".pgm", ".ppm"), Magic.PNM, Written.NOTHING);
    }

    @Override
    Head head(Path file) throws IOException {
        return PnmHeader.read(file);
    }

    @Override
    void write(Path file, VolumeHeader header, double[][] planes) {
        throw new IllegalStateException("pnm is only read");
    }
}
