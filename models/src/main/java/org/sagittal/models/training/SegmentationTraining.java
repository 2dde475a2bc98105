package org.sagittal.models.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

/**
 * Trains a network as nnU-Net does: epochs of training iterations followed by validation iterations on random patches, a poly
 * learning rate, and checkpoints. Unlike nnU-Net's, every epoch leaves {@code checkpoint_latest}, and a training that is resumed
 * from it ends with the same weights as one that was never stopped.
 */
public final class SegmentationTraining {
    private static final double EMA_KEPT = 0.9;

    private final UNet network;
    private final TrainingSpec spec;
    private final LossSpec loss;
    private final BatchSource batches;
    private final Path run;
    private final TrainingListener listener;

    /**
     * Prepares a training.
     *
     * @param network what is trained
     * @param spec how
     * @param loss what is minimised
     * @param batches what it learns from
     * @param run folder for checkpoints, log and curve; made if absent
     * @param listener who is told
     */
    public SegmentationTraining(
            UNet network, TrainingSpec spec, LossSpec loss, BatchSource batches, Path run, TrainingListener listener) {
        this.network = network;
        this.spec = spec;
        this.loss = loss;
        this.batches = batches;
        this.run = run;
        this.listener = listener;
    }

    /**
     * Where a training begins.
     *
     * @param resume whether to go on from {@code checkpoint_latest} if there is one
     * @param pretrained weights to begin with instead of random ones; segmentation layers are drawn anew
     */
    public record Start(boolean resume, Optional<NamedTensors> pretrained) {}

