package org.sagittal.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Terminal;

/**
 * One command line, run inside the test's process.
 *
 * @param status exit status
 * @param out what stdout got
 * @param err what stderr got
 */
public record CommandRun(int status, String out, String err) {
    /**
     * Runs a command line, as if stderr were a file.
     *
     * @param arguments words after the program's name
     * @return what came of it
     */
    public static CommandRun of(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int status = CommandTree.run(
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.NONE),
                words);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
