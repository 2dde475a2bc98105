package org.sagittal.preprocessing.dicom;

import java.util.List;

/**
 * One element of a data set: a tag, a value representation, and either bytes or nested data sets.
 *
 * @param tag 32 bits, group in the upper half; {@link Tag}
 * @param vr how the bytes are to be read
 * @param value the bytes, in the byte order of their data set; empty for a sequence
 * @param items the nested data sets of a sequence, else empty
 */
record DicomElement(int tag, Vr vr, byte[] value, List<DicomDataset> items) {
    private static final byte[] NOTHING = {};

    DicomElement {
        items = List.copyOf(items);
    }

    static DicomElement of(int tag, Vr vr, byte[] value) {
        return new DicomElement(tag, vr, value, List.of());
    }

    static DicomElement sequence(int tag, List<DicomDataset> items) {
        return new DicomElement(tag, Vr.SQ, NOTHING, items);
    }
}
