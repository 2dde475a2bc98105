package org.sagittal.preprocessing.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.dicom.series.DicomSeries;
import org.sagittal.preprocessing.dicom.volume.DicomFormat;

/**
 * One of nnU-Net's readers of volumes that takes DICOM as well: a file, or a folder with a series, is the image that its conversion to NIfTI
 * would be. Everything else is left to the reader itself.
 */
final class SeriesAwareReader implements ImageReader {
    private final ImageReader plain;
    private final SimpleItkReader volumes;
    private final Optional<String> seriesUid;
    private final Consumer<String> remarks;

    /**
     * Makes a reader.
     *
     * @param plain reads what is no DICOM
     * @param reorient whether images are turned to RAS
     * @param seriesUid which series of a folder; empty if each holds one
     * @param remarks takes sentences about series that are read although they are not quite regular
     */
    SeriesAwareReader(ImageReader plain, boolean reorient, Optional<String> seriesUid, Consumer<String> remarks) {
        this.plain = plain;
        this.volumes = new SimpleItkReader(reorient);
        this.seriesUid = seriesUid;
        this.remarks = remarks;
    }

    @Override
    public String nnunetName() {
        return plain.nnunetName();
    }

    @Override
    public CaseImages readImages(List<Path> files) {
        return Channels.join(files, this::read);
    }

    private CaseImages read(Path file) {
        boolean dicom = Files.isDirectory(file) || VolumeFormats.of(file) instanceof DicomFormat;
        if (!dicom) {
            return plain.readImages(List.of(file));
        }
        DicomSeries series = DicomFormat.series(file, seriesUid);
        series.warnings().forEach(warning -> remarks.accept(file + ": " + warning));
        return volumes.read(file, DicomFormat.of(series));
    }

    @Override
    public LabelVoxels readLabel(Path file) {
        return plain.readLabel(file);
    }

    @Override
    public void writeLabel(LabelVoxels labels, CaseImages like, Path file) {
        plain.writeLabel(labels, like, file);
    }

    @Override
    public void writeIntensities(FloatVoxels values, CaseImages like, Path file) {
        plain.writeIntensities(values, like, file);
    }
}
