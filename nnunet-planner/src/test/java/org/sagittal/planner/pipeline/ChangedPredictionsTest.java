package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sagittal.planner.pipeline.TinyTrainings.LONG_AGO;
import static org.sagittal.planner.pipeline.TinyTrainings.READER;
import static org.sagittal.planner.pipeline.TinyTrainings.contents;
import static org.sagittal.planner.pipeline.TinyTrainings.replace;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.preprocessing.dataset.RawDataset;

/**
 * Whatever was asked for differently, stopped, or changed among the inputs in between, the next run ends with what it would have made in a fresh
 * folder, and keeps what is still valid: predictions of unseen cases, and the whole job.
 */
@Tag("slow")
class ChangedPredictionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNSEEN = "predict unseen cases";

    @TempDir
    private static Path folder;

    private static TinyTrainings tiny;

    @BeforeAll
    static void train() throws IOException {
        tiny = new TinyTrainings(folder);
    }

    @AfterAll
    static void stop() {
        tiny.close();
    }

    /** Stops a prediction of unseen cases when the third begins and the first is written. */
    private static final class Stopping implements JobListener {
        private String running = "";

        @Override
        public void begin(String task, long total) {
            running = task;
        }

        @Override
        public void at(double done, String note) {
            if (running.equals(UNSEEN) && note.equals("unseen_2")) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<String> predict(RawDataset dataset, String work, JobListener listener, RunFolder... runs)
            throws IOException {
        Path into = tiny.folder.resolve(work);
        return new TestPredictions(
                        tiny.request(dataset, into, List.of("0"), 9), READER, listener, FinishedSteps.open(into))
                .predict(tiny.runtime, List.of(runs), Postprocessing.NONE);
    }

    private static Map<String, String> predicted(String work) throws IOException {
        return contents(tiny.folder.resolve(work).resolve("predictions"), ".nii.gz");
    }

    private static void predictUntilStopped(String work, RunFolder... runs) {
        assertThatThrownBy(() -> predict(tiny.raw, work, new Stopping(), runs))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(tiny.folder.resolve(work).resolve("predictions/unseen_0.nii.gz"))
                .exists();
    }

    @Test
    void aStoppedPredictionByOtherModelsIsNoMixtureWithTheOneBefore() throws IOException {
        predict(tiny.raw, "one", JobListener.NONE, tiny.first);
        predict(tiny.raw, "both", JobListener.NONE, tiny.first, tiny.second);
        assertThat(predicted("one")).hasSize(3);
        predicted("one").forEach((name, bytes) -> assertThat(bytes).isNotEqualTo(read("both", name)));

        predict(tiny.raw, "onward", JobListener.NONE, tiny.first);
        predictUntilStopped("onward", tiny.first, tiny.second);
        predict(tiny.raw, "onward", JobListener.NONE, tiny.first, tiny.second);
        assertThat(predicted("onward")).isEqualTo(predicted("both"));

        predictUntilStopped("onward", tiny.first);
        predict(tiny.raw, "onward", JobListener.NONE, tiny.first, tiny.second);
        assertThat(predicted("onward")).as("back again").isEqualTo(predicted("both"));
    }

    private static String read(String work, String name) {
        try {
            return predicted(work).get(name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anUnseenCaseThatChangesIsPredictedAgainAndTheOthersAreKept() throws IOException {
        RawDataset own = tiny.copyOfRaw("changing");
        Path images = own.folder().resolve("imagesTs");
        Path predictions = tiny.folder.resolve("changing/predictions");
        predict(own, "changing", JobListener.NONE, tiny.first);
        Map<String, String> before = predicted("changing");
        Files.setLastModifiedTime(predictions.resolve("unseen_1.nii.gz"), LONG_AGO);

        Files.writeString(images.resolve("unseen_0_0000.nii.gz"), "damaged");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(predict(own, "changing", JobListener.NONE, tiny.first))
                    .singleElement()
                    .asString()
                    .startsWith("unseen_0: ");
            assertThat(predicted("changing")).containsOnlyKeys("unseen_1.nii.gz", "unseen_2.nii.gz");
        }
        replace(images.resolve("unseen_0_0000.nii.gz"), tiny.raw.folder().resolve("imagesTs/unseen_0_0000.nii.gz"));
        Files.delete(images.resolve("unseen_2_0000.nii.gz"));
        assertThat(predict(own, "changing", JobListener.NONE, tiny.first)).isEmpty();

        before.remove("unseen_2.nii.gz");
        assertThat(predicted("changing")).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(predictions.resolve("unseen_1.nii.gz")))
                .isEqualTo(LONG_AGO);
    }

    /** As folders from before there were notes of cases say it. */
    @Test
    void anOlderFolderIsTakenUpUnlessAnotherPredictionWasBegunThere() throws IOException {
        predict(tiny.raw, "older", JobListener.NONE, tiny.first);
        Path notes = tiny.folder.resolve("older/predictions/.cases.json");
        Path map = tiny.folder.resolve("older/predictions/unseen_0.nii.gz");
        FinishedSteps steps = FinishedSteps.open(tiny.folder.resolve("older"));
        Map<String, String> said = JSON.convertValue(
                JSON.readTree(tiny.folder.resolve("older/steps.json").toFile()),
                JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, String.class));
        steps.add("predict predictions begun", said.get("predict predictions"));
        Files.delete(notes);
        Map<String, String> made = predicted("older");
        Files.setLastModifiedTime(map, LONG_AGO);

        predict(tiny.raw, "older", JobListener.NONE, tiny.first);
        assertThat(Files.getLastModifiedTime(map)).as("kept").isEqualTo(LONG_AGO);

        FinishedSteps.open(tiny.folder.resolve("older")).add("predict predictions begun", "of another");
        replace(map, tiny.folder.resolve("older/predictions/unseen_1.nii.gz"));
        predict(tiny.raw, "older", JobListener.NONE, tiny.first);
        assertThat(predicted("older")).isEqualTo(made);
    }

    private static void job(String work, List<String> folds, long seed, JobListener listener) throws IOException {
        new SelfConfiguringPipeline(tiny.request(tiny.raw, tiny.folder.resolve(work), folds, seed), READER, listener)
                .run();
    }

    private static Map<String, String> results(String work) throws IOException {
        return contents(tiny.folder.resolve(work), ".nii.gz", ".case", ".npz", Checkpoint.FINAL, "plans.json");
    }

    @Test
    void aWholeJobThatIsAskedForDifferentlyEndsAsInAFreshFolder() throws IOException {
        job("fresh", List.of("0", "1"), 10, JobListener.NONE);
        Map<String, String> fresh = results("fresh");

        stopJob("changed", List.of("0"), 9);
        for (String file : List.of(Checkpoint.FINAL, Checkpoint.LATEST, Checkpoint.BEST)) {
            Files.deleteIfExists(
                    tiny.folder.resolve("changed/runs/3d_lowres/fold_0").resolve(file));
        }
        stopJob("changed", List.of("0", "1"), 10);
        List<String> kept = new ArrayList<>();
        job("changed", List.of("0", "1"), 10, new JobListener() {
            @Override
            public void kept(String task) {
                kept.add(task);
            }
        });

        Map<String, String> changed = results("changed");
        changed.keySet().removeIf(name -> name.contains("crossval_results_folds_0/"));
        assertThat(changed).containsOnlyKeys(fresh.keySet());
        assertThat(fresh.keySet().stream().filter(name -> !fresh.get(name).equals(changed.get(name))))
                .isEmpty();
        assertThat(kept)
                .contains("fingerprint", "plan", "validate 3d_lowres 0", "validate 3d_lowres 1", "find-best")
                .doesNotContain(UNSEEN);
    }

    private static void stopJob(String work, List<String> folds, long seed) {
        assertThatThrownBy(() -> job(work, folds, seed, new Stopping())).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
