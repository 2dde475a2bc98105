package org.sagittal.geometry.io.gipl;

import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.format.FramesFormat;

/**
 * GIPL ({@code .gipl}, {@code .gipl.gz}). Values and geometry are what SimpleITK 2.5 gives; integers of 32 bits are read besides. There are
 * no images of two dimensions and no turned axes: the first are written as one slice, the second refused.
 */
public final class GiplFormat extends FramesFormat {
    /** Makes the format. */
    public GiplFormat() {
        super("gipl", List.of(".gipl.gz", ".gipl"), GiplHeader.BYTES);
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        return GiplHeader.begins(start);
    }

    @Override
    protected Head head(Path file, byte[] start, boolean gzipped) {
        GiplHeader header = GiplHeader.parse(file, start);
        return new Head(name(), header.type(), header.axes());
    }

    @Override
    protected byte[] headBytes(Path file, VolumeHeader header) {
        return GiplHeader.bytes(file, header);
    }
}
