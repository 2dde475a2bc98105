package org.sagittal.preprocessing.dicom;

import java.util.List;
import java.util.Optional;

/**
 * What enhanced multi-frame files say of each frame: (frame, sequence) -> its item, from the frame's own groups or else the shared ones.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_C.7.6.16.html">PS3.3 C.7.6.16</a>
 */
public final class FunctionalGroups {
    private final Optional<DicomDataset> shared;
    private final List<DicomDataset> perFrame;

    private FunctionalGroups(Optional<DicomDataset> shared, List<DicomDataset> perFrame) {
        this.shared = shared;
        this.perFrame = perFrame;
    }

    /**
     * The groups of a data set.
     *
     * @param dataset of an enhanced image; others have none
     * @return its groups
     */
    public static FunctionalGroups of(DicomDataset dataset) {
        return new FunctionalGroups(
                dataset.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE),
                dataset.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE));
    }

    /**
     * Whether there are any.
     *
     * @return false for images that are not enhanced
     */
    public boolean isEmpty() {
        return shared.isEmpty() && perFrame.isEmpty();
    }

    /**
     * One group of one frame.
     *
     * @param frame from 0
     * @param sequenceTag e.g. {@link Tag#PLANE_POSITION_SEQUENCE}
     * @return its first item
     */
    public Optional<DicomDataset> group(int frame, int sequenceTag) {
        Optional<DicomDataset> own =
                frame < perFrame.size() ? perFrame.get(frame).item(sequenceTag) : Optional.empty();
        return own.or(() -> shared.flatMap(s -> s.item(sequenceTag)));
    }
}
