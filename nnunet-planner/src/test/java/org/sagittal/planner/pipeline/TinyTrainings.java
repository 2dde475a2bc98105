package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.training.TrainingListener;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.store.BuildOptions;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreBuilder;

/** Two folds of a tiny dataset with three unseen cases, each trained for a moment, and copies of all that for tests that change something. */
final class TinyTrainings implements AutoCloseable {
    static final ImageReader READER = ImageReaders.byName("SimpleITKIO");
    static final String CONFIGURATION = "3d_lowres";
    static final Fold FIRST = new Fold(List.of("ball_2"), List.of("ball_0", "ball_1"));
    static final Fold SECOND = new Fold(List.of("ball_0", "ball_1"), List.of("ball_2"));
    /** For files that shall show that nobody wrote them since. */
    static final FileTime LONG_AGO = FileTime.from(Instant.parse("1990-01-01T00:00:00Z"));

    private static final ObjectMapper JSON = new ObjectMapper();

    final Path folder;
    final Runtime runtime;
    final Plans plans;
    final RawDataset raw;
    final RunFolder first;
    final RunFolder second;

    /** Makes the dataset and trains. */
    TinyTrainings(Path folder) throws IOException {
        this.folder = folder;
        runtime = Runtime.open(1);
        plans = Plans.parse(JSON.readTree(BallDataset.tinyPlans()), "test");
        Path written = BallDataset.write(folder, 3);
        Files.createDirectories(written.resolve("imagesTs"));
        for (int i = 0; i < 3; i++) {
            Files.copy(
                    written.resolve("imagesTr/ball_" + i + "_0000.nii.gz"),
                    written.resolve("imagesTs/unseen_" + i + "_0000.nii.gz"));
        }
        Files.writeString(
                written.resolve("splits_final.json"),
                JSON.writeValueAsString(List.of(
                        Map.of("train", FIRST.train(), "val", FIRST.validation()),
                        Map.of("train", SECOND.train(), "val", SECOND.validation()))));
        raw = RawDataset.open(written);
        first = train(raw, folder.resolve("runs/fold_0"), "0", FIRST);
        second = train(raw, folder.resolve("runs/fold_1"), "1", SECOND);
    }

    static TrainingOptions options(long seed) {
        return new TrainingOptions(
                new TrainingOptions.ScheduleOptions(
                        OptionalInt.of(1), OptionalInt.of(3), OptionalInt.of(1), OptionalDouble.of(0.05)),
                OptionalInt.of(2),
                OptionalLong.of(seed),
                Precision.FLOAT32,
                Optional.empty(),
                false);
    }

    /** Seeds and so few iterations that networks find something everywhere and each something else. */
    RunFolder train(RawDataset dataset, Path run, String fold, Fold cases) throws IOException {
        Path store = dataset.folder().resolveSibling("store");
        new CaseStoreBuilder(
                        plans.configuration(CONFIGURATION).preprocessing(),
                        dataset.description().labels(),
                        READER)
                .build(dataset.trainingCases(), store, new BuildOptions(1, CaseProgress.SILENT, Map.of()));
        new FoldTraining(plans, CONFIGURATION, dataset.description(), CaseStore.open(store), fold, cases)
                .run(runtime, run, options(fold.equals("1") ? 10 : 9), TrainingListener.NONE);
        return RunFolder.open(run);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** A dataset that a test may change. */
    RawDataset copyOfRaw(String name) throws IOException {
        Path copy = folder.resolve(name).resolve("Dataset001_Balls");
        copy(raw.folder(), copy);
        return RawDataset.open(copy);
    }

    static void replace(Path file, Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Bytes of all files of some endings. */
    static Map<String, String> contents(Path made, String... endings) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    contents.put(made.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }

    PipelineRequest request(RawDataset dataset, Path work, List<String> folds, long seed) {
        return new PipelineRequest(
                dataset,
                work,
                PlanOptions.of("Dataset001_Balls", PlannerProfile.EXPERIMENT),
                (fingerprint, description, wishes) -> new PlannedExperiment(plans, List.of(), List.of(), List.of()),
                List.of(CONFIGURATION),
                folds,
                options(seed),
                1);
    }

    /** A training that is not validated yet. */
    RunFolder copyOfRun(RunFolder run, String to) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(to));
        for (String file : List.of("run.json", "plans.json", "dataset.json", Checkpoint.FINAL)) {
            Files.copy(run.folder().resolve(file), copy.resolve(file));
        }
        return RunFolder.open(copy);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
