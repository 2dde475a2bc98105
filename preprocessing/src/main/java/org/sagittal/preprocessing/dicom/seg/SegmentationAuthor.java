package org.sagittal.preprocessing.dicom.seg;

/**
 * What made a segmentation.
 *
 * @param algorithm name of the model
 * @param software name and version of the program
 */
public record SegmentationAuthor(String algorithm, String software) {
    private static final int LONGEST = 64;

    /** Refuses empty names; cuts what DICOM cannot hold. */
    public SegmentationAuthor {
        if (algorithm.isBlank() || software.isBlank()) {
            throw new IllegalArgumentException(
                    "algorithm and software must not be empty, got '" + algorithm + "' and '" + software + "'");
        }
        algorithm = fitting(algorithm);
        software = fitting(software);
    }

    private static String fitting(String text) {
        String plain = text.replace('\\', '/').strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
