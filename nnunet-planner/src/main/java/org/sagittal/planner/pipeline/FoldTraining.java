package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.BatchSource;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.training.SegmentationTraining;
import org.sagittal.models.training.TrainingListener;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.training.sampling.SampledBatches;
import org.sagittal.models.training.sampling.StoredPatches;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.store.CaseStore;

/**
 * Trains one configuration of a plan on one fold, into a run folder that is a model of its own: {@code plans.json},
 * {@code dataset.json}, {@code run.json} (configuration, fold, seed, schedule, precision), checkpoints, log and curve.
 *
 * <p>A folder that holds a training with the same settings is gone on with, from its last finished epoch; a finished one is left as it
 * is; one with other settings is refused and left as it is.
 */
public final class FoldTraining {
    private final RunDescription description;
    private final DatasetDescription dataset;
    private final CaseStore store;
    private final Fold fold;
    private final boolean cascaded;

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
        this.description = new RunDescription(plans, configuration, dataset, foldName, fold);
        this.dataset = dataset;
        this.store = store;
        this.fold = fold;
        this.cascaded = plans.configuration(configuration).previousStage().isPresent();
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
        description.refuseOther(run, options);
        Files.createDirectories(run);
        TrainingSpec spec = description.spec(run, options);
        description.write(run, spec);
        LossSpec loss = new LossSpec(
                dataset.labels().hasRegions(),
                dataset.labels().ignoreLabel(),
                spec.batchDice(),
                spec.deepSupervision().weights());
        int makers = Math.max(1, runtime.threads() / 2);
        try (BatchSource batches = new SampledBatches(spec, sampled(), makers)) {
            return new SegmentationTraining(description.network(), spec, loss, batches, run, listener)
                    .run(runtime, new SegmentationTraining.Start(true, options.pretrained()));
        }
    }

    private SampledBatches.Cases sampled() {
        return new SampledBatches.Cases(
                new StoredPatches(store, fold.train()),
                new StoredPatches(store, fold.validation()),
                dataset.labels(),
                cascaded);
    }
}
