package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.geometry.testing.fault.FaultSweep;
import org.sagittal.geometry.testing.fault.Faults;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.PredictionOutputs;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.training.TrainingListener;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.prediction.ModelTeam;
import org.sagittal.planner.prediction.PredictionJob;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.store.BuildOptions;
import org.sagittal.preprocessing.store.BuildReport;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreBuilder;

/**
 * What preprocess, train, predict and import do to files, with a fault at each of these acts; at some of predict's and train's, which take longer,
 * unless {@code -Dsagittal.faults.all=true} asks for every act of everything. {@code -Dsagittal.faults.only=train} leaves the others out.
 */
@Tag("slow")
class FaultSweepTest {
    private static final ImageReader READER = ImageReaders.byName("SimpleITKIO");
    private static final String CONFIGURATION = "3d_lowres";

    @TempDir
    private static Path folder;

    private static Runtime runtime;
    private static Plans plans;

    @BeforeAll
    static void trainOnce() throws IOException {
        runtime = Runtime.open(1);
        plans = Plans.parse(new ObjectMapper().readTree(BallDataset.tinyPlans()), "test");
        BallDataset.write(folder, 3);
        preprocess(folder.resolve("store"));
        train(folder.resolve("run"));
        try (ModelSource run = ModelSources.open(folder.resolve("run"))) {
            BundleFile.write(run, folder.resolve("model.sagittal"));
        }
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private static RawDataset raw(Path made) {
        return RawDataset.open(made.resolveSibling("Dataset001_Balls"));
    }

    private static void preprocess(Path store) throws IOException {
        RawDataset raw = raw(store);
        BuildReport report = new CaseStoreBuilder(
                        plans.configuration(CONFIGURATION).preprocessing(),
                        raw.description().labels(),
                        READER)
                .build(raw.trainingCases(), store, new BuildOptions(1, CaseProgress.SILENT, Map.of()));
        if (!report.failures().isEmpty()) {
            throw new IOException(report.failures().toString());
        }
    }

    private static void train(Path run) throws IOException {
        RawDataset raw = raw(run);
        List<String> ids = raw.trainingCases().stream().map(RawCase::id).toList();
        Fold fold = new Fold(ids.subList(0, 2), ids.subList(2, 3));
        TrainingOptions options = new TrainingOptions(
                new TrainingOptions.ScheduleOptions(
                        OptionalInt.of(2), OptionalInt.of(1), OptionalInt.of(1), OptionalDouble.empty()),
                OptionalInt.of(2),
                OptionalLong.of(3),
                Precision.FLOAT32,
                Optional.empty(),
                false);
        CaseStore store = CaseStore.open(run.resolveSibling("store"));
        try (FolderLock alone = FolderLock.take(run)) {
            new FoldTraining(plans, CONFIGURATION, raw.description(), store, "0", fold)
                    .run(runtime, run, options, TrainingListener.NONE);
            new FoldValidation(
                            RunFolder.open(run),
                            READER,
                            file -> VolumeFormats.of(file).readLabels(file))
                    .run(runtime, raw.trainingCases(), Optional.empty(), ProbabilityOutput.NONE, BatchListener.NONE);
        }
    }

    private static void predict(Path output) throws IOException {
        RawDataset raw = raw(output);
        List<RawCase> cases = RawDataset.casesIn(raw.folder().resolve("imagesTr"), raw.description())
                .subList(0, 2);
        try (ModelSource model = ModelSources.open(output.resolveSibling("model.sagittal"))) {
            ModelTeam team = ModelTeam.choose(List.of(model), List.of(), false);
            BatchRequest request = new BatchRequest(
                    READER, output, ".nii.gz", Optional.empty(), true, PredictionOutputs.with(ProbabilityOutput.NPZ));
            PredictionJob job = new PredictionJob(team, List.of(), new InferenceOptions(1, false, 1), request, 0.5);
            for (CaseOutcome outcome : job.run(runtime, cases, "test", Map.of(), BatchListener.NONE)) {
                if (outcome.problem().isPresent()) {
                    throw new IOException(outcome.problem().get());
                }
            }
        }
    }

    private static void bundle(Path made) throws IOException {
        try (ModelSource run = ModelSources.open(made.resolveSibling("run"))) {
            BundleFile.write(run, made.resolve("again.sagittal"));
        }
    }

    /** All but wall times; null for what is no result. */
    private static byte[] essence(Path file) {
        String name = file.getFileName().toString();
        try {
            if (name.equals(FolderLock.NAME) || name.equals("prediction.json")) {
                return null;
            }
            return name.equals("log.jsonl")
                    ? Files.readString(file)
                            .replaceAll("\"seconds\\w*\" ?: ?[-0-9.E]+", "")
                            .getBytes(StandardCharsets.UTF_8)
                    : Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static boolean grows(String name) {
        return List.of("log.jsonl", "progress.png", "checkpoint_latest", "checkpoint_best")
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "preprocess, FAIL, 1",
        "preprocess, CUT, 1",
        "preprocess, FULL, 3",
        "preprocess, GONE, 2",
        "import, FAIL, 1",
        "import, CUT, 1",
        "import, FULL, 1",
        "predict, FAIL, 4",
        "predict, CUT, 5",
        "predict, FULL, 11",
        "predict, GONE, 7",
        "train, GONE, 19",
        "train, FAIL, 13",
        "train, CUT, 15",
        "train, FULL, 29"
    })
    void theNextRunEndsWithTheRightResult(String command, Faults.Manner manner, int stride) throws Exception {
        assumeThat(System.getProperty("sagittal.faults.only", command)).contains(command);
        FaultSweep.Work work = switch (command) {
            case "preprocess" -> FaultSweepTest::preprocess;
            case "import" -> FaultSweepTest::bundle;
            case "predict" -> FaultSweepTest::predict;
            default -> FaultSweepTest::train;
        };
        FaultSweep sweep = new FaultSweep(folder, work, FaultSweepTest::essence, FaultSweepTest::grows);
        assertThat(sweep.run(manner, Boolean.getBoolean("sagittal.faults.all") ? 1 : stride))
                .isGreaterThan(2);
    }
}
