package org.sagittal.cli.console;

import java.io.PrintStream;
import java.util.Locale;

/** The two ways out of a command: results to stdout, messages and progress to stderr. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private boolean quiet;
    private volatile boolean silent;
    private int drawn;

    /**
     * Makes a console.
     *
     * @param out takes results
     * @param err takes messages and progress
     * @param terminal what {@code err} is connected to
     */
    public Console(PrintStream out, PrintStream err, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** From now on only results and errors are written. */
    public synchronized void beQuiet() {
        quiet = true;
    }

    /**
     * Writes one line of result.
     *
     * @param line without its end
     */
    public synchronized void result(String line) {
        if (!silent) {
            wipe();
            out.println(line);
        }
    }

    /**
     * Writes one formatted line of result, numbers with a point in every country.
     *
     * @param format as {@link String#format}
     * @param values what it formats
     */
    public void resultf(String format, Object... values) {
        result(String.format(Locale.ROOT, format, values));
    }

    /**
     * Where results that come in pieces go.
     *
     * @return stdout
     */
    public PrintStream out() {
        return out;
    }

    /**
     * Writes one line about what happens, unless quiet.
     *
     * @param line without its end
     */
    public synchronized void message(String line) {
        if (!quiet && !silent) {
            wipe();
            err.println(line);
        }
    }

    /**
     * Writes one line about what went wrong.
     *
     * @param line without its end
     */
    public synchronized void error(String line) {
        if (!silent) {
            wipe();
            err.println(line);
        }
    }

    /**
     * Writes the last line of a command that is cancelled: what the interrupted work says of its interruption, on its way out, is no news.
     * Waits as long as a line that is being written does, which is for ever where nobody reads what the command writes into a pipe.
     *
     * @param line without its end
     */
    public void last(String line) {
        silent = true;
        synchronized (this) {
            wipe();
            err.println(line);
        }
    }

    /**
     * Writes a stack trace.
     *
     * @param failure whose trace
     */
    public synchronized void trace(Throwable failure) {
        if (silent) {
            return;
        }
        wipe();
        failure.printStackTrace(err);
    }

    /**
     * A bar for a task of known length.
     *
     * @param task what is being done, in two or three words
     * @param total number of steps, at least 0
     * @return the bar; closing it leaves one line that says how long the task took
     */
    public Progress progress(String task, long total) {
        return new Progress(this, task, total, System::nanoTime);
    }

    /**
     * What stderr is connected to.
     *
     * @return the terminal
     */
    public Terminal terminal() {
        return terminal;
    }

    /** Draws a line that the next one replaces; only on a terminal. */
    synchronized void draw(String line) {
        if (quiet || silent || !terminal.interactive()) {
            return;
        }
        String fitting = line.length() < terminal.columns() ? line : line.substring(0, terminal.columns() - 1);
        err.print("\r" + fitting + " ".repeat(Math.max(0, drawn - fitting.length())));
        err.flush();
        drawn = fitting.length();
    }

    private void wipe() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }
}
