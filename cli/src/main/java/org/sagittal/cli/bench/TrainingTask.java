package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The first fold of a configuration trained for some epochs. Preprocessing is done before and not counted; neither side predicts the
 * held-out cases afterwards, which would take longer than a short training and has a comparison of its own.
 *
 * @param plans plans.json for both sides
 * @param configuration one of theirs
 * @param schedule how long
 * @param words further words for our side
 */
public record TrainingTask(Path plans, String configuration, Length schedule, List<String> words) {
    private static final String TRAINER = "nnUNetTrainerSagittalBench";
    private static final String TRAINER_FILE = "peer_trainer.py";
    private static final Pattern EPOCH_TIME = Pattern.compile("Epoch time: ([0-9.]+) s");

    /** Copies the words. */
    public TrainingTask {
        words = List.copyOf(words);
    }

    /**
     * How long to train.
     *
     * @param epochs at least 1
     * @param iterations training batches an epoch
     * @param validationIterations validation batches an epoch
     */
    public record Length(int epochs, int iterations, int validationIterations) {
        /** Checks the numbers. */
        public Length {
            if (epochs < 1 || iterations < 1 || validationIterations < 1) {
                throw new IllegalArgumentException("epochs and iterations must be at least 1, got " + epochs + ", "
                        + iterations + " and " + validationIterations);
            }
        }
    }

    /**
     * The commands.
     *
     * @param bench where results go
     * @param dataset the data
     * @param warmUps runs that do not count
     * @return the task, with seconds an epoch
     * @throws IOException if the plans or the peer's trainer cannot be written
     */
    public Task task(Workbench bench, Workbench.Dataset dataset, int warmUps) throws IOException {
        Optional<Path> splits = bench.adopt(plans, dataset);
        Path run = bench.folder().resolve("run");
        Path results = bench.folder()
                .resolve("results")
                .resolve(dataset.name())
                .resolve(TRAINER + "__nnUNetPlans__" + configuration)
                .resolve("fold_0");
        return new Task(
                "train",
                ours(bench, dataset, run, splits),
                theirs(bench, dataset, results),
                Map.of(
                        "nnUNet_extTrainer", trainer(bench).toString(),
                        "SAGITTAL_BENCH_EPOCHS", Integer.toString(schedule.epochs),
                        "SAGITTAL_BENCH_ITERATIONS", Integer.toString(schedule.iterations),
                        "SAGITTAL_BENCH_VALIDATION_ITERATIONS", Integer.toString(schedule.validationIterations)),
                warmUps);
    }

    private Task.Side ours(Workbench bench, Workbench.Dataset dataset, Path run, Optional<Path> splits) {
        Path store = bench.folder().resolve("store");
        List<Object> all = new ArrayList<>(List.of("train", dataset.raw(), "--plans", plans, "-c", configuration));
        all.addAll(List.of("-f", 0, "-o", run, "--store", store, "--epochs", schedule.epochs));
        all.addAll(
                List.of("--iterations", schedule.iterations, "--validation-iterations", schedule.validationIterations));
        splits.ifPresent(file -> all.addAll(List.of("--splits", file)));
        all.add("--no-validation");
        all.addAll(words);
        List<String> before =
                bench.ours("preprocess", dataset.raw(), "--plans", plans, "-c", configuration, "-o", store);
        return new Task.Side(
                List.of(before),
                bench.ours(all.toArray()),
                List.of(run),
                Optional.of(() -> ourEpoch(run.resolve("log.jsonl"))));
    }

    private Task.Side theirs(Workbench bench, Workbench.Dataset dataset, Path results) {
        // The peer's training copies the fingerprint, without which it fails before its first batch; ours is there
        // sooner.
        Path fingerprint =
                bench.folder().resolve("preprocessed").resolve(dataset.name()).resolve("dataset_fingerprint.json");
        List<List<String>> before = List.of(
                bench.ours("fingerprint", dataset.raw(), "-o", fingerprint),
                List.of("nnUNetv2_preprocess", "-d", dataset.number(), "-c", configuration, "-np", bench.threads()));
        List<String> all =
                List.of("nnUNetv2_train", dataset.number(), configuration, "0", "-tr", TRAINER, "-device", "cpu");
        return new Task.Side(before, all, List.of(results), Optional.of(() -> theirEpoch(results)));
    }

    /** nnU-Net's trainer, but for the number of epochs and iterations. */
    private static Path trainer(Workbench bench) throws IOException {
        Path folder = Files.createDirectories(bench.folder().resolve("trainer"));
        Path file = folder.resolve(TRAINER + ".py");
        try (InputStream in = TrainingTask.class.getResourceAsStream(TRAINER_FILE)) {
            Files.write(file, in.readAllBytes());
        }
        return folder;
    }

    /** The median of {@code seconds} in a log of ours. */
    static double ourEpoch(Path log) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Double> seconds = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            seconds.add(json.readTree(line).path("seconds").asDouble());
        }
        return median(seconds, log);
    }

    /** The median of the epochs in nnU-Net's newest log. */
    static double theirEpoch(Path results) throws IOException {
        Path log;
        try (Stream<Path> files = Files.list(results)) {
            log = files.filter(file -> file.getFileName().toString().startsWith("training_log"))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow(() -> new IOException(results + " holds no training_log of nnU-Net"));
        }
        List<Double> seconds = new ArrayList<>();
        Matcher matcher = EPOCH_TIME.matcher(Files.readString(log));
        while (matcher.find()) {
            seconds.add(Double.parseDouble(matcher.group(1)));
        }
        return median(seconds, log);
    }

    private static double median(List<Double> seconds, Path log) throws IOException {
        if (seconds.isEmpty()) {
            throw new IOException(log + " tells of no epoch");
        }
        return Figure.median(seconds);
    }
}
