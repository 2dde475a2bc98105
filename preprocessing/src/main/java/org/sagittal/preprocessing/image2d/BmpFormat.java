package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.VolumeHeader;

/** BMP: grey where its palette is, else colours, with a fourth where pixels have 32 bits. */
public final class BmpFormat extends PictureFormat {
    /** Makes the format. */
    public BmpFormat() {
        super("bmp", List.of(".bmp"), Magic.BMP, Written.BYTES);
    }

    @Override
    Head head(Path file) throws IOException {
        return BmpPicture.head(file);
    }

    @Override
    Picture pixels(Path file) throws IOException {
        Picture colours = Pictures.read(file);
        return head(file).components() == 4 ? BmpPicture.withOpacity(file, colours) : colours;
    }

    @Override
    void write(Path file, VolumeHeader header, double[][] planes) {
        BmpPicture.write(file, header.grid().shape(), planes);
    }
}