    /**
     * Trains to the end of the schedule.
     *
     * @param runtime the engine
     * @param start where to begin
     * @return the final checkpoint, also in the folder as {@code checkpoint_final}
     * @throws IOException if the folder cannot be written or a checkpoint is broken
     * @throws CancellationException if the listener asks to stop; finished epochs are kept
     */
    public Checkpoint run(Runtime runtime, Start start) throws IOException {
        Files.createDirectories(run);
        Checkpoint checkpoint = begin(start);
        Path last = run.resolve(Checkpoint.FINAL);
        if (checkpoint.nextEpoch() == spec.schedule().epochs() && written(last)) {
            return checkpoint;
        }
        TrainingProgram.Task task = new TrainingProgram.Task(network, loss, spec.optimizer(), spec.batchSize());
        try (TrainingProgram program = TrainingProgram.load(runtime, task, checkpoint.state())) {
            while (checkpoint.nextEpoch() < spec.schedule().epochs()) {
                checkpoint = epoch(program, checkpoint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted in epoch " + checkpoint.nextEpoch());
        }
        checkpoint.write(last);
        return checkpoint;
    }

    /** Whether the last checkpoint is there. It is not written again then, so that what was made from it still counts as made from it. */
    private boolean written(Path last) throws IOException {
        Path latest = run.resolve(Checkpoint.LATEST);
        return Files.exists(last) && Files.exists(latest) && Files.mismatch(latest, last) < 0;
    }

    /**
     * Refuses a folder whose latest checkpoint is of another training. Nothing is written.
     *
     * @param network what shall be trained
     * @param spec how
     * @param run the folder; may be missing
     * @throws IOException if it is, saying with which settings it was made, or if the checkpoint is broken
     */
    public static void refuseOther(UNet network, TrainingSpec spec, Path run) throws IOException {
        Path latest = run.resolve(Checkpoint.LATEST);
        if (Files.exists(latest)) {
            refuseOther(Checkpoint.read(latest), latest, recipe(network, spec));
        }
    }

    private static void refuseOther(Checkpoint checkpoint, Path file, String recipe) throws IOException {
        if (!checkpoint.recipe().equals(recipe)) {
            throw new IOException(file + " belongs to another training: it was made with [" + checkpoint.recipe()
                    + "], asked is [" + recipe
                    + "]; use the same settings to go on, or another folder to start anew");
        }
    }

    private Checkpoint begin(Start start) throws IOException {
        String recipe = recipe(network, spec);
        Path latest = run.resolve(Checkpoint.LATEST);
        if (start.resume() && Files.exists(latest)) {
            Checkpoint checkpoint = Checkpoint.read(latest);
            refuseOther(checkpoint, latest, recipe);
            List<EpochRecord> log = TrainingLog.timed(run, checkpoint.log());
            TrainingLog.write(run, log);
            return new Checkpoint(
                    checkpoint.state(), checkpoint.nextEpoch(), checkpoint.seed(), checkpoint.bestEma(), recipe, log);
        }
        long seed = spec.sampling().seed();
        NamedTensors weights = network.initialWeights(seed);
        if (start.pretrained().isPresent()) {
            weights = Pretrained.over(network, weights, start.pretrained().get());
        }
        NamedTensors state = TrainingProgram.initialState(network, weights);
        TrainingLog.write(run, List.of());
        return new Checkpoint(state, 0, seed, Double.NEGATIVE_INFINITY, recipe, List.of());
    }

    /** What must not differ between the parts of one training. */
    private static String recipe(UNet network, TrainingSpec spec) {
        Schedule schedule = spec.schedule();
        Precision precision = spec.optimizer().precision();
        return "seed " + spec.sampling().seed() + ", epochs " + schedule.epochs() + ", iterations "
                + schedule.iterations()
                + ", validation iterations " + schedule.validationIterations() + ", learning rate "
                + schedule.initialLearningRate()
                + ", batch " + spec.batchSize() + ", patch " + spec.patch() + ", parameters "
                + network.parameterCount()
                // Silent about the default, so that trainings from before there was a choice go on.
                + (precision == Precision.FLOAT32 ? "" : ", precision " + precision.word());
    }

    private Checkpoint epoch(TrainingProgram program, Checkpoint before) throws IOException, InterruptedException {
        int epoch = before.nextEpoch();
        long start = System.nanoTime();
        double trainLoss = train(program, epoch);
        double trainSeconds = (System.nanoTime() - start) / 1e9;
        PseudoDice pseudoDice = new PseudoDice();
        double validationLoss = validate(program, epoch, pseudoDice);
        EpochRecord record = new EpochRecord(
                epoch,
                spec.schedule().learningRate(epoch),
                trainLoss,
                validationLoss,
                pseudoDice.perClass(),
                movingAverage(before.log(), pseudoDice),
                (System.nanoTime() - start) / 1e9,
                trainSeconds / spec.schedule().iterations());
        boolean isBest = record.emaPseudoDice() != null && record.emaPseudoDice() > before.bestEma();
        List<EpochRecord> log = new ArrayList<>(before.log());
        log.add(record);
        Checkpoint after = new Checkpoint(
                program.state(),
                epoch + 1,
                before.seed(),
                isBest ? record.emaPseudoDice() : before.bestEma(),
                before.recipe(),
                log);
        keep(after, isBest);
        listener.onEpoch(record, isBest);
        return after;
    }

    /** Latest last: whoever stops before it finds an older latest that makes the others again. */
    private void keep(Checkpoint checkpoint, boolean isBest) throws IOException {
        if (isBest) {
            checkpoint.write(run.resolve(Checkpoint.BEST));
        }
        TrainingLog.write(run, checkpoint.log());
        TrainingCurve.write(run, checkpoint.log());
        checkpoint.write(run.resolve(Checkpoint.LATEST));
    }

    private static Double movingAverage(List<EpochRecord> log, PseudoDice now) {
        Double before = log.isEmpty() ? null : log.get(log.size() - 1).emaPseudoDice();
        if (now.mean().isEmpty()) {
            return before;
        }
        double mean = now.mean().getAsDouble();
        return before == null ? mean : EMA_KEPT * before + (1 - EMA_KEPT) * mean;
    }

    private double train(TrainingProgram program, int epoch) throws InterruptedException {
        double rate = spec.schedule().learningRate(epoch);
        int iterations = spec.schedule().iterations();
        double sum = 0;
        try (BatchSource.Stream stream = batches.training(epoch)) {
            for (int i = 0; i < iterations; i++) {
                double value = finite(program.step(stream.next(), rate), epoch, i);
                sum += value;
                progress(epoch, i + 1, value);
            }
        }
        return sum / iterations;
    }

    private double validate(TrainingProgram program, int epoch, PseudoDice pseudoDice) throws InterruptedException {
        int iterations = spec.schedule().validationIterations();
        double sum = 0;
        try (BatchSource.Stream stream = batches.validation(epoch)) {
            for (int i = 0; i < iterations; i++) {
                TrainingProgram.Validation result = program.validate(stream.next());
                pseudoDice.add(result.counts());
                sum += result.loss();
                progress(epoch, spec.schedule().iterations() + i + 1, result.loss());
            }
        }
        return sum / iterations;
    }

    private void progress(int epoch, int done, double value) {
        if (listener.isCancelled()) {
            throw new CancellationException(
                    "training was cancelled in epoch " + epoch + "; run it again with --resume to go on");
        }
        listener.onIteration(
                epoch, done, spec.schedule().iterations() + spec.schedule().validationIterations(), value);
    }

    private static double finite(float value, int epoch, int iteration) {
        if (!Float.isFinite(value)) {
            throw new IllegalStateException("the loss is " + value + " in epoch " + epoch + ", iteration " + iteration
                    + ": training has diverged; use a smaller learning rate (--lr)");
        }
        return value;
    }
}
