package org.sagittal.models.training.sampling;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.sagittal.models.augment.Augmentation;
import org.sagittal.models.augment.AugmentationSetup;
import org.sagittal.models.augment.label.LabelTargets;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.models.training.BatchSource;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Batches of random patches as nnU-Net's trainer sees them, made ahead on threads of its own: augmented ones to train on, plain ones to
 * validate on. Every batch follows from the seed, the epoch and its number.
 *
 * <p>Reference: nnU-Net's data loaders. Unlike theirs, whose workers race, a batch here is always the same.
 */
public final class SampledBatches implements BatchSource {
    private static final int TRAINING = 1;
    private static final int VALIDATION = 2;

    private final TrainingSpec spec;
    private final BatchMaker training;
    private final BatchMaker validation;
    private final ExecutorService workers;
    private final int ahead;

    /**
     * The data of one fold.
     *
     * @param training cases to train on
     * @param validation cases to validate on
     * @param labels what their labels mean
     * @param previousStage whether the cases carry the labels that an earlier network of a cascade found, which become image channels
     */
    public record Cases(PatchSource training, PatchSource validation, LabelScheme labels, boolean previousStage) {}

    /**
     * Makes a source of batches.
     *
     * @param spec patch, batch size, sampling and seed
     * @param cases where patches come from
     * @param threads number of threads that make batches, at least 1
     */
    public SampledBatches(TrainingSpec spec, Cases cases, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.spec = spec;
        AugmentationSetup setup = AugmentationSetup.of(spec.dimensions(), spec.patch());
        List<Integer> previous = cases.previousStage() ? cases.labels().foregroundLabels() : List.of();
        this.training = maker(
                cases,
                cases.training(),
                Augmentation.training(
                        setup, spec.sampling().mirrorAxes(), spec.sampling().maskedChannels(), previous));
        this.validation = maker(cases, cases.validation(), Augmentation.validation(setup, previous));
        this.ahead = threads + 1;
        AtomicInteger number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "sagittal-batches-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private BatchMaker maker(Cases cases, PatchSource source, Augmentation augmentation) {
        boolean ignore = cases.labels().ignoreLabel().isPresent();
        SampleMaker samples = new SampleMaker(source, augmentation, ignore, cases.previousStage());
        return new BatchMaker(spec, samples, LabelTargets.of(cases.labels()));
    }

    @Override
    public Stream training(int epoch) {
        return stream(training, TRAINING, epoch, spec.schedule().iterations());
    }

    @Override
    public Stream validation(int epoch) {
        return stream(validation, VALIDATION, epoch, spec.schedule().validationIterations());
    }

    private Stream stream(BatchMaker maker, int purpose, int epoch, int count) {
        if (workers.isShutdown()) {
            throw new IllegalStateException("this source of batches was closed; make a new one");
        }
        RandomStream random =
                RandomStream.of(spec.sampling().seed()).child(purpose).child(epoch);
        return new BatchAhead(workers, number -> maker.make(random.child(number)), count, ahead);
    }

    @Override
    public void close() {
        // What never began is cancelled too, so that nobody waits for it.
        workers.shutdownNow().forEach(task -> ((Future<?>) task).cancel(true));
    }
}
