package org.sagittal.preprocessing.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

class ChunkGridTest {
    @Test
    void chunksFollowEachOtherWithoutGaps() {
        for (Shape shape : List.of(new Shape(1, 1, 1), new Shape(7, 9, 11), new Shape(4, 6, 10), new Shape(3, 20, 5))) {
            ChunkGrid grid = new ChunkGrid(shape, new Shape(2, 3, 5));
            long[] next = {0};

            grid.visit(Box.of(shape), (chunk, part) -> {
                assertThat(part).isEqualTo(chunk);
                assertThat(grid.offset(chunk)).isEqualTo(next[0]);
                next[0] += chunk.shape().voxels();
            });

            assertThat(next[0]).isEqualTo(shape.voxels());
        }
    }

    @Test
    void everyVoxelOfABoxIsVisitedOnce() {
        Shape shape = new Shape(9, 13, 17);
        ChunkGrid grid = new ChunkGrid(shape, new Shape(4, 4, 8));
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            int z = random.nextInt(9);
            int y = random.nextInt(13);
            int x = random.nextInt(17);
            Box box = new Box(
                    z,
                    y,
                    x,
                    z + 1 + random.nextInt(9 - z),
                    y + 1 + random.nextInt(13 - y),
                    x + 1 + random.nextInt(17 - x));
            BitSet seen = new BitSet();

            grid.visit(box, (chunk, part) -> {
                for (int pz = part.startZ(); pz < part.endZ(); pz++) {
                    for (int py = part.startY(); py < part.endY(); py++) {
                        for (int px = part.startX(); px < part.endX(); px++) {
                            int voxel = (pz * 13 + py) * 17 + px;
                            assertThat(seen.get(voxel)).isFalse();
                            seen.set(voxel);
                        }
                    }
                }
            });

            assertThat(seen.cardinality()).isEqualTo((int) box.shape().voxels());
        }
    }

    @Test
    void slicesAndVolumesGetChunksOfOneSize() {
        Shape shape = new Shape(5, 600, 700);

        assertThat(ChunkGrid.of(2, shape).chunk()).isEqualTo(new Shape(1, 128, 256));
        assertThat(ChunkGrid.of(3, shape).chunk()).isEqualTo(new Shape(16, 32, 64));
        assertThat(ChunkGrid.of(2, shape).chunk().voxels())
                .isEqualTo(ChunkGrid.of(3, shape).chunk().voxels());
    }
}
