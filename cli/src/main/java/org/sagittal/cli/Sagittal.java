package org.sagittal.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.sagittal.cli.console.Cancellation;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Terminal;
import org.sagittal.cli.doctor.Version;

/** Where the process starts: arguments in, exit status out. */
public final class Sagittal {
    private Sagittal() {}

    /**
     * Runs one command and ends the process: 0 done, 1 the input is bad or the work failed, 2 wrong usage, 130 cancelled.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            System.out.println(Version.text());
            return;
        }
        quietenLibraries();
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        Console console = new Console(out, err, Terminal.fromProcess());
        Cancellation cancellation = Cancellation.onSignal(console);
        int status = CommandTree.run(console, arguments);
        out.flush();
        err.flush();
        cancellation.finish(status);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Libraries say nothing of their own and never use the network: what they need lies in the build. */
    private static void quietenLibraries() {
        setUnlessGiven("ai.djl.offline", "true");
        setUnlessGiven("java.awt.headless", "true");
        setUnlessGiven("org.slf4j.simpleLogger.defaultLogLevel", "error");
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
