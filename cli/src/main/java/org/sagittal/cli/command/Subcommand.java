package org.sagittal.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.sagittal.cli.console.Console;
import org.sagittal.geometry.io.VolumeLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: a console, and the options that mean the same everywhere. */
@Command(
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%n",
        footerHeading = "%nExamples%n",
        sortOptions = false)
public abstract class Subcommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-j", "--threads"},
            paramLabel = "N",
            order = 900,
            description = "threads to use (default: one for each core)")
    private int threads;

    @Option(
            names = {"-q", "--quiet"},
            order = 901,
            description = "no progress and no messages, only results and errors")
    private boolean quiet;

    @Option(
            names = "--max-volume-gb",
            paramLabel = "GB",
            order = 902,
            description = "memory the voxels of one image may take (default: three quarters of Java's)")
    private double maxVolumeGb;

    @Option(names = "--stacktrace", order = 903, description = "if it fails, show where in the program")
    private boolean stacktrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 904,
            description = "show this help")
    private boolean help;

    /**
     * Makes a command.
     *
     * @param console takes what it says
     */
    protected Subcommand(Console console) {
        this.console = console;
    }

    /**
     * Where this command and those below it speak.
     *
     * @return the console
     */
    protected final Console console() {
        return console;
    }

    /**
     * Does the work.
     *
     * @param console takes results, messages and progress
     * @return exit status
     * @throws Exception if it fails; the message becomes the one line that the user sees
     */
    protected abstract int work(Console console) throws Exception;

    /**
     * Commands below this one.
     *
     * @return none, unless the command only gathers others
     */
    public List<Subcommand> children() {
        return List.of();
    }

    @Override
    public final Integer call() throws Exception {
        if (threads < 0 || threads == 0 && spec.commandLine().getParseResult().hasMatchedOption("-j")) {
            throw misuse("-j must be at least 1, got " + threads);
        }
        if (quiet) {
            console.beQuiet();
        }
        boundSharedWorkers();
        limitVolumes();
        return work(console);
    }

    /**
     * Parallel loops run in the thread that asks and in Java's shared workers: one fewer than granted, and none for one thread. The
     * workers read this once, when the first loop runs.
     */
    private void boundSharedWorkers() {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(threads() - 1));
    }

    private void limitVolumes() {
        if (spec.commandLine().getParseResult().hasMatchedOption("--max-volume-gb")) {
            if (!(maxVolumeGb > 0)) {
                throw misuse("--max-volume-gb must be above 0, got " + maxVolumeGb);
            }
            VolumeLimits.limitTo(Math.max(1, (long) (maxVolumeGb * (1L << 30))));
        }
    }

    /**
     * Whether a failure shows its stack trace.
     *
     * @return true after {@code --stacktrace}
     */
    public final boolean wantsTrace() {
        return stacktrace;
    }

    /**
     * How many threads the user grants.
     *
     * @return at least 1
     */
    protected final int threads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /**
     * Wrong usage that picocli cannot see, such as two options that exclude each other.
     *
     * @param message what is wrong, without a full stop
     * @return to be thrown
     */
    protected final ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Words that turn out to make no sense once the files they speak of are open.
     *
     * @param words what to make of them
     * @param <T> what they stand for
     * @return what they stand for
     * @throws ParameterException if they are refused as an argument
     */
    protected final <T> T understood(Supplier<T> words) {
        try {
            return words.get();
        } catch (IllegalArgumentException e) {
            throw misuse(e.getMessage());
        }
    }
}
