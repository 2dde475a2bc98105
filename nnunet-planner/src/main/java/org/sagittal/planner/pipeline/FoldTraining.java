package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.BatchSource;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.training.SegmentationTraining;
import org.sagittal.models.training.TrainingListener;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.training.sampling.SampledBatches;
import org.sagittal.models.training.sampling.StoredPatches;
import org.sagittal.models.unet.UNet;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.store.CaseStore;

/**
 * Trains one configuration of a plan on one fold, into a run folder that is a model of its own: {@code plans.json},
 * {@code dataset.json}, {@code run.json} (configuration, fold, seed, schedule, precision), checkpoints, log and curve.
 *
 * <p>A folder that holds a training with the same settings is gone on with, from its last finished epoch; a finished one is left as it
 * is.
 */
public final class FoldTraining {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plans plans;
    private final Configuration configuration;
    private final DatasetDescription dataset;
    private final CaseStore store;
    private final String foldName;
    private final Fold fold;

    /**
     * Prepares a training.
     *
     * @param plans the plans
     * @param configuration name of the configuration in them
     * @param dataset channels and labels
     * @param store preprocessed cases of that configuration
     * @param foldName "0", "1", ... or "all"
     * @param fold its cases
     */
    public FoldTraining(
            Plans plans,
            String configuration,
            DatasetDescription dataset,
            CaseStore store,
            String foldName,
            Fold fold) {
        this.plans = plans;
        this.configuration = plans.configuration(configuration);
        this.dataset = dataset;
        this.store = store;
        this.foldName = foldName;
        this.fold = fold;
    }

    /**
     * Trains to the end.
     *
     * @param runtime the engine
     * @param run folder to leave everything in
     * @param options changes to the plan's training
     * @param listener who is told
     * @return the final checkpoint
     * @throws IOException if the folder cannot be written, or holds a training with other settings
     */
    public Checkpoint run(Runtime runtime, Path run, TrainingOptions options, TrainingListener listener)
            throws IOException {
        Files.createDirectories(run);
        TrainingSpec spec = options.apply(configuration.training(), seed(run));
        describe(run, spec);
        UNet network = UNet.of(configuration.network(dataset));
        LossSpec loss = new LossSpec(
                dataset.labels().hasRegions(),
                dataset.labels().ignoreLabel(),
                spec.batchDice(),
                spec.deepSupervision().weights());
        int makers = Math.max(1, runtime.threads() / 2);
        try (BatchSource batches = new SampledBatches(spec, sampled(), makers)) {
            return new SegmentationTraining(network, spec, loss, batches, run, listener)
                    .run(runtime, new SegmentationTraining.Start(true, options.pretrained()));
        }
    }

    private SampledBatches.Cases sampled() {
        return new SampledBatches.Cases(
                new StoredPatches(store, fold.train()),
                new StoredPatches(store, fold.validation()),
                dataset.labels(),
                configuration.previousStage().isPresent());
    }

    /** The seed of a training that was begun here, else a new one. */
    private static long seed(Path run) throws IOException {
        Path description = run.resolve("run.json");
        if (Files.exists(description)) {
            return JSON.readTree(Files.readAllBytes(description)).path("seed").asLong();
        }
        return new SplittableRandom().nextLong() >>> 1;
    }

    private void describe(Path run, TrainingSpec spec) {
        ObjectNode description = JSON.createObjectNode();
        description.put("configuration", configuration.name());
        description.put("fold", foldName);
        description.put("seed", spec.sampling().seed());
        ObjectNode schedule = description.putObject("schedule");
        schedule.put("epochs", spec.schedule().epochs());
        schedule.put("iterations", spec.schedule().iterations());
        schedule.put("validation_iterations", spec.schedule().validationIterations());
        schedule.put("initial_lr", spec.schedule().initialLearningRate());
        description.put("batch_size", spec.batchSize());
        description.put("precision", spec.optimizer().precision().word());
        fold.train().forEach(description.putArray("training_cases")::add);
        fold.validation().forEach(description.putArray("validation_cases")::add);
        plans.write(run.resolve("plans.json"));
        write(run.resolve("dataset.json"), dataset.json());
        write(run.resolve("run.json"), description);
    }

    private static void write(Path file, ObjectNode json) {
        byte[] text = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
    }
}
