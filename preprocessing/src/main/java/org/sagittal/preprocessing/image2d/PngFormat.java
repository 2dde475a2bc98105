package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;

/** PNG of 1 to 16 bits, grey, colours or a palette; written with the size of a pixel where ITK looks for it. */
public final class PngFormat extends PictureFormat {
    /** Makes the format. */
    public PngFormat() {
        super(
                "png",
                List.of(".png"),
                Magic.PNG,
                new Written(Set.of(SampleType.UINT8, SampleType.UINT16), Set.of(1, 2, 3, 4)));
    }

    @Override
    Head head(Path file) throws IOException {
        PngHeader header = PngHeader.read(file);
        return new Head(name(), header.width(), header.height(), header.components(), header.type(), header.pixelMm());
    }

    @Override
    Picture pixels(Path file) throws IOException {
        return new PngPicture(file).asSimpleItk();
    }

    @Override
    void write(Path file, VolumeHeader header, double[][] planes) {
        double[] mm = header.grid().spacing().toArrayMm();
        PngPicture.write(file, header.grid().shape(), header.type(), planes, new double[] {mm[1], mm[2]});
    }
}
