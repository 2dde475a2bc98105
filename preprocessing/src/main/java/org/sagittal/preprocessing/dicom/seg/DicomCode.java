package org.sagittal.preprocessing.dicom.seg;

import java.util.Optional;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.Tag;

/**
 * A coded concept, e.g. (10200004, SCT, Liver).
 *
 * @param value the code
 * @param scheme who gave it, e.g. {@code SCT} (SNOMED CT) or {@code DCM}
 * @param meaning for people
 */
public record DicomCode(String value, String scheme, String meaning) {
    /** What can be said of any organ or tissue. */
    public static final DicomCode ANATOMICAL_STRUCTURE = new DicomCode("91723000", "SCT", "Anatomical Structure");

    static final DicomCode SEGMENTATION = new DicomCode("113076", "DCM", "Segmentation");
    static final DicomCode SOURCE_IMAGE = new DicomCode("121322", "DCM", "Source image for image processing operation");

    private static final int LONGEST_VALUE = 16;
    private static final int LONGEST_MEANING = 64;

    /** Refuses codes that DICOM cannot hold. */
    public DicomCode {
        if (value.isBlank() || value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "value of a code must have 1 to " + LONGEST_VALUE + " characters, got '" + value + "'");
        }
        if (scheme.isBlank() || scheme.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "scheme of a code must have 1 to " + LONGEST_VALUE + " characters, got '" + scheme + "'");
        }
        if (meaning.isBlank() || meaning.length() > LONGEST_MEANING) {
            throw new IllegalArgumentException(
                    "meaning of a code must have 1 to " + LONGEST_MEANING + " characters, got '" + meaning + "'");
        }
    }

    /** A code as a file has it; empty if it is none, e.g. too long for its element. */
    static Optional<DicomCode> fitting(String value, String scheme, String meaning) {
        try {
            return Optional.of(new DicomCode(value, scheme, meaning));
        } catch (IllegalArgumentException e) {
            // A file with an unusual code is still read; what the code says is not needed for the labels.
            return Optional.empty();
        }
    }

    DicomDataset item() {
        return DicomDataset.builder()
                .put(Tag.CODE_VALUE, value)
                .put(Tag.CODING_SCHEME_DESIGNATOR, scheme)
                .put(Tag.CODE_MEANING, meaning)
                .build();
    }
}
