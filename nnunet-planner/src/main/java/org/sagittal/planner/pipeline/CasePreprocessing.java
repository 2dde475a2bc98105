package org.sagittal.planner.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.Preprocessor;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreWriter;
import org.sagittal.preprocessing.store.Fingerprints;

/** Fills a store with preprocessed cases, several at a time. Cases that are there, made from the same files, are left alone. */
public final class CasePreprocessing {
    private final PreprocessingSpec spec;
    private final LabelScheme labels;
    private final ImageReader reader;
    private final int threads;

    /**
     * Describes the work.
     *
     * @param spec the recipe
     * @param labels which labels there are
     * @param reader reads images and labels
     * @param threads cases at a time; each needs the memory of a few volumes
     */
    public CasePreprocessing(PreprocessingSpec spec, LabelScheme labels, ImageReader reader, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.spec = spec;
        this.labels = labels;
        this.reader = reader;
        this.threads = threads;
    }

    /**
     * Preprocesses cases.
     *
     * @param task what to call it to the listener
     * @param cases which
     * @param folder the store, made if absent
     * @param listener told after every case
     * @return the store
     * @throws IllegalStateException if a case fails, naming it; finished ones are kept
     * @throws CancellationException if the calling thread is interrupted
     */
    public CaseStore fill(String task, List<RawCase> cases, Path folder, JobListener listener) {
        CaseStoreWriter store = CaseStoreWriter.open(folder, spec, labels);
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, cases.size())), work -> {
            Thread thread = new Thread(work, "sagittal-preprocess");
            thread.setDaemon(true);
            return thread;
        });
        listener.begin(task, cases.size());
        try {
            CompletionService<String> done = new ExecutorCompletionService<>(workers);
            cases.forEach(rawCase -> done.submit(() -> preprocess(rawCase, store)));
            for (int i = 1; i <= cases.size(); i++) {
                listener.at(i, done.take().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("preprocessing was cancelled; finished cases are kept");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            workers.shutdownNow();
            listener.end();
        }
        return CaseStore.open(folder);
    }

    private String preprocess(RawCase rawCase, CaseStoreWriter store) {
        List<Path> files = new ArrayList<>(rawCase.images());
        rawCase.label().ifPresent(files::add);
        String inputs = Fingerprints.inputs(files);
        if (store.finished(rawCase.id(), inputs)) {
            return rawCase.id();
        }
        try {
            CaseImages images = reader.readImages(rawCase.images());
            Optional<LabelVoxels> label = rawCase.label().map(reader::readLabel);
            store.write(rawCase.id(), inputs, new Preprocessor(spec, labels).preprocess(images, label));
            return rawCase.id();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalStateException("case " + rawCase.id() + " cannot be preprocessed: " + e.getMessage(), e);
        }
    }
}
