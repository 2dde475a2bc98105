package org.sagittal.models.runtime;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * The end of the process while the engine computes. The usual ways out run the C library's exit handlers, which tear down what libtorch's
 * threads are still using: the process dies of a segmentation fault instead of ending with its status.
 */
public final class ProcessEnd {
    private ProcessEnd() {}

    /**
     * Ends the process at once: no shutdown hooks, no exit handlers, nothing flushed.
     *
     * @param status exit status
     * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/functions/_exit.html">POSIX _exit</a>
     */
    public static void now(int status) {
        try {
            Function.getFunction(Platform.isWindows() ? "msvcrt" : "c", "_exit").invoke(new Object[] {status});
        } catch (RuntimeException | LinkageError e) {
            // Without the C library's function the virtual machine's own way is the next best.
            java.lang.Runtime.getRuntime().halt(status);
        }
    }
}
