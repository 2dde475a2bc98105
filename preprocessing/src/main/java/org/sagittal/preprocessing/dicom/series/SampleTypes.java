package org.sagittal.preprocessing.dicom.series;

import java.util.List;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.FunctionalGroups;
import org.sagittal.preprocessing.dicom.Rescale;
import org.sagittal.preprocessing.dicom.SampleLayout;

/**
 * The type of a series' values after rescale, as GDCM chooses it: the stored type where nothing is rescaled, float64 where the line is not
 * whole, else the smallest type that holds the line's values at the ends of the stored range.
 */
final class SampleTypes {
    private static final List<SampleType> WHOLE = List.of(
            SampleType.UINT8,
            SampleType.INT8,
            SampleType.UINT16,
            SampleType.INT16,
            SampleType.UINT32,
            SampleType.INT32);

    private SampleTypes() {}

    /**
     * The type that holds all frames.
     *
     * @param frames at least one
     * @param components numbers a pixel; colours are not rescaled
     * @return the type
     */
    static SampleType of(List<SourceFrame> frames, int components) {
        SampleLayout stored = frames.get(0).layout().sample();
        if (stored.floating()) {
            return stored.bitsAllocated() == 64 ? SampleType.FLOAT64 : SampleType.FLOAT32;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        boolean rescaled = false;
        for (SourceFrame frame : frames) {
            SampleLayout sample = frame.layout().sample();
            DicomDataset data = frame.file().dataset();
            Rescale line = Rescale.of(data, FunctionalGroups.of(data), frame.index());
            double low = sample.signed() ? -Math.scalb(1.0, sample.bitsStored() - 1) : 0;
            double high = Math.scalb(1.0, sample.bitsStored() - (sample.signed() ? 1 : 0)) - 1;
            whole &= line.slope() == Math.rint(line.slope()) && line.intercept() == Math.rint(line.intercept());
            rescaled |= !line.equals(Rescale.NONE);
            least = Math.min(least, Math.min(line.apply(low), line.apply(high)));
            greatest = Math.max(greatest, Math.max(line.apply(low), line.apply(high)));
        }
        return rescaled && components == 1 ? holding(least, greatest, whole) : stored(stored);
    }

    private static SampleType holding(double least, double greatest, boolean whole) {
        return WHOLE.stream()
                .filter(type -> whole && type.holds(least) && type.holds(greatest))
                .findFirst()
                .orElse(SampleType.FLOAT64);
    }

    private static SampleType stored(SampleLayout sample) {
        return switch (sample.bitsAllocated()) {
            case 1, 8 -> sample.signed() ? SampleType.INT8 : SampleType.UINT8;
            case 16 -> sample.signed() ? SampleType.INT16 : SampleType.UINT16;
            default -> sample.signed() ? SampleType.INT32 : SampleType.UINT32;
        };
    }
}
