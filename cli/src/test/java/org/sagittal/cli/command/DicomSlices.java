package org.sagittal.cli.command;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomWriter;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.Vr;

/** An image as a folder of DICOM files, for tests. */
final class DicomSlices {
    private DicomSlices() {}

    /**
     * Writes a series of MR images whose file names run against their places.
     *
     * @param folder where to
     * @param grid where the voxels lie; its z axis must be x cross y
     * @param voxels whole numbers from -32768 to 32767
     * @param series Series Instance UID
     */
    static void write(Path folder, VoxelGrid grid, FloatVoxels voxels, String series) {
        double[] d = grid.direction();
        Vec3 up = new Vec3(d[2], d[5], d[8]);
        int slices = grid.shape().z();
        for (int z = 0; z < slices; z++) {
            Vec3 origin = grid.originMm().along(up, z * grid.spacing().zMm());
            float[] values = voxels.slice(z);
            ByteBuffer pixels = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                pixels.putShort((short) value);
            }
            DicomDataset image = DicomDataset.builder()
                    .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4")
                    .put(Tag.SOP_INSTANCE_UID, series + "." + (z + 1))
                    .put(Tag.SERIES_INSTANCE_UID, series)
                    .put(Tag.STUDY_INSTANCE_UID, "1.2.3")
                    .put(Tag.MODALITY, "MR")
                    .put(Tag.PATIENT_ID, "somebody")
                    .put(Tag.IMAGE_POSITION_PATIENT, origin.x(), origin.y(), origin.z())
                    .put(Tag.IMAGE_ORIENTATION_PATIENT, d[0], d[3], d[6], d[1], d[4], d[7])
                    .put(Tag.PIXEL_SPACING, grid.spacing().yMm(), grid.spacing().xMm())
                    .put(Tag.ROWS, grid.shape().y())
                    .put(Tag.COLUMNS, grid.shape().x())
                    .put(Tag.SAMPLES_PER_PIXEL, 1)
                    .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                    .put(Tag.BITS_ALLOCATED, 16)
                    .put(Tag.BITS_STORED, 16)
                    .put(Tag.HIGH_BIT, 15)
                    .put(Tag.PIXEL_REPRESENTATION, 1)
                    .put(Tag.PIXEL_DATA, Vr.OW, pixels.array())
                    .build();
            DicomWriter.write(folder.resolve(String.format("i%03d", slices - z)), image);
        }
    }
}
