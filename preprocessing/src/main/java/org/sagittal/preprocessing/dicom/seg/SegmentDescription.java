package org.sagittal.preprocessing.dicom.seg;

import java.util.OptionalInt;

/**
 * What one segment is.
 *
 * @param label the number in the label map
 * @param name what people call it
 * @param category the kind of thing, e.g. anatomical structure
 * @param type the thing, e.g. liver
 */
public record SegmentDescription(int label, String name, DicomCode category, DicomCode type) {
    private static final int LONGEST_NAME = 64;

    /** Refuses background and names that DICOM cannot hold. */
    public SegmentDescription {
        if (label < 1 || label > Short.MAX_VALUE) {
            throw new IllegalArgumentException("label must lie in 1.." + Short.MAX_VALUE + ", got " + label);
        }
        if (name.isBlank() || name.contains("\\")) {
            throw new IllegalArgumentException("name must be a text without backslashes, got '" + name + "'");
        }
        if (name.length() > LONGEST_NAME) {
            name = name.substring(0, LONGEST_NAME);
        }
    }

    /**
     * A segment of which nothing but its name is known.
     *
     * @param label the number in the label map
     * @param name what people call it
     * @return coded as an anatomical structure
     */
    public static SegmentDescription of(int label, String name) {
        return new SegmentDescription(label, name, DicomCode.ANATOMICAL_STRUCTURE, DicomCode.ANATOMICAL_STRUCTURE);
    }

    /** The label that {@link #note} tells. */
    static OptionalInt labelIn(String note) {
        return note.matches("Label \\d{1,5}")
                ? OptionalInt.of(Integer.parseInt(note.substring(6)))
                : OptionalInt.empty();
    }

    /** Keeps the number in the label map, since segments must be counted from 1 without gaps. */
    String note() {
        return "Label " + label;
    }
}
