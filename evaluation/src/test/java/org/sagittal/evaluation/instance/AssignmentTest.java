package org.sagittal.evaluation.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private static double best(List<OverlapTable.Overlap> overlaps, int from, long rows, long columns) {
        if (from == overlaps.size()) {
            return 0;
        }
        OverlapTable.Overlap o = overlaps.get(from);
        double without = best(overlaps, from + 1, rows, columns);
        boolean free = (rows >> o.reference() & 1) == 0 && (columns >> o.prediction() & 1) == 0;
        double with = free
                ? o.voxels() + best(overlaps, from + 1, rows | 1L << o.reference(), columns | 1L << o.prediction())
                : 0;
        return Math.max(with, without);
    }

    @Test
    void noChoiceIsWorthMore() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 300; round++) {
            int rows = 1 + random.nextInt(5);
            int columns = 1 + random.nextInt(5);
            List<OverlapTable.Overlap> overlaps = new ArrayList<>();
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    if (random.nextDouble() < 0.6) {
                        overlaps.add(new OverlapTable.Overlap(r, c, 1 + random.nextInt(20)));
                    }
                }
            }
            List<OverlapTable.Overlap> chosen = new Assignment(overlaps, OverlapTable.Overlap::voxels).pairs();
            assertThat(chosen.stream().mapToLong(OverlapTable.Overlap::voxels).sum())
                    .isEqualTo((long) best(overlaps, 0, 0, 0));
            assertThat(chosen).extracting(OverlapTable.Overlap::reference).doesNotHaveDuplicates();
            assertThat(chosen).extracting(OverlapTable.Overlap::prediction).doesNotHaveDuplicates();
        }
    }

    /** Greed takes 0.9 and leaves the others 0.2; together 0.8 and 0.7 are worth more. */
    @Test
    void greedIsNotBest() {
        List<OverlapTable.Overlap> overlaps = List.of(
                new OverlapTable.Overlap(0, 0, 9),
                new OverlapTable.Overlap(0, 1, 8),
                new OverlapTable.Overlap(1, 0, 7),
                new OverlapTable.Overlap(1, 1, 2),
                new OverlapTable.Overlap(2, 2, 5));
        assertThat(new Assignment(overlaps, o -> o.voxels() / 10.0)
                        .pairs().stream().mapToDouble(o -> o.voxels() / 10.0).sum())
                .isCloseTo(2.0, within(1e-12));
    }
}
