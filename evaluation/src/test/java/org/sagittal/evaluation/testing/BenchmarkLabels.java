package org.sagittal.evaluation.testing;

import java.util.SplittableRandom;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Label maps of 256^3 voxels of (1.5, 0.8, 0.8) mm for benchmarks; two with different shifts are a pair to be scored. */
public final class BenchmarkLabels {
    private static final int SIZE = 256;
    private static final Shape SHAPE = new Shape(SIZE, SIZE, SIZE);
    private static final Spacing SPACING = new Spacing(1.5, 0.8, 0.8);

    private BenchmarkLabels() {}

    /** Two bumpy organs, labels 1 and 2. */
    public static LabelVolume organs(int shift) {
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> {
            double liver = sq((z - 130 - shift) / 70.0) + sq((y - 110) / 80.0) + sq((x - 100 + shift) / 60.0);
            double kidney = sq((z - 90) / 40.0) + sq((y - 180 + shift) / 30.0) + sq((x - 190) / 25.0);
            double bumps = 0.05 * Math.sin(z / 5.0 + shift) * Math.sin(y / 7.0) * Math.sin(x / 4.0);
            return liver + bumps <= 1 ? 1 : kidney + bumps <= 1 ? 2 : 0;
        });
    }

    /** Twenty balls, labels 1 to 20. */
    public static LabelVolume balls(int shift) {
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> {
            int cell = z / 128 * 10 + y / 128 * 5 + x / 52;
            double d = sq(z % 128 - 64.0 + shift) + sq(y % 128 - 64.0) + sq(x % 52 - 26.0 + shift);
            return cell < 20 && d < 24 * 24 ? cell + 1 : 0;
        });
    }

    /** Labels 0 to 19 at random. */
    public static LabelVolume noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> random.nextInt(20));
    }

    private static double sq(double value) {
        return value * value;
    }
}
