package org.sagittal.models.training.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.training.TrainingBatch;

@Timeout(60)
class BatchAheadTest {
    private final ExecutorService workers = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    private static TrainingBatch numbered(int number) {
        TensorShape shape = TensorShape.of(1, 1, 1, 1);
        return new TrainingBatch(shape, new float[] {number}, List.of(shape), List.of(new float[1]));
    }

    @Test
    void batchesComeInOrderThoughTheyAreDoneInAnother() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        try (BatchAhead stream = new BatchAhead(
                workers,
                number -> {
                    if (number == 0) {
                        second.await();
                    } else if (number == 1) {
                        second.countDown();
                    }
                    return numbered(number);
                },
                5,
                3)) {
            for (int i = 0; i < 5; i++) {
                assertThat(stream.next().image()).containsExactly(i);
            }
            assertThatThrownBy(stream::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("there are 5 batches and all were taken");
        }
    }

    @Test
    void noMoreThanAskedForAreMadeAhead() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        try (BatchAhead stream = new BatchAhead(
                workers,
                number -> {
                    made.incrementAndGet();
                    return numbered(number);
                },
                100,
                2)) {
            stream.next();
            stream.next();
            assertThat(made.get()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void whatGoesWrongIsThrownWhereItsBatchIsAskedFor() throws InterruptedException {
        try (BatchAhead stream = new BatchAhead(
                workers,
                number -> {
                    if (number == 1) {
                        throw new IllegalStateException("case_7 is damaged");
                    }
                    return numbered(number);
                },
                5,
                3)) {
            assertThat(stream.next().image()).containsExactly(0);
            assertThatThrownBy(stream::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("case_7 is damaged");
            assertThatThrownBy(stream::next)
                    .as("and again")
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("case_7 is damaged");
        }
    }

    @Test
    void closingStopsWhatIsInTheMaking() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        BatchAhead stream = new BatchAhead(
                workers,
                number -> {
                    running.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return numbered(number);
                },
                5,
                1);
        running.await();
        stream.close();
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(stream::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed");
    }
}
