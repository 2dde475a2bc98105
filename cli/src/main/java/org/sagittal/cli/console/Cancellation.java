package org.sagittal.cli.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.runtime.ProcessEnd;

/**
 * What Ctrl-C does: the working thread is interrupted and has a moment to close its files, then the process ends with 130 (or with 128 and
 * the number of another signal: 143 where it was asked to terminate). Files that are being written lie under temporary names, so nothing
 * half-made is ever taken for finished, and these go with the process.
 */
public final class Cancellation {
    /** What the worker has of the two seconds in which a cancelled command is gone. */
    private static final Duration GRACE = Duration.ofMillis(1000);

    /** What the last line has of them: nobody may be reading what the command says. */
    private static final Duration SAYING = Duration.ofMillis(200);

    private static final int SIGINT = 2;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private volatile boolean cancelled;
    private volatile int status = 128 + SIGINT;

    private Cancellation() {}

    /**
     * From now on a signal cancels the calling thread's work.
     *
     * @param console where it is said
     * @return to be told when the work is finished
     */
    public static Cancellation onSignal(Console console) {
        Cancellation cancellation = new Cancellation();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cancellation.cancel(console), "cancellation"));
        Signals.onEach(cancellation::end);
        ProcessEnd.prepareLater();
        return cancellation;
    }

    /** As Java does by itself, but the hook does not learn from Java which signal it was. */
    private void end(int signal) {
        status = 128 + signal;
        System.exit(status);
    }

    private void cancel(Console console) {
        if (finished.getCount() == 0) {
            return;
        }
        cancelled = true;
        Thread last = new Thread(
                () -> console.last("cancelled; finished steps are kept, the same command goes on from there"),
                "last line");
        last.setDaemon(true);
        last.start();
        try {
            last.join(SAYING.toMillis());
            worker.interrupt();
            finished.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            last.join(SAYING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        WholeFile.abandonAll();
        ProcessEnd.now(status);
    }

    /**
     * Ends the process.
     *
     * @param status exit status, unless the work was cancelled
     */
    public void finish(int status) {
        finished.countDown();
        if (!cancelled) {
            System.exit(status);
        }
    }
}
