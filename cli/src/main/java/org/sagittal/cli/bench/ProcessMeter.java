package org.sagittal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a command and says what it cost, its children included. */
public final class ProcessMeter {
    private static final long SAMPLE_MILLIS = 50;
    /** A look at the memory of large processes takes milliseconds of a core and holds them up: it may take a twentieth of the time. */
    private static final int SHARE = 20;

    private static final long LONGEST_MILLIS = 1000;

    private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.,]+)s (\\d+)m([0-9.,]+)s");
    private static final Pattern PSS = Pattern.compile("^Pss: +(\\d+) kB", Pattern.MULTILINE);

    /** The shell adds up the processor time of every process that the command waited for, and writes it into the file named first. */
    private static final String SCRIPT =
            "exec 3>\"$1\"; shift; \"$@\" </dev/null; status=$?; exec >&3; times; exit $status";

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * Makes a meter.
     *
     * @param folder takes what the commands say
     * @param environment variables to set besides those of this process
     */
    public ProcessMeter(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs a command to its end.
     *
     * @param words program and arguments
     * @return what it cost
     * @throws IOException if it cannot be started, or fails; the message ends with the last it said
     * @throws InterruptedException if this thread is interrupted; the command is ended
     */
    public Cost run(List<String> words) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Path times = folder.resolve("times.txt");
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", SCRIPT, "bash", times.toAbsolutePath().toString()));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        long started = System.nanoTime();
        // The command ends with this process even where this thread is too starved to notice that it is interrupted.
        Thread end = new Thread(() -> endChildren(ProcessHandle.current()));
        Runtime.getRuntime().addShutdownHook(end);
        Process process = builder.start();
        long peakKib = 0;
        try {
            long pause = SAMPLE_MILLIS;
            while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                long asked = System.nanoTime();
                peakKib = Math.max(peakKib, pssKib(process.toHandle()));
                pause = pauseMillis(System.nanoTime() - asked);
            }
        } finally {
            endChildren(process.toHandle());
            process.destroy();
            forget(end);
        }
        double wall = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() != 0) {
            List<String> lines = Files.readAllLines(said);
            throw new IOException("exit status " + process.exitValue() + " of '" + String.join(" ", words) + "': "
                    + String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size())));
        }
        return new Cost(wall, cpuSeconds(Files.readString(times)), peakKib / 1024.0);
    }

    private static void endChildren(ProcessHandle parent) {
        parent.descendants().forEach(ProcessHandle::destroy);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hooks are at work already, this one too.
        }
    }

    /** How long to wait after a look at the memory that took so long. */
    static long pauseMillis(long lookNanos) {
        return Math.max(SAMPLE_MILLIS, Math.min(LONGEST_MILLIS, TimeUnit.NANOSECONDS.toMillis(SHARE * lookNanos)));
    }

    /** The second line of the shell's answer is about its children: user and system time. */
    static double cpuSeconds(String times) {
        Matcher matcher = TIMES.matcher(times.lines().skip(1).findFirst().orElse(""));
        if (!matcher.find()) {
            return 0;
        }
        return 60 * (Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(3)))
                + Double.parseDouble(matcher.group(2).replace(',', '.'))
                + Double.parseDouble(matcher.group(4).replace(',', '.'));
    }

    private static long pssKib(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(process -> pssKib(process.pid()))
                .sum();
    }

    private static long pssKib(long pid) {
        try {
            Matcher matcher = PSS.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        } catch (IOException e) {
            // The process has just ended, or this system has no such files.
            return 0;
        }
    }
}
