package org.sagittal.models.training.sampling;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.Augmentation;
import org.sagittal.models.augment.AugmentationSetup;
import org.sagittal.models.augment.patch.RandomStream;

/**
 * What a training sample costs on one core: reading, rotation, intensity, mirroring. Run its main method; arguments are a patch (z y x),
 * the number of channels and the number of samples.
 */
final class SampleBenchmark {
    private SampleBenchmark() {}

    /**
     * Measures.
     *
     * @param arguments z y x channels samples; default 40 56 40 1 2000
     */
    public static void main(String[] arguments) {
        int[] numbers = {40, 56, 40, 1, 2000};
        for (int i = 0; i < arguments.length; i++) {
            numbers[i] = Integer.parseInt(arguments[i]);
        }
        Shape patch = new Shape(numbers[0], numbers[1], numbers[2]);
        int channels = numbers[3];
        Shape extents = new Shape(patch.z() + 20, patch.y() + 20, patch.x() + 20);
        PatchSource source = new MemoryPatches(MemoryPatches.noisy(extents, channels, 1));
        Augmentation augmentation = Augmentation.training(
                AugmentationSetup.of(patch.z() == 1 ? 2 : 3, patch),
                patch.z() == 1 ? List.of(0, 1) : List.of(0, 1, 2),
                List.of(),
                List.of());
        SampleMaker maker = new SampleMaker(source, augmentation, false, false);
        // Processor time, not time on the wall: other work on the machine must not count.
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 5; round++) {
            long[] nanos = new long[numbers[4]];
            for (int i = 0; i < nanos.length; i++) {
                long start = clock.getCurrentThreadCpuTime();
                maker.make(RandomStream.of(i), i % 2 == 0);
                nanos[i] = clock.getCurrentThreadCpuTime() - start;
            }
            double mean = Arrays.stream(nanos).average().orElseThrow() / 1e6;
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "patch %s, %d channels: mean %.2f ms, median %.2f ms, 95 %% %.2f ms%n",
                    patch,
                    channels,
                    mean,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 95 / 100] / 1e6);
        }
    }
}
