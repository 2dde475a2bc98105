package org.sagittal.evaluation.surface;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.overlap.JointHistogram;
import org.sagittal.evaluation.profile.PairScoring;
import org.sagittal.evaluation.profile.Profile;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/**
 * Times what the Javadoc of {@link NearestSearch} and {@code JointHistogram} claims; run it by hand. Arguments: threads, and
 * optionally two label files in place of the two organs of 256^3 voxels.
 */
final class SurfaceBenchmark {
    private static final int SIZE = 256;
    private static final Shape SHAPE = new Shape(SIZE, SIZE, SIZE);
    private static final Spacing SPACING = new Spacing(1.5, 0.8, 0.8);

    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private SurfaceBenchmark() {}

    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        if (arguments.length == 3) {
            LabelVolume reference = labels(arguments[1]);
            LabelVolume prediction = labels(arguments[2]);
            profiles(reference, prediction, presentIn(reference, prediction), threads);
            return;
        }
        LabelVolume reference = organs(0);
        LabelVolume prediction = organs(3);
        profiles(reference, prediction, List.of(1, 2), threads);
        histogram(manyLabels(0), manyLabels(2), "20 balls");
        histogram(noise(1), noise(2), "20 labels of noise");
        profiles(
                manyLabels(0),
                manyLabels(2),
                IntStream.rangeClosed(1, 20).boxed().toList(),
                threads);
    }

    private static LabelVolume labels(String file) {
        return VolumeFormats.of(Path.of(file)).readLabels(Path.of(file));
    }

    private static List<Integer> presentIn(LabelVolume reference, LabelVolume prediction) {
        return JointHistogram.of(reference.voxels(), prediction.voxels(), OptionalInt.empty()).labels().stream()
                .filter(label -> label > 0)
                .toList();
    }

    private static LabelVolume organs(int shift) {
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> {
            double liver = sq((z - 130 - shift) / 70.0) + sq((y - 110) / 80.0) + sq((x - 100 + shift) / 60.0);
            double kidney = sq((z - 90) / 40.0) + sq((y - 180 + shift) / 30.0) + sq((x - 190) / 25.0);
            double bumps = 0.05 * Math.sin(z / 5.0 + shift) * Math.sin(y / 7.0) * Math.sin(x / 4.0);
            return liver + bumps <= 1 ? 1 : kidney + bumps <= 1 ? 2 : 0;
        });
    }

    private static LabelVolume manyLabels(int shift) {
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> {
            int cell = z / 128 * 10 + y / 128 * 5 + x / 52;
            double d = sq(z % 128 - 64.0 + shift) + sq(y % 128 - 64.0) + sq(x % 52 - 26.0 + shift);
            return cell < 20 && d < 24 * 24 ? cell + 1 : 0;
        });
    }

    private static LabelVolume noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> random.nextInt(20));
    }

    private static double sq(double value) {
        return value * value;
    }

    private static void profiles(LabelVolume reference, LabelVolume prediction, List<Integer> labels, int threads) {
        for (Profile profile : List.of(Profiles.SAGITTAL, Profiles.DEEPMIND, Profiles.MEDPY, Profiles.MONAI)) {
            double best = Double.POSITIVE_INFINITY;
            double processor = Double.POSITIVE_INFINITY;
            for (int round = 0; round < 8; round++) {
                long start = System.nanoTime();
                long busy = OS.getProcessCpuTime();
                new PairScoring(reference, prediction, ScoringScheme.ofLabels(labels), 3, threads)
                        .score(profile, List.of(1.0, 2.0, 3.0));
                best = Math.min(best, (System.nanoTime() - start) / 1e9);
                processor = Math.min(processor, (OS.getProcessCpuTime() - busy) / 1e9);
            }
            System.out.printf(
                    "%d labels, %s, %d threads: %.3f s, of processors %.3f s%n",
                    labels.size(), profile.id(), threads, best, processor);
        }
    }

    private static void histogram(LabelVolume reference, LabelVolume prediction, String what) {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 10; round++) {
            long start = System.nanoTime();
            JointHistogram pairs = JointHistogram.of(reference.voxels(), prediction.voxels(), OptionalInt.empty());
            for (int label = 1; label <= 20; label++) {
                pairs.confusion(LabelGroup.label("label", label));
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        System.out.printf("Dice of %s in 256^3: %.4f s%n", what, best);
    }
}
