package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;

/** BMP: grey where its palette is, else colours, with a fourth where pixels have 32 bits. */
public final class BmpFormat extends PictureFormat {
    @Override
    public String name() {
        return "bmp";
    }

    @Override
    public List<String> endings() {
        return List.of(".bmp");
    }

    @Override
    Magic magic() {
        return Magic.BMP;
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
    Set<SampleType> types() {
        return Set.of(SampleType.UINT8);
    }

    @Override
    Set<Integer> colours() {
        return Set.of(1, 3);
    }

    @Override
    void write(Path file, VolumeHeader header, double[][] planes) {
        BmpPicture.write(file, header.grid().shape(), planes);
    }
}
