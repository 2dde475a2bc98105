package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.ResamplingSpec;

class BlockCutTest {
    private static final Shape LARGE = new Shape(600, 512, 512);
    private static final long BLOCK_BYTES = SumsBudget.of(1L << 40, 1L << 40).blockBytes();

    private static LogitPart part(Shape network, Shape file) {
        return LogitPart.whole(new Restoration(
                List.of(0, 1, 2),
                file,
                Box.of(file),
                network,
                Spacing.UNIT,
                Spacing.UNIT,
                ResamplingSpec.DEFAULT_PROBABILITIES));
    }

    private static SlidingWindow window(int features, int folds, double step) {
        PatchNetwork network = new FeatureNetwork(features, 100);
        return SlidingWindow.of(Collections.nCopies(folds, network), List.of(128, 128, 128), step, 1);
    }

    private static double repeated(List<LogitPart> blocks, SlidingWindow window) {
        long all = blocks.stream()
                .mapToLong(block ->
                        window.tilesAlong(1, LARGE, block.source()) * window.tilesAlong(2, LARGE, block.source()))
                .sum();
        Box whole = Box.of(LARGE);
        return (double) all / (window.tilesAlong(1, LARGE, whole) * window.tilesAlong(2, LARGE, whole));
    }

    /** A hundred classes on 512 x 512 x 600, at nnU-Net's step and at the fast one. */
    @ParameterizedTest
    @CsvSource({"32, 1, 0.5, 2, 1.15", "32, 1, 0.75, 2, 1.2", "32, 5, 0.5, 6, 1.5", "32, 5, 0.75, 6, 1.7"})
    void aLargeImageIsCutSoThatFewTilesAreRepeated(int features, int folds, double step, int count, double most) {
        SlidingWindow window = window(features, folds, step);
        List<LogitPart> blocks = BlockCut.of(part(LARGE, LARGE), window, BLOCK_BYTES);

        assertThat(blocks).hasSize(count);
        assertThat(repeated(blocks, window)).isLessThanOrEqualTo(most);
        assertThat(blocks)
                .allSatisfy(block -> assertThat(BlockCut.bytes(block, window)).isLessThanOrEqualTo(BLOCK_BYTES));
    }

    @ParameterizedTest
    @CsvSource({"1000000", "200000", "100000", "1"})
    void blocksCoverEveryVoxelOnce(long bytes) {
        Shape file = new Shape(7, 61, 83);
        SlidingWindow window = SlidingWindow.of(List.of(new FormulaNetwork(1, 3, 0)), List.of(4, 16, 16), 0.5, 1);
        List<LogitPart> blocks = BlockCut.of(part(new Shape(9, 50, 90), file), window, bytes);

        int[] covered = new int[61 * 83];
        for (LogitPart block : blocks) {
            Box target = block.target();
            assertThat(target.endZ() - target.startZ()).isEqualTo(7);
            for (int y = target.startY(); y < target.endY(); y++) {
                for (int x = target.startX(); x < target.endX(); x++) {
                    covered[y * 83 + x]++;
                }
            }
        }
        assertThat(covered).containsOnly(1);
        assertThat(blocks.size()).isBetween(bytes == 1_000_000 ? 1 : 2, 64);
    }

    @Test
    void imagesThatAreResampledAsAWholeStayWhole() {
        ResamplingSpec cubic = new ResamplingSpec(3, 0, Optional.empty());
        LogitPart whole = LogitPart.whole(new Restoration(
                List.of(0, 1, 2),
                new Shape(4, 8, 8),
                Box.of(new Shape(4, 8, 8)),
                new Shape(6, 8, 8),
                Spacing.UNIT,
                Spacing.UNIT,
                cubic));
        SlidingWindow window = SlidingWindow.of(List.of(new FormulaNetwork(1, 3, 0)), List.of(2, 4, 4), 0.5, 1);

        assertThat(BlockCut.of(whole, window, 1)).containsExactly(whole);
    }
}
