package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;

/**
 * Many cases, one after the other: while the network looks at one, the next is read and prepared and the one before is written. At most
 * three cases are in memory; beside a very large one no other is read ahead. A case that fails is named and the others go on.
 */
public final class BatchPrediction {
    private static final long GRACE_MILLIS = 1500;

    /** Beside a case of more than this (150 million voxels have 0.6 GB), the next one would double what images take. */
    private static final long MOST_BYTES_BESIDE = 1L << 28;

    /** On a small heap it is less: a case that is being prepared has four arrays of its size, and an eighth of the heap is left for it. */
    private static final long PART_OF_HEAP_BESIDE = 32;

    private final Ensemble ensemble;
    private final BatchRequest request;
    private final PredictionWriter writer;

    private final long mostBytesBeside;

    private BatchPrediction(Ensemble ensemble, BatchRequest request, long mostBytesBeside) {
        this.ensemble = ensemble;
        this.request = request;
        this.mostBytesBeside = mostBytesBeside;
        this.writer = new PredictionWriter(request);
    }

    /** One thread before the network and one behind it. */
    private static final class Threads implements AutoCloseable {
        final ExecutorService reading = Executors.newSingleThreadExecutor(work -> daemon(work, "case-reader"));
        final ExecutorService writing = Executors.newSingleThreadExecutor(work -> daemon(work, "case-writer"));

        private static Thread daemon(Runnable work, String name) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }

        @Override
        public void close() {
            reading.shutdownNow();
            // Whoever gets here with files still being written was cancelled: the writer clears up behind itself.
            writing.shutdownNow();
            boolean interrupted = Thread.interrupted();
            try {
                writing.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A case that waits for the network, which takes it away: whoever still knows what was prepared keeps no gigabytes. */
    private record Prepared(AtomicReference<Ensemble.PreparedImages> images, SegmentationRequest request) {}

    /**
     * Describes a batch.
     *
     * @param segmenter the loaded model; stays open
     * @param request where files come from and go
     * @return the batch
     */
    public static BatchPrediction of(Segmenter segmenter, BatchRequest request) {
        return of(Ensemble.of(segmenter), request);
    }

    /**
     * Describes a batch.
     *
     * @param ensemble the loaded models; stay open
     * @param request where files come from and go
     * @return the batch
     */
    public static BatchPrediction of(Ensemble ensemble, BatchRequest request) {
        long part = Runtime.getRuntime().maxMemory() / PART_OF_HEAP_BESIDE;
        return new BatchPrediction(ensemble, request, Math.min(part, MOST_BYTES_BESIDE));
    }

    /**
     * The same batch within a number of threads.
     *
     * @param threads how many may work; with one, a case is read when the one before is written
     * @return the batch
     */
    public BatchPrediction within(int threads) {
        return threads == 1 ? beside(0) : this;
    }

    /** The same, reading a case ahead beside one whose voxels take at most so many bytes. */
    BatchPrediction beside(long bytes) {
        return new BatchPrediction(ensemble, request, bytes);
    }

    /**
     * Predicts all cases.
     *
     * @param cases what to predict
     * @param listener follows
     * @return how each case ended, in the order in which they ended
     * @throws CancellationException if the calling thread is interrupted; finished cases stay
     */
    public List<CaseOutcome> run(List<RawCase> cases, BatchListener listener) {
        List<CaseOutcome> outcomes = new ArrayList<>();
        List<RawCase> open = new ArrayList<>();
        int heads = ensemble.labels().segmentationHeads();
        for (RawCase rawCase : cases) {
            if (request.skipFinished() && request.finished(rawCase, heads, ensemble.feeding())) {
                end(CaseOutcome.skipped(rawCase.id()), outcomes, listener);
            } else {
                open.add(rawCase);
            }
        }
        makeOutputFolder();
        try (Threads threads = new Threads()) {
            run(open, threads, outcome -> end(outcome, outcomes, listener), listener);
        }
        return List.copyOf(outcomes);
    }

    private static void end(CaseOutcome outcome, List<CaseOutcome> outcomes, BatchListener listener) {
        outcomes.add(outcome);
        listener.finished(outcome);
    }

    private void makeOutputFolder() {
        try {
            Files.createDirectories(request.output());
        } catch (IOException e) {
            throw new UncheckedIOException("the output folder " + request.output() + " cannot be made", e);
        }
    }

    private void run(List<RawCase> cases, Threads threads, Consumer<CaseOutcome> end, BatchListener listener) {
        Optional<Future<Prepared>> next = prepareLater(cases, 0, threads);
        Optional<Future<CaseOutcome>> written = Optional.empty();
        for (int i = 0; i < cases.size(); i++) {
            Future<Prepared> current = next.orElseThrow();
            waitFor(current);
            boolean ahead = leavesRoom(current);
            if (ahead) {
                next = prepareLater(cases, i + 1, threads);
            }
            listener.started(cases.get(i).id(), i, cases.size());
            Future<CaseOutcome> ending = predict(cases.get(i), current, threads, listener);
            written.map(BatchPrediction::await).ifPresent(end);
            written = Optional.of(ending);
            if (!ahead) {
                waitFor(ending);
                next = prepareLater(cases, i + 1, threads);
            }
        }
        written.map(BatchPrediction::await).ifPresent(end);
    }

    private boolean leavesRoom(Future<Prepared> prepared) {
        try {
            List<FloatVoxels> channels = await(prepared).images().get().first().data();
            return channels.size() * channels.get(0).shape().voxels() * Float.BYTES <= mostBytesBeside;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return mostBytesBeside > 0;
        }
    }

    private Optional<Future<Prepared>> prepareLater(List<RawCase> cases, int index, Threads threads) {
        return index < cases.size()
                ? Optional.of(threads.reading.submit(() -> prepare(cases.get(index))))
                : Optional.empty();
    }

    private Future<CaseOutcome> predict(
            RawCase rawCase, Future<Prepared> reading, Threads threads, BatchListener listener) {
        try {
            Prepared prepared = await(reading);
            InferenceProgress progress = fraction -> listener.progress(rawCase.id(), fraction);
            Ensemble.PreparedImages images = prepared.images().getAndSet(null);
            Prediction found = ensemble.predict(images, prepared.request(), progress);
            CaseImages place = images.images();
            return threads.writing.submit(() -> write(rawCase, place, found));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return CompletableFuture.completedFuture(CaseOutcome.failed(rawCase.id(), e));
        }
    }

    private Prepared prepare(RawCase rawCase) {
        PredictionOutputs outputs = request.outputs();
        CaseImages images = request.reader().readImages(rawCase.images());
        Optional<LabelVoxels> previous = request.previousLabels(rawCase).map(request.reader()::readLabel);
        SegmentationRequest wanted = new SegmentationRequest(
                outputs.probabilities() != ProbabilityOutput.NONE,
                outputs.uncertainty(),
                outputs.region().map(region -> region.in(images, request.reader())));
        return new Prepared(new AtomicReference<>(ensemble.prepare(images, previous)), wanted);
    }

    private CaseOutcome write(RawCase rawCase, CaseImages images, Prediction found) {
        try {
            writer.write(rawCase, images, found);
            return CaseOutcome.written(rawCase.id(), found.quality());
        } catch (RuntimeException | OutOfMemoryError e) {
            return CaseOutcome.failed(rawCase.id(), e);
        }
    }

    private static void waitFor(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the prediction was cancelled");
        } catch (ExecutionException e) {
            // whoever takes the result meets the same failure and names the case
            return;
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the prediction was cancelled");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
