package org.sagittal.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;

/**
 * Many cases, one after the other: while the network looks at one, the next is read and prepared and the one before is written. At most
 * three cases are in memory. A case that fails is named and the others go on.
 */
public final class BatchPrediction {
    private final Segmenter segmenter;
    private final BatchRequest request;

    private BatchPrediction(Segmenter segmenter, BatchRequest request) {
        this.segmenter = segmenter;
        this.request = request;
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
            writing.shutdown();
        }
    }

    private record Prepared(CaseImages images, PreprocessedCase prepared) {}

    /**
     * Describes a batch.
     *
     * @param segmenter the loaded model; stays open
     * @param request where files come from and go
     * @return the batch
     */
    public static BatchPrediction of(Segmenter segmenter, BatchRequest request) {
        return new BatchPrediction(segmenter, request);
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
        for (RawCase rawCase : cases) {
            if (request.skipFinished() && finished(rawCase)) {
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
            next = prepareLater(cases, i + 1, threads);
            listener.started(cases.get(i).id(), i, cases.size());
            Future<CaseOutcome> ending = predict(cases.get(i), current, threads, listener);
            written.map(BatchPrediction::await).ifPresent(end);
            written = Optional.of(ending);
        }
        written.map(BatchPrediction::await).ifPresent(end);
    }

    private Optional<Future<Prepared>> prepareLater(List<RawCase> cases, int index, Threads threads) {
        return index < cases.size()
                ? Optional.of(threads.reading.submit(() -> prepare(cases.get(index))))
                : Optional.empty();
    }

    private Future<CaseOutcome> predict(
            RawCase rawCase, Future<Prepared> reading, Threads threads, BatchListener listener) {
        try {
            Runnable write = predict(rawCase, await(reading), listener);
            return threads.writing.submit(() -> outcome(rawCase, write));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return CompletableFuture.completedFuture(CaseOutcome.failed(rawCase.id(), e));
        }
    }

    private Prepared prepare(RawCase rawCase) {
        CaseImages images = request.reader().readImages(rawCase.images());
        Optional<LabelVoxels> previous = request.previousLabels(rawCase).map(request.reader()::readLabel);
        return new Prepared(images, segmenter.prepare(images, previous));
    }

    /** Runs the network; what is left to do is to write. */
    private Runnable predict(RawCase rawCase, Prepared prepared, BatchListener listener) {
        InferenceProgress progress = fraction -> listener.progress(rawCase.id(), fraction);
        if (request.probabilities() == ProbabilityOutput.NONE) {
            LabelVoxels labels = segmenter.predict(prepared.prepared(), progress);
            return () -> request.reader().writeLabel(labels, prepared.images(), request.labelFile(rawCase));
        }
        ProbabilityStore probabilities = segmenter.probabilityStore(prepared.prepared());
        try {
            LabelVoxels labels = segmenter.predict(prepared.prepared(), progress, probabilities);
            return () -> {
                try (probabilities) {
                    writeProbabilities(rawCase, prepared.images(), probabilities);
                    request.reader().writeLabel(labels, prepared.images(), request.labelFile(rawCase));
                }
            };
        } catch (RuntimeException | OutOfMemoryError e) {
            probabilities.close();
            throw e;
        }
    }

    private void writeProbabilities(RawCase rawCase, CaseImages images, ProbabilityStore probabilities) {
        if (request.probabilities() == ProbabilityOutput.NPZ) {
            probabilities.writeNpz(request.npzFile(rawCase));
            return;
        }
        for (int head = 0; head < probabilities.heads(); head++) {
            request.reader()
                    .writeIntensities(probabilities.head(head), images, request.probabilityImage(rawCase, head));
        }
    }

    private static CaseOutcome outcome(RawCase rawCase, Runnable write) {
        try {
            write.run();
            return CaseOutcome.written(rawCase.id());
        } catch (RuntimeException | OutOfMemoryError e) {
            return CaseOutcome.failed(rawCase.id(), e);
        }
    }

    private boolean finished(RawCase rawCase) {
        Path last = request.labelFile(rawCase);
        boolean npz = request.probabilities() == ProbabilityOutput.NPZ;
        return Files.exists(last) && (!npz || Files.exists(request.npzFile(rawCase)));
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
