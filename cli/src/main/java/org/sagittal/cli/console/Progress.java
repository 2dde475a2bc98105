package org.sagittal.cli.console;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far a task is: a bar with the time that is left on a terminal, and a plain line now and then elsewhere. Safe to advance from
 * several threads.
 */
public final class Progress implements AutoCloseable {
    private static final long DRAW_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final long SAY_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int BAR = 24;

    private final Console console;
    private final String task;
    private final LongSupplier clock;
    private final long startedNanos;
    private long total;
    private double done;
    private double doneAtFirst = Double.NaN;
    private String note = "";
    private long lastDrawnNanos;
    private long lastSaidNanos;
    private boolean closed;

    Progress(Console console, String task, long total, LongSupplier clock) {
        if (total < 0) {
            throw new IllegalArgumentException("total must be at least 0, got " + total);
        }
        this.console = console;
        this.task = task;
        this.total = total;
        this.clock = clock;
        startedNanos = clock.getAsLong();
        lastSaidNanos = startedNanos;
        lastDrawnNanos = startedNanos - DRAW_EVERY_NANOS;
        show();
    }

    /**
     * One step is done.
     *
     * @param noted what stands behind the bar from now on, e.g. the case's name; may be empty
     */
    public synchronized void advance(String noted) {
        at(done + 1, noted);
    }

    /**
     * So many steps are done. What was done before the first call counts as done by an earlier run when time is foretold.
     *
     * @param steps since the start, with the share of the one that runs
     * @param noted what stands behind the bar from now on; may be empty
     */
    public synchronized void at(double steps, String noted) {
        if (Double.isNaN(doneAtFirst)) {
            doneAtFirst = Math.max(0, Math.ceil(steps) - 1);
        }
        done = steps;
        note = noted;
        show();
    }

    /**
     * Steps done out of a total that may only now be known.
     *
     * @param steps since the start
     * @param outOf the total
     */
    public synchronized void at(long steps, long outOf) {
        total = outOf;
        at(Math.max(done, steps), note);
    }

    private void show() {
        long now = clock.getAsLong();
        if (now - lastDrawnNanos >= DRAW_EVERY_NANOS) {
            lastDrawnNanos = now;
            console.draw(line(now, true));
        }
        if (!console.terminal().interactive() && now - lastSaidNanos >= SAY_EVERY_NANOS && done < total) {
            lastSaidNanos = now;
            console.message(line(now, false));
        }
    }

    private String line(long now, boolean bar) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-22s ", task));
        if (bar) {
            int full = total == 0 ? 0 : (int) Math.min(BAR, BAR * done / total);
            line.append('[').append("=".repeat(full));
            line.append(full < BAR ? ">" + " ".repeat(BAR - full - 1) : "").append("] ");
        }
        line.append((long) done).append('/').append(total);
        if (done > doneAtFirst && done < total) {
            double leftSeconds = (now - startedNanos) / 1e9 / (done - doneAtFirst) * (total - done);
            line.append("  ").append(clockFace(leftSeconds)).append(" left");
        }
        return note.isEmpty() ? line.toString() : line + "  " + note;
    }

    /**
     * Seconds as people read them.
     *
     * @param seconds at least 0
     * @return {@code 0:07}, {@code 12:30} or {@code 3:05:00}
     */
    public static String clockFace(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** Replaces the bar by one line that says what was done and how long it took. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        double seconds = (clock.getAsLong() - startedNanos) / 1e9;
        String count = done >= total ? Long.toString(total) : (long) done + " of " + total;
        String tail = note.isEmpty() || done < total ? "" : "  " + note;
        console.message(String.format(
                Locale.ROOT,
                "%-22s %s in %s%s",
                task,
                count,
                seconds < 10 ? tenths(seconds) : clockFace(seconds),
                tail));
    }

    private static String tenths(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
