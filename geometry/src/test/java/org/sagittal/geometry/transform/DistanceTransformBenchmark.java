package org.sagittal.geometry.transform;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** The distance map of a ball in 256^3 voxels. */
@State(Scope.Benchmark)
public class DistanceTransformBenchmark {
    private static final int SIZE = 256;

    @Param({"1", "2"})
    public int threads;

    private final Shape shape = new Shape(SIZE, SIZE, SIZE);
    private final boolean[][] ball = new boolean[SIZE][SIZE * SIZE];

    @Setup
    public void draw() {
        for (int z = 0; z < SIZE; z++) {
            for (int i = 0; i < SIZE * SIZE; i++) {
                double y = i / SIZE - 120.0;
                double x = i % SIZE - 131.0;
                ball[z][i] = (z - 128.0) * (z - 128.0) + y * y + x * x < 3600;
            }
        }
    }

    @Benchmark
    public double[][] toForegroundMm() {
        return DistanceTransform.toForegroundMm(shape, ball, new Spacing(1.5, 0.8, 0.8), threads);
    }
}
