package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SumsBudgetTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    void aQuarterOfTheHeapAndHalfAGigabyteAreTheBounds() {
        for (long heap : new long[] {GIGABYTE, 64 * GIGABYTE}) {
            long bound = Math.min(heap / 4, GIGABYTE / 2);
            long slices = SumsBudget.of(heap).heapSlices(26, 512 * 512);

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
            assertThat(SumsBudget.of(heap).fits(ct)).isTrue();
            assertThat(SumsBudget.of(heap).fits(large)).isFalse();
            assertThat(SumsBudget.of(heap).blockBytes()).isEqualTo(5 * GIGABYTE / 2);
        }
        assertThat(SumsBudget.of(2 * GIGABYTE).blockBytes()).isLessThan(GIGABYTE);
    }

    @Test
    void aBlockLiesOnTheHeap() {
        assertThat(SumsBudget.of(GIGABYTE).ofBlock().heapSlices(101, 512 * 128)).isGreaterThan(128);
    }
}
