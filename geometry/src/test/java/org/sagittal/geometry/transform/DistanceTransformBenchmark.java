package org.sagittal.geometry.transform;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Times the distance map of a ball in 256^3 voxels; run it by hand, with the number of threads as argument. */
final class DistanceTransformBenchmark {
    private static final int SIZE = 256;

    private DistanceTransformBenchmark() {}

    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Shape shape = new Shape(SIZE, SIZE, SIZE);
        boolean[][] ball = new boolean[SIZE][SIZE * SIZE];
        for (int z = 0; z < SIZE; z++) {
            for (int i = 0; i < SIZE * SIZE; i++) {
                double y = i / SIZE - 120.0;
                double x = i % SIZE - 131.0;
                ball[z][i] = (z - 128.0) * (z - 128.0) + y * y + x * x < 3600;
            }
        }
        for (int round = 0; round < 6; round++) {
            long start = System.nanoTime();
            long busy = os.getProcessCpuTime();
            DistanceTransform.toForegroundMm(shape, ball, new Spacing(1.5, 0.8, 0.8), threads);
            System.out.printf(
                    "%d threads: %.3f s, of processors %.3f s%n",
                    threads, (System.nanoTime() - start) / 1e9, (os.getProcessCpuTime() - busy) / 1e9);
        }
    }
}
