package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;

/** PBM, PGM and PPM of 8 bits, which are only read. */
public final class PnmFormat extends PictureFormat {
    @Override
    public String name() {
        return "pnm";
    }

    @Override
    public List<String> endings() {
        return List.of(".pbm", ".pgm", ".ppm");
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    Magic magic() {
        return Magic.PNM;
    }

    @Override
    Head head(Path file) throws IOException {
        return PnmHeader.read(file);
    }

    @Override
    Picture pixels(Path file) {
        return Pictures.read(file);
    }

    @Override
    Set<SampleType> types() {
        return Set.of();
    }

    @Override
    Set<Integer> colours() {
        return Set.of();
    }

    @Override
    void write(Path file, VolumeHeader header, double[][] planes) {
        throw new IllegalStateException("pnm is only read");
    }
}
