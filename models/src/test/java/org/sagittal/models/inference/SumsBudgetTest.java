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

    /** 26 heads on 200 x 256 x 256 lie in a file; a hundred on 512 x 512 x 600 are cut, into more strips where there is less memory. */
    @Test
    void whatIsTooLargeForAFileIsCut() {
        long ct = 27L * 128 * 256 * 256 * 4;
        long large = 101L * 128 * 512 * 512 * 4;

        assertThat(SumsBudget.of(4 * GIGABYTE).strips(ct)).isOne();
        assertThat(SumsBudget.of(6 * GIGABYTE).strips(large)).isEqualTo(6);
        assertThat(SumsBudget.of(64 * GIGABYTE).strips(large)).isEqualTo(4);
    }

    @Test
    void aStripLiesOnTheHeap() {
        assertThat(SumsBudget.of(GIGABYTE).ofStrip().heapSlices(101, 512 * 128)).isGreaterThan(128);
    }
}
