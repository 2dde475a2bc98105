package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVolume;

/** JPEG, grey or colours. What is lost when it is written is little for the eye; label maps are not written. */
public final class JpegFormat extends PictureFormat {
    /** Makes the format. */
    public JpegFormat() {
        super("jpeg", List.of(".jpeg", ".jpg"), Magic.JPEG, Written.BYTES);
    }

    @Override
    Head head(Path file) throws IOException {
        return JpegHeader.read(file);
    }

    @Override
    void write(Path file, VolumeHeader header, double[][] planes) {
        JdkPicture.writeJpeg(file, header.grid().shape(), planes);
    }

    @Override
    public void writeLabels(Path file, LabelVolume labels, int dimensions) {
        throw new FormatException(
                file, "cannot be written: JPEG changes values, so labels do not come back; write PNG");
    }
}
