package org.sagittal.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sagittal.preprocessing.dataset.RawCase;

class CaseWorkTest {
    private static List<RawCase> cases(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RawCase("case" + i, List.of(), Optional.empty()))
                .toList();
    }

    @Test
    void everyCaseIsDoneOnceAndHeardOf() {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        Queue<Integer> heard = new ConcurrentLinkedQueue<>();

        Map<String, String> failures =
                CaseWork.run(cases(20), 3, (id, finished, total) -> heard.add(finished), raw -> done.add(raw.id()));

        assertThat(failures).isEmpty();
        assertThat(done).hasSize(20).doesNotHaveDuplicates();
        assertThat(heard)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void failuresAreNamedAndDoNotStopTheOthers() {
        List<String> done = new ArrayList<>();

        Map<String, String> failures = CaseWork.run(cases(3), 1, CaseProgress.SILENT, raw -> {
            if (raw.id().equals("case1")) {
                throw new IllegalStateException("it is torn");
            }
            if (raw.id().equals("case2")) {
                throw new NullPointerException();
            }
            done.add(raw.id());
        });

        assertThat(failures)
                .containsEntry("case1", "it is torn")
                .containsEntry("case2", "java.lang.NullPointerException");
        assertThat(done).containsExactly("case0");
    }

    @Test
    void aCaseThatStarvedBesideOthersIsTriedAgainAlone() {
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        Queue<String> heard = new ConcurrentLinkedQueue<>();

        Map<String, String> failures = CaseWork.run(cases(4), 2, (id, done, total) -> heard.add(id), raw -> {
            int attempt = attempts.merge(raw.id(), 1, Integer::sum);
            if (raw.id().equals("case2") || raw.id().equals("case3") && attempt == 1) {
                throw new OutOfMemoryError("made up");
            }
        });

        assertThat(attempts).containsEntry("case2", 2).containsEntry("case3", 2).containsEntry("case0", 1);
        assertThat(failures).containsOnlyKeys("case2");
        assertThat(failures.get("case2")).contains("-Xmx");
        assertThat(heard).containsExactlyInAnyOrder("case0", "case1", "case2", "case3");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anInterruptStopsBeforeTheNextCaseAndStaysKnown() {
        Thread caller = Thread.currentThread();
        Queue<String> done = new ConcurrentLinkedQueue<>();

        CaseWork.run(cases(20), 1, CaseProgress.SILENT, raw -> {
            done.add(raw.id());
            caller.interrupt();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (caller.isInterrupted()) { // until the caller has heard of it
                if (System.nanoTime() > end) {
                    throw new AssertionError("nobody took the interrupt");
                }
                Thread.onSpinWait();
            }
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).hasSizeLessThan(20);
    }

    @Test
    void needsAThread() {
        assertThatThrownBy(() -> CaseWork.run(cases(1), 0, CaseProgress.SILENT, raw -> {}))
                .hasMessageContaining("threads must be at least 1, got 0");
    }
}
