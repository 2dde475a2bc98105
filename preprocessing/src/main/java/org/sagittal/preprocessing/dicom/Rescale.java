package org.sagittal.preprocessing.dicom;

/**
 * The modality's line: stored number -> slope * number + intercept, e.g. Hounsfield units of CT.
 *
 * @param slope finite, not 0
 * @param intercept finite
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_C.11.html">PS3.3 C.11.1.1.2</a>
 */
public record Rescale(double slope, double intercept) {
    /** Leaves numbers as they are. */
    public static final Rescale NONE = new Rescale(1, 0);

    /** Refuses a line without slope. */
    public Rescale {
        if (!Double.isFinite(slope) || slope == 0 || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "a rescale must have a finite slope other than 0 and a finite intercept, got " + slope + " and "
                            + intercept);
        }
    }

    /**
     * The line of one frame: its own group, the shared one, else the data set's own elements. A slope of 0 counts as 1, as in GDCM.
     *
     * @param dataset of a file
     * @param groups of the same file
     * @param frame from 0
     * @return {@link #NONE} where nothing is said
     */
    public static Rescale of(DicomDataset dataset, FunctionalGroups groups, int frame) {
        DicomDataset from =
                groups.group(frame, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE).orElse(dataset);
        double slope = finite(from.decimal(Tag.RESCALE_SLOPE).orElse(1), 1);
        double intercept = finite(from.decimal(Tag.RESCALE_INTERCEPT).orElse(0), 0);
        return slope == 1 && intercept == 0 ? NONE : new Rescale(slope == 0 ? 1 : slope, intercept);
    }

    private static double finite(double value, double otherwise) {
        return Double.isFinite(value) ? value : otherwise;
    }

    /**
     * Applies the line.
     *
     * @param stored a stored number
     * @return the rescaled number
     */
    public double apply(double stored) {
        return slope * stored + intercept;
    }

    /** Whether whole numbers stay whole. */
    boolean whole() {
        return slope == (int) slope && intercept == (int) intercept;
    }
}
