package org.sagittal.geometry.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    private static final int DIRECT = ReadAhead.DIRECT_BYTES;
    private static final int CHUNK = 1 << 18;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SplittableRandom(count).nextBytes(bytes);
        return bytes;
    }

    private List<WorkAhead> kinds() {
        Executor never = work -> {};
        return List.of(
                new WorkAhead(pool, 1),
                new WorkAhead(Runnable::run, 1),
                new WorkAhead(never, 1),
                new WorkAhead(never, 0));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, DIRECT - 1, DIRECT, DIRECT + 1, DIRECT + CHUNK, DIRECT + 2 * CHUNK, DIRECT + 7 * CHUNK + 5})
    void givesTheBytesOfTheStreamBelow(int count) throws IOException {
        byte[] bytes = random(count);
        for (WorkAhead workers : kinds()) {
            // A stream that gives a few bytes at a time, as inflating does.
            try (InputStream in = new ReadAhead(new Dripping(bytes, -1), workers)) {
                ByteArrayOutputStream got = new ByteArrayOutputStream();
                byte[] some = new byte[70_001];
                for (int n = in.read(some); n >= 0; n = in.read(some)) {
                    got.write(some, 0, n);
                }
                assertThat(got.toByteArray()).isEqualTo(bytes);
                assertThat(in.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void whereTheStreamBelowFailsItFails() throws IOException {
        int good = DIRECT + 3 * CHUNK + 11;
        byte[] bytes = random(good + CHUNK);
        for (WorkAhead workers : kinds()) {
            try (InputStream in = new ReadAhead(new Dripping(bytes, good), workers)) {
                assertThat(in.readNBytes(good)).hasSize(good);
                assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("damaged");
                assertThatThrownBy(in::read).hasMessage("damaged");
            }
        }
    }

    @Test
    void aHeaderIsReadWithoutAnyWorker() throws IOException {
        AtomicInteger handedOver = new AtomicInteger();
        WorkAhead workers = new WorkAhead(work -> handedOver.incrementAndGet(), 1);
        try (InputStream in = new ReadAhead(new ByteArrayInputStream(random(3 * DIRECT)), workers)) {
            in.readNBytes(DIRECT);
            assertThat(handedOver).hasValue(0);
            in.read();
            assertThat(handedOver).hasValue(1);
        }
    }

    @Test
    void theFileIsClosedOnlyAfterTheWorkerHasLeft() throws Exception {
        Thread closer = Thread.currentThread();
        CountDownLatch reading = new CountDownLatch(1);
        AtomicBoolean busy = new AtomicBoolean();
        AtomicBoolean closedWhileBusy = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        InputStream below = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (Thread.currentThread() != closer) {
                    busy.set(true);
                    readers.add(Thread.currentThread());
                    reading.countDown();
                    // Slow until the other thread waits for it.
                    while (closer.getState() != Thread.State.WAITING && !closedWhileBusy.get()) {
                        Thread.onSpinWait();
                    }
                    busy.set(false);
                }
                return length;
            }

            @Override
            public void close() {
                closedWhileBusy.set(busy.get());
            }
        };
        InputStream in = new ReadAhead(below, new WorkAhead(pool, 1));
        in.readNBytes(DIRECT + 1);
        while (reading.getCount() > 0) {
            Thread.onSpinWait();
        }
        in.close();
        assertThat(closedWhileBusy).isFalse();
        assertThat(readers).hasSize(1);
    }

    /** Gives at most 10,000 bytes a call and fails at some place. */
    private static final class Dripping extends InputStream {
        private final byte[] bytes;
        private final int failAt;
        private int at;

        Dripping(byte[] bytes, int failAt) {
            this.bytes = bytes;
            this.failAt = failAt;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (at == failAt) {
                throw new IOException("damaged");
            }
            int end = failAt < 0 ? bytes.length : failAt;
            int count = Math.min(Math.min(length, 10_000), end - at);
            if (count == 0) {
                return -1;
            }
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }
    }
}
