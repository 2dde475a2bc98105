package org.sagittal.geometry.transform;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sagittal.geometry.volume.Shape;

/** Components that touch by corners in 256^3 voxels: 512 balls, or a tenth of all voxels at random. */
@State(Scope.Benchmark)
public class ConnectedComponentsBenchmark {
    private static final int SIZE = 256;

    @Param({"balls", "noise"})
    public String what;

    private final boolean[][] mask = new boolean[SIZE][SIZE * SIZE];

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        for (int z = 0; z < SIZE; z++) {
            for (int i = 0; i < SIZE * SIZE; i++) {
                mask[z][i] = what.equals("noise")
                        ? random.nextInt(10) == 0
                        : squared(z) + squared(i / SIZE) + squared(i % SIZE) < 144;
            }
        }
    }

    private static int squared(int at) {
        return (at % 32 - 16) * (at % 32 - 16);
    }

    @Benchmark
    public int components() {
        return ConnectedComponents.of(new Shape(SIZE, SIZE, SIZE), this::runs, ConnectedComponents.Connectivity.CORNERS)
                .count();
    }

    private void runs(int z, int y, ConnectedComponents.RunTaker taker) {
        boolean[] slice = mask[z];
        int row = y * SIZE;
        for (int x = 0; x < SIZE; ) {
            int start = x;
            while (x < SIZE && slice[row + x]) {
                x++;
            }
            if (x > start) {
                taker.run(start, x);
            }
            x++;
        }
    }
}
