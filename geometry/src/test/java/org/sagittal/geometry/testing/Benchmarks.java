package org.sagittal.geometry.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks of one module; {@code mvn -Pbench process-test-classes} does so for each. Unless told otherwise: milliseconds an
 * operation, one fresh virtual machine, three rounds of a second that do not count and five that do.
 */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * Runs what is asked for; a module without such benchmarks is passed over.
     *
     * @param arguments the module's folder of test classes, a regular expression for the benchmarks' names, and in one word or several
     *     what JMH understands
     * @throws CommandLineOptionException if JMH does not understand it
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] arguments) throws CommandLineOptionException, RunnerException {
        List<String> names = names(Path.of(arguments[0]), Pattern.compile(arguments[1]));
        if (names.isEmpty()) {
            return;
        }
        String[] words = Arrays.stream(arguments)
                .skip(2)
                .flatMap(some -> Arrays.stream(some.trim().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        CommandLineOptions given = new CommandLineOptions(words);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .shouldFailOnError(true)
                .timeUnit(given.getTimeUnit().orElse(TimeUnit.MILLISECONDS))
                .forks(given.getForkCount().orElse(1))
                .warmupIterations(given.getWarmupIterations().orElse(3))
                .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(given.getMeasurementIterations().orElse(5))
                .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)));
        if (given.getBenchModes().isEmpty()) {
            options.mode(Mode.AverageTime);
        }
        names.forEach(name -> options.include("^" + Pattern.quote(name) + "$"));
        new Runner(options.build()).run();
    }

    /** Those that were compiled into a folder; others may be on the class path. */
    private static List<String> names(Path classes, Pattern wanted) {
        Path list = classes.resolve("META-INF").resolve("BenchmarkList");
        if (!Files.exists(list)) {
            return List.of();
        }
        return BenchmarkList.fromFile(list.toString())
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .stream()
                .map(entry -> entry.getUsername())
                .filter(name -> wanted.matcher(name).find())
                .distinct()
                .toList();
    }
}
