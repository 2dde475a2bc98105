package org.sagittal.preprocessing.image2d;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.volume.LabelVolume;

/** JPEG, grey or colours. What is lost when it is written is little for the eye; label maps are not written. */
public final class JpegFormat extends PictureFormat {
    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public List<String> endings() {
        return List.of(".jpeg", ".jpg");
    }

    @Override
    Magic magic() {
        return Magic.JPEG;
    }

    @Override
    Head head(Path file) throws IOException {
        return JpegHeader.read(file);
    }

    @Override
    Picture pixels(Path file) {
        return Pictures.read(file);
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
        JdkPicture.writeJpeg(file, header.grid().shape(), planes);
    }

    @Override
    public void writeLabels(Path file, LabelVolume labels, int dimensions) {
        throw new FormatException(
                file, "cannot be written: JPEG changes values, so labels do not come back; write PNG");
    }
}
