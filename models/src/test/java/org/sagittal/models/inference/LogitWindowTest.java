package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

class LogitWindowTest {
    private static final Shape IMAGE = new Shape(9, 8, 150);
    private static final Shape PATCH = new Shape(4, 5, 70);

    private static List<float[]> run(long heapSlices) {
        Random random = new Random(1);
        List<float[]> slices = new ArrayList<>();
        LogitSink sink = (z, logits) -> {
            for (float[] head : logits) {
                slices.add(head.clone());
            }
        };
        // a slice of three heads and the weights
        long slice = 4L * IMAGE.sliceVoxels() * Float.BYTES;
        SumsRoom room = new SumsRoom(new SumsBudget(heapSlices * slice, 0, 0, 0), new SpareSums());
        try (LogitWindow window = new LogitWindow(3, Box.of(IMAGE), PATCH, room)) {
            for (int z : TileGrid.starts(9, 4, 0.5)) {
                window.finishBelow(z, sink);
                for (int y : TileGrid.starts(8, 5, 0.5)) {
                    for (int x : TileGrid.starts(150, 70, 0.5)) {
                        float[] tile = new float[5 + 3 * Math.toIntExact(PATCH.voxels())];
                        for (int i = 0; i < tile.length; i++) {
                            tile[i] = random.nextFloat();
                        }
                        window.add(FloatBuffer.wrap(tile), 5, new Tile(z, y, x));
                    }
                }
            }
            window.finishBelow(Integer.MAX_VALUE, sink);
        }
        return slices;
    }

    @Test
    void aFileHoldsTheSameSumsAsTheHeap() {
        List<float[]> onHeap = run(100);
        List<float[]> inFile = run(3);

        assertThat(onHeap).hasSize(9 * 3);
        for (int i = 0; i < onHeap.size(); i++) {
            assertThat(inFile.get(i)).isEqualTo(onHeap.get(i));
        }
    }
}
