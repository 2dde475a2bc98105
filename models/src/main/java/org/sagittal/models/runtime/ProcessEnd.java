package org.sagittal.models.runtime;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * The end of the process while the engine computes. The usual ways out run the C library's exit handlers, which tear down what libtorch's
 * threads are still using: the process dies of a segmentation fault instead of ending with its status.
 */
public final class ProcessEnd {
    /** A command that ends before needs no quick end; a later one has it at hand. */
    private static final long MILLIS_UNTIL_PREPARED = 1000;

    private ProcessEnd() {}

    /** The C library's function; finding it takes long on a busy machine, for which JNA starts a process of its own. */
    private static final class Exit {
        static final Function FUNCTION = Function.getFunction(Platform.isWindows() ? "msvcrt" : "c", "_exit");

        private Exit() {}
    }

    /** Looks for what {@link #now} needs, a little later and beside the work, so that an end that is asked for is quick. */
    public static void prepareLater() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(MILLIS_UNTIL_PREPARED);
                        Exit.FUNCTION.getName();
                    } catch (InterruptedException | RuntimeException | LinkageError e) {
                        // now() knows what to do without it.
                        return;
                    }
                },
                "process-end");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Ends the process at once: no shutdown hooks, no exit handlers, nothing flushed.
     *
     * @param status exit status
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/functions/_exit.html">POSIX _exit</a>
     */
    public static void now(int status) {
        try {
            Exit.FUNCTION.invoke(new Object[] {status});
        } catch (RuntimeException | LinkageError e) {
            // Without the C library's function the virtual machine's own way is the next best.
            java.lang.Runtime.getRuntime().halt(status);
        }
    }
}
