package org.sagittal.preprocessing.dicom.series;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomDatasetBuilder;
import org.sagittal.preprocessing.dicom.DicomWriter;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.Vr;

/** DICOM files of a few pixels, for tests. */
public final class TinySeries {
    /** Rows of each image. */
    public static final int ROWS = 3;
    /** Columns of each image. */
    public static final int COLUMNS = 4;

    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1";

    private TinySeries() {}

    /**
     * A CT image without place and pixels; its values are rescaled by -1000.
     *
     * @param uid of the image
     * @return to be completed
     */
    public static DicomDatasetBuilder image(String uid) {
        return DicomDataset.builder()
                .put(Tag.SOP_CLASS_UID, CT)
                .put(Tag.SOP_INSTANCE_UID, uid)
                .put(Tag.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tag.SERIES_INSTANCE_UID, "1.2.3.4")
                .put(Tag.FRAME_OF_REFERENCE_UID, "1.2.3.5")
                .put(Tag.STUDY_DATE, "20200102")
                .put(Tag.STUDY_TIME, "030405")
                .put(Tag.MODALITY, "CT")
                .put(Tag.SERIES_DESCRIPTION, "Thorax")
                .put(Tag.SERIES_NUMBER, "7")
                .put(Tag.PATIENT_NAME, "Muster^Mäxi")
                .put(Tag.PATIENT_ID, "p1")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.PIXEL_SPACING, 0.5, 0.25)
                .put(Tag.SLICE_THICKNESS, 3.0)
                .put(Tag.IMAGE_ORIENTATION_PATIENT, 1.0, 0, 0, 0, 1, 0)
                .put(Tag.ROWS, ROWS)
                .put(Tag.COLUMNS, COLUMNS)
                .put(Tag.SAMPLES_PER_PIXEL, 1)
                .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Tag.BITS_ALLOCATED, 16)
                .put(Tag.BITS_STORED, 12)
                .put(Tag.HIGH_BIT, 11)
                .put(Tag.PIXEL_REPRESENTATION, 0)
                .put(Tag.RESCALE_SLOPE, "1")
                .put(Tag.RESCALE_INTERCEPT, "-1000");
    }

    /**
     * An image at a place.
     *
     * @param uid of the image
     * @param x left, millimetres
     * @param y back, millimetres
     * @param z up, millimetres
     * @return to be completed
     */
    public static DicomDatasetBuilder at(String uid, double x, double y, double z) {
        return image(uid).put(Tag.IMAGE_POSITION_PATIENT, x, y, z);
    }

    /**
     * Writes an image whose frames are each full of one stored value.
     *
     * @param file where to
     * @param image what it says
     * @param valueOfFrames one a frame
     */
    public static void write(Path file, DicomDatasetBuilder image, int... valueOfFrames) {
        ByteBuffer pixels =
                ByteBuffer.allocate(valueOfFrames.length * ROWS * COLUMNS * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : valueOfFrames) {
            for (int i = 0; i < ROWS * COLUMNS; i++) {
                pixels.putShort((short) value);
            }
        }
        DicomWriter.write(file, image.put(Tag.PIXEL_DATA, Vr.OW, pixels.array()).build());
    }

    /**
     * Writes an axial series, 2 mm apart, whose file names run against its places; slice z is full of -1000 + z.
     *
     * @param folder where to
     * @param slices how many
     */
    public static void write(Path folder, int slices) {
        for (int z = 0; z < slices; z++) {
            write(folder.resolve((char) ('z' - z) + ".dcm"), at("1.2.3.4." + (z + 1), 10, 20, 30 + 2 * z), z);
        }
    }

    /**
     * Writes an enhanced CT with a frame at each height; frame i has stored value i, slope 2 and intercept 10 * i.
     *
     * @param file where to
     * @param heightsMm z of each frame; NaN for one that does not say where it lies
     */
    public static void writeEnhanced(Path file, double... heightsMm) {
        List<DicomDataset> frames = new ArrayList<>();
        int[] values = new int[heightsMm.length];
        for (int i = 0; i < heightsMm.length; i++) {
            values[i] = i;
            DicomDataset position = DicomDataset.builder()
                    .put(Tag.IMAGE_POSITION_PATIENT, 1, 2, Double.isNaN(heightsMm[i]) ? 0 : heightsMm[i])
                    .build();
            DicomDataset rescale = DicomDataset.builder()
                    .put(Tag.RESCALE_SLOPE, "2")
                    .put(Tag.RESCALE_INTERCEPT, Integer.toString(10 * i))
                    .build();
            DicomDatasetBuilder frame =
                    DicomDataset.builder().put(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, List.of(rescale));
            frames.add(
                    Double.isNaN(heightsMm[i])
                            ? frame.build()
                            : frame.put(Tag.PLANE_POSITION_SEQUENCE, List.of(position))
                                    .build());
        }
        DicomDataset measures = DicomDataset.builder()
                .put(Tag.PIXEL_SPACING, 2, 3)
                .put(Tag.SLICE_THICKNESS, 9)
                .build();
        DicomDataset orientation = DicomDataset.builder()
                .put(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
                .build();
        DicomDataset shared = DicomDataset.builder()
                .put(Tag.PIXEL_MEASURES_SEQUENCE, List.of(measures))
                .put(Tag.PLANE_ORIENTATION_SEQUENCE, List.of(orientation))
                .build();
        write(
                file,
                image("1.2.3.4.1")
                        .put(Tag.SOP_CLASS_UID, ENHANCED_CT)
                        .put(Tag.NUMBER_OF_FRAMES, heightsMm.length)
                        .put(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared))
                        .put(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames),
                values);
    }
}
