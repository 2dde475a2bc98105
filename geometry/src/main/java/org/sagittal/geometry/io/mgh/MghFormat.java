package org.sagittal.geometry.io.mgh;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.format.FramesFormat;

/**
 * FreeSurfer's MGH ({@code .mgh}) and MGZ ({@code .mgz}, {@code .mgh.gz}). Values and geometry are what nibabel 5.4 gives; SimpleITK does
 * not read it. There are no images of two dimensions, so such an image is written as one slice.
 */
public final class MghFormat extends FramesFormat {
    /** Makes the format. */
    public MghFormat() {
        super("mgh", List.of(".mgh.gz", ".mgh", ".mgz"), MghHeader.BYTES);
    }

    @Override
    public boolean recognises(Path file, byte[] start) {
        // Four bytes that say 1 are no magic word, so the name has to agree.
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return endings().stream().anyMatch(name::endsWith)
                && (MghHeader.begins(start) || start.length >= MghHeader.BYTES && start[3] != 0);
    }

    @Override
    protected Head head(Path file, byte[] start, boolean gzipped) {
        MghHeader header = MghHeader.parse(file, start);
        return new Head(gzipped ? "mgz" : "mgh", header.type(), header.axes());
    }

    @Override
    protected byte[] headBytes(Path file, VolumeHeader header) {
        return MghHeader.bytes(file, header);
    }
}
