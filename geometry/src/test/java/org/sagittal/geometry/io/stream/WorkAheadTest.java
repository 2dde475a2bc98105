package org.sagittal.geometry.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkAheadTest {
    private final List<Runnable> handedOver = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void whatNoWorkerBeganIsDoneWhereItIsNeeded() throws IOException {
        WorkAhead.Piece<Integer> piece = new WorkAhead(handedOver::add, 2).offer(runs::incrementAndGet);
        assertThat(piece.done()).isFalse();
        assertThat(piece.result()).isEqualTo(1);
        assertThat(piece.result()).isEqualTo(1);
        handedOver.forEach(Runnable::run);
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatAWorkerDidIsNotDoneAgain() throws IOException {
        WorkAhead.Piece<Integer> piece = new WorkAhead(Runnable::run, 1).offer(runs::incrementAndGet);
        assertThat(piece.done()).isTrue();
        piece.begin();
        assertThat(piece.result()).isEqualTo(1);
    }

    @Test
    void noMorePiecesWaitThanMay() {
        WorkAhead workers = new WorkAhead(handedOver::add, 2);
        for (int i = 0; i < 5; i++) {
            workers.offer(runs::incrementAndGet).begin();
        }
        // A busy pool has not looked at them yet, so that further ones are not even shown to it.
        assertThat(handedOver).hasSize(2);
        assertThat(workers.hasRoom()).isFalse();
        handedOver.get(0).run();
        assertThat(workers.hasRoom()).isTrue();
        assertThat(runs).hasValue(5);
    }

    @Test
    void withoutWorkersNothingIsHandedOver() throws IOException {
        WorkAhead none = new WorkAhead(handedOver::add, 0);
        assertThat(none.offer(runs::incrementAndGet).result()).isEqualTo(1);
        assertThat(handedOver).isEmpty();
    }

    @Test
    void aFailureShowsWhereTheResultIsNeeded() {
        WorkAhead workers = new WorkAhead(Runnable::run, 1);
        WorkAhead.Piece<?> disk = workers.offer(() -> {
            throw new IOException("disk");
        });
        assertThatThrownBy(disk::result).isInstanceOf(IOException.class).hasMessage("disk");
        WorkAhead.Piece<?> memory = workers.offer(() -> {
            throw new OutOfMemoryError("heap");
        });
        assertThatThrownBy(memory::result).isInstanceOf(OutOfMemoryError.class);
        WorkAhead.Piece<?> bug = workers.offer(() -> {
            throw new IllegalStateException("bug");
        });
        assertThatThrownBy(bug::result).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptIsKeptWhileAWorkerIsWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            WorkAhead.Piece<Integer> piece = new WorkAhead(one, 1).offer(() -> {
                begun.countDown();
                go.await();
                return 7;
            });
            begun.await();
            Thread waiter = Thread.currentThread();
            waiter.interrupt();
            // The worker is let go only once the interrupted thread waits again.
            Thread release = new Thread(() -> {
                while (waiter.isInterrupted() || waiter.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                go.countDown();
            });
            release.start();
            assertThat(piece.result()).isEqualTo(7);
            boolean kept = Thread.interrupted();
            release.join();
            assertThat(kept).isTrue();
        } finally {
            one.shutdownNow();
        }
    }
}
