package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SumsBudgetTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    void aQuarterOfTheHeapAndHalfAGigabyteAreTheBounds() {
        for (long heap : new long[] {GIGABYTE, 64 * GIGABYTE}) {
            long bound = Math.min(heap / 4, GIGABYTE / 2);
            long slices = SumsBudget.of(heap, heap).heapSlices(26, 512 * 512);

            assertThat(slices * 26 * 512 * 512 * 4).isLessThanOrEqualTo(bound);
            assertThat((slices + 1) * 26 * 512 * 512 * 4).isGreaterThan(bound);
        }
    }

    /** 26 heads on 200 x 256 x 256 lie in a file; a hundred on 512 x 512 x 600 are cut, on a large machine as on a small one. */
    @Test
    void whatIsTooLargeForAFileIsCut() {
        long ct = 27L * 128 * 256 * 256 * 4;
        long large = 33L * 128 * 512 * 512 * 4;

        for (long heap : new long[] {8 * GIGABYTE, 512 * GIGABYTE}) {
            assertThat(SumsBudget.of(heap, heap).fits(ct)).isTrue();
            assertThat(SumsBudget.of(heap, heap).fits(large)).isFalse();
            assertThat(SumsBudget.of(heap, heap).blockBytes()).isEqualTo(5 * GIGABYTE / 2);
        }
    }

    @Test
    void aBlockLiesOnTheHeap() {
        assertThat(SumsBudget.of(GIGABYTE, GIGABYTE).ofBlock().heapSlices(101, 512 * 128))
                .isGreaterThan(128);
    }

    /**
     * 600 x 512 x 512 voxels: 629,145,600 bytes of image and 314,572,800 of labels lie beside the block. Of 4 GiB an eighth stays free, which
     * leaves more than a block ever takes; of 3 GiB it leaves 2,818,572,288 - 943,718,400, and of 1 GiB nothing.
     */
    @Test
    void aBlockGetsWhatImageAndLabelsLeave() {
        long beside = 629_145_600 + 314_572_800;

        assertThat(SumsBudget.of(4 * GIGABYTE, 4 * GIGABYTE).roomForBlock(beside))
                .isEqualTo(2_684_354_560L);
        assertThat(SumsBudget.of(4 * GIGABYTE, 3 * GIGABYTE).roomForBlock(beside))
                .isEqualTo(1_874_853_888L);
        assertThat(SumsBudget.of(GIGABYTE, GIGABYTE).roomForBlock(beside)).isEqualTo(-4_194_304L);
    }

    @Test
    void whatDoesNotFitIsRefusedWithNumbers() {
        SumsBudget budget = SumsBudget.of(2 * GIGABYTE, 2 * GIGABYTE);
        budget.require(2 * GIGABYTE);

        assertThatThrownBy(() -> budget.require(5 * GIGABYTE / 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("take 2.5 GB", "has 2.0 GB", "-Xmx4g", "--roi");
    }

    @Test
    void whatStaysHasRoomInThisHeap() {
        assertThat(OldGeneration.maxBytes())
                .isBetween(1L << 20, Runtime.getRuntime().maxMemory());
    }
}
