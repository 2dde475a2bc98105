package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.models.inference.BatchListener;
import org.sagittal.models.inference.ProbabilityOutput;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.training.TrainingListener;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.split.CrossValidationSplit;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.store.BuildOptions;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreBuilder;

/** From raw files to a trained, scored fold, and through a cascade, on images small enough to train in seconds. */
@Tag("slow")
class FoldTrainingTest {
    private static final ImageReader READER = ImageReaders.byName("SimpleITKIO");

    private static Runtime runtime;

    @TempDir
    Path folder;

    private RawDataset raw;
    private Plans plans;

    @BeforeAll
    static void start() {
        runtime = Runtime.open(2);
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @BeforeEach
    void dataset() throws IOException {
        raw = RawDataset.open(BallDataset.write(folder, 5));
        plans = Plans.parse(new ObjectMapper().readTree(BallDataset.plans()), "test");
    }

    private static TrainingOptions options(int epochs, Precision precision) {
        return new TrainingOptions(
                new TrainingOptions.ScheduleOptions(
                        OptionalInt.of(epochs), OptionalInt.of(30), OptionalInt.of(5), OptionalDouble.empty()),
                OptionalInt.empty(),
                OptionalLong.of(3),
                precision,
                Optional.empty(),
                false);
    }

    private CaseStore store(String configuration) {
        Path store = folder.resolve("store").resolve(configuration);
        new CaseStoreBuilder(
                        plans.configuration(configuration).preprocessing(),
                        raw.description().labels(),
                        READER)
                .build(raw.trainingCases(), store, new BuildOptions(2, CaseProgress.SILENT, Map.of()));
        return CaseStore.open(store);
    }

    private Fold fold(int number) {
        List<String> ids = raw.trainingCases().stream().map(c -> c.id()).toList();
        return CrossValidationSplit.generate(ids).fold(number, ids);
    }

    private RunFolder train(String configuration, CaseStore store, int fold, int epochs) throws IOException {
        return train(configuration, store, fold, options(epochs, Precision.FLOAT32));
    }

    private RunFolder train(String configuration, CaseStore store, int fold, TrainingOptions options)
            throws IOException {
        Path run = folder.resolve("runs").resolve(configuration).resolve("fold_" + fold);
        new FoldTraining(plans, configuration, raw.description(), store, Integer.toString(fold), fold(fold))
                .run(runtime, run, options, TrainingListener.NONE);
        return RunFolder.open(run);
    }

    private double validate(RunFolder run, Optional<Path> previousStage) throws IOException {
        NnunetSummary summary = new FoldValidation(
                        run, READER, file -> VolumeFormats.of(file).readLabels(file))
                .run(runtime, raw.trainingCases(), previousStage, ProbabilityOutput.NONE, BatchListener.NONE);
        assertThat(run.folder().resolve("validation/summary.json")).exists();
        return summary.foregroundMeanDice();
    }

    @Test
    void aTrainedFoldFindsTheBallsItHasNotSeen() throws IOException {
        RunFolder run = train("3d_fullres", store("3d_fullres"), 0, 4);
        assertThat(validate(run, Optional.empty())).isGreaterThan(0.9);
        assertThat(RunFolder.within(run.folder().getParent())).hasSize(1);
        assertThat(Files.list(run.folder()).map(p -> p.getFileName().toString()))
                .contains(
                        "checkpoint_best",
                        "checkpoint_final",
                        "checkpoint_latest",
                        "dataset.json",
                        "log.jsonl",
                        "plans.json")
                .contains("progress.png", "run.json", "validation")
                .noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void inBf16AFoldLearnsAsWellAndTheRunSaysSo() throws IOException {
        RunFolder run = train("3d_fullres", store("3d_fullres"), 0, options(4, Precision.BF16));
        assertThat(validate(run, Optional.empty())).isGreaterThan(0.9);
        assertThat(new ObjectMapper()
                        .readTree(run.folder().resolve("run.json").toFile())
                        .get("precision")
                        .asText())
                .isEqualTo("bf16");
    }

    @Test
    void aTrainingWithOtherSettingsIsRefusedBeforeAnyFileIsChanged() throws IOException {
        CaseStore store = store("3d_lowres");
        RunFolder run = train("3d_lowres", store, 0, brief(1, 3));
        Map<String, String> before = contents(run.folder());

        refused(() -> train("3d_lowres", store, 0, brief(2, 3)), "epochs 1", "epochs 2");
        refused(() -> train("3d_lowres", store, 0, brief(1, 4)), "seed 3", "seed 4");
        refused(() -> into(run.folder(), "3d_lowres", store, 1), "fold is 0, asked is 1");
        refused(() -> into(run.folder(), "3d_fullres", store, 0), "configuration is 3d_lowres");
        Fold fewer = new Fold(fold(0).train().subList(1, 4), fold(0).validation());
        refused(() -> into(run.folder(), plans, store, fewer), "4 training cases are not the 3");
        Plans moved = Plans.parse(
                new ObjectMapper()
                        .readTree(BallDataset.plans()
                                .replace("\"use_mask_for_norm\": [false]", "\"use_mask_for_norm\": [true]")),
                "test");
        refused(() -> into(run.folder(), moved, store, fold(0)), "another recipe for 3d_lowres");

        assertThat(contents(run.folder())).isEqualTo(before);
        assertThat(train("3d_lowres", store, 0, brief(1, 3)).folder()).isEqualTo(run.folder());
    }

    private static void refused(ThrowingCallable training, String... words) {
        assertThatThrownBy(training)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("another folder to start anew");
    }

    private static TrainingOptions brief(int epochs, long seed) {
        return new TrainingOptions(
                new TrainingOptions.ScheduleOptions(
                        OptionalInt.of(epochs), OptionalInt.of(1), OptionalInt.of(1), OptionalDouble.empty()),
                OptionalInt.empty(),
                OptionalLong.of(seed),
                Precision.FLOAT32,
                Optional.empty(),
                false);
    }

    private void into(Path run, String configuration, CaseStore store, int fold) throws IOException {
        new FoldTraining(plans, configuration, raw.description(), store, Integer.toString(fold), fold(fold))
                .run(runtime, run, brief(1, 3), TrainingListener.NONE);
    }

    private void into(Path run, Plans plans, CaseStore store, Fold fold) throws IOException {
        new FoldTraining(plans, "3d_lowres", raw.description(), store, "0", fold)
                .run(runtime, run, brief(1, 3), TrainingListener.NONE);
    }

    /** Content and time of every file. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.relativize(file) + " " + Files.getLastModifiedTime(file),
                        Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void theSecondStageOfACascadeLearnsFromTheFirst() throws IOException {
        CaseStore lowResolution = store("3d_lowres");
        List<RunFolder> firstStage = new ArrayList<>();
        for (int fold = 0; fold < 5; fold++) {
            firstStage.add(train("3d_lowres", lowResolution, fold, 3));
        }
        CascadeStore cascade =
                new CascadeStore(plans, "3d_cascade_fullres", raw.description().labels(), READER);
        Path second = folder.resolve("store/3d_cascade_fullres");
        assertThatThrownBy(() -> cascade.build(
                        runtime, firstStage.subList(0, 4), raw.trainingCases(), second, CaseProgress.SILENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("train all folds");
        cascade.build(runtime, firstStage, raw.trainingCases(), second, CaseProgress.SILENT);
        for (RunFolder run : firstStage) {
            validate(run, Optional.empty());
        }

        RunFolder run = train("3d_cascade_fullres", CaseStore.open(second), 0, 3);

        Path previous = firstStage.get(0).folder().resolve("validation");
        assertThat(validate(run, Optional.of(previous))).isGreaterThan(0.85);
        assertThat(run.weights(Checkpoint.FINAL)
                        .get("encoder.stages.0.0.convs.0.conv.weight")
                        .shape())
                .containsExactly(4, 2, 3, 3, 3);
    }
}
