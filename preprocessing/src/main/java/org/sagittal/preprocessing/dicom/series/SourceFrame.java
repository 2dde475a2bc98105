package org.sagittal.preprocessing.dicom.series;

import org.sagittal.preprocessing.dicom.DicomFile;
import org.sagittal.preprocessing.dicom.FrameLayout;
import org.sagittal.preprocessing.dicom.Tag;

/**
 * One frame of a series: where its pixels are stored, and where they lie.
 *
 * @param file the file
 * @param index frame within the file, from 0
 * @param ofSeveral whether the file has other frames
 * @param plane where its pixels lie
 * @param layout how they are stored
 */
public record SourceFrame(DicomFile file, int index, boolean ofSeveral, SlicePlane plane, FrameLayout layout) {
    /**
     * The kind of image.
     *
     * @return SOP Class UID; empty if the file does not say
     */
    public String classUid() {
        return file.dataset()
                .uid(Tag.SOP_CLASS_UID)
                .or(() -> file.meta().uid(Tag.MEDIA_STORAGE_SOP_CLASS_UID))
                .orElse("");
    }

    /**
     * The image.
     *
     * @return SOP Instance UID; empty if the file does not say
     */
    public String instanceUid() {
        return file.dataset()
                .uid(Tag.SOP_INSTANCE_UID)
                .or(() -> file.meta().uid(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID))
                .orElse("");
    }

    /**
     * Whether others can refer to the image.
     *
     * @return true if it has both identifiers, which some programs remove with the patient's name
     */
    public boolean named() {
        return !classUid().isEmpty() && !instanceUid().isEmpty();
    }

    /** What messages call it. */
    String name() {
        String name = file.path().getFileName().toString();
        return ofSeveral ? "frame " + (index + 1) + " of " + name : name;
    }
}
