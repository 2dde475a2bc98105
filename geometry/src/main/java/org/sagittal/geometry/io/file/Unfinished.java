package org.sagittal.geometry.io.file;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What lies on the disk only as long as this process works on it, so that a process about to end leaves none of it behind. */
final class Unfinished {
    private static final ConcurrentSkipListMap<Long, Unfinished> ALL = new ConcurrentSkipListMap<>();
    private static final AtomicLong COUNT = new AtomicLong();
    /** Held for reading while something is made: what is made is known, or is not made any more. */
    private static final ReadWriteLock GATE = new ReentrantReadWriteLock();
    /** A disk that hangs must not keep the process from ending. */
    private static final long PATIENCE_MILLIS = 200;

    private static volatile boolean ending;

    private final long number;
    private final Runnable removal;

    private Unfinished(long number, Runnable removal) {
        this.number = number;
        this.removal = removal;
    }

    /** What makes a file or folder. */
    @FunctionalInterface
    interface Making {
        void make() throws IOException;
    }

    /**
     * Makes something that is not to stay as it is.
     *
     * @param making makes it
     * @param removal removes it, whether or not it is there
     * @return to be told when it is finished or removed
     * @throws IOException if it cannot be made; whatever there is of it is the maker's to remove
     * @throws CancellationException if the process is about to end
     */
    static Unfinished make(Making making, Runnable removal) throws IOException {
        long number = COUNT.incrementAndGet();
        Unfinished made = new Unfinished(number, removal);
        GATE.readLock().lock();
        boolean done = false;
        try {
            if (ending) {
                throw new CancellationException("the process is about to end");
            }
            ALL.put(number, made);
            making.make();
            done = true;
            return made;
        } finally {
            if (!done) {
                ALL.remove(number);
            }
            GATE.readLock().unlock();
        }
    }

    /** It is finished, or is gone. */
    void end() {
        ALL.remove(number);
    }

    /** Removes everything that is not finished, the latest first; for a process that is about to end and waits for no one. */
    static void abandonAll() {
        ending = true;
        boolean alone = false;
        try {
            alone = GATE.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            ALL.descendingMap().values().forEach(one -> one.removal.run());
        } finally {
            if (alone) {
                GATE.writeLock().unlock();
            }
        }
    }
}
