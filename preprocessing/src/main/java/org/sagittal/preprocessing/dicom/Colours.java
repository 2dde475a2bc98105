package org.sagittal.preprocessing.dicom;

/**
 * Stored colours -> red, green and blue: brightness and colour differences by the exact equations of ITU-R BT.601, palettes by their
 * tables. Grey stays as it is stored, inverted grey (MONOCHROME1) too.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_C.7.6.3.html#sect_C.7.6.3.1.2">PS3.3 C.7.6.3.1.2</a>
 */
final class Colours {
    private Colours() {}

    static int[] converted(int[] numbers, DicomDataset set, FrameLayout layout) {
        return switch (layout.photometric()) {
            case "YBR_FULL", "YBR_FULL_422" -> layout.samples() == 3 ? redGreenBlue(numbers, layout.sample()) : numbers;
            case "PALETTE COLOR" ->
                layout.samples() == 1
                        ? Palette.of(set, layout.sample().bitsAllocated()).applied(numbers)
                        : numbers;
            default -> numbers;
        };
    }

    private static int[] redGreenBlue(int[] numbers, SampleLayout sample) {
        double centre = 1L << sample.bitsStored() - 1;
        double most = 2 * centre - 1;
        for (int i = 0; i < numbers.length; i += 3) {
            double y = numbers[i];
            double cb = numbers[i + 1] - centre;
            double cr = numbers[i + 2] - centre;
            numbers[i] = rounded(y + 1.402 * cr, most);
            numbers[i + 1] = rounded(y - (0.114 * 1.772 * cb + 0.299 * 1.402 * cr) / 0.587, most);
            numbers[i + 2] = rounded(y + 1.772 * cb, most);
        }
        return numbers;
    }

    private static int rounded(double value, double most) {
        return (int) (long) Math.max(0, Math.min(most, (long) (value + 0.5)));
    }
}
