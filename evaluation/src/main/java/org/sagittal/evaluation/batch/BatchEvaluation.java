package org.sagittal.evaluation.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * Scores folders of any size: cases side by side, no more volumes in memory than two a thread, a bad case reported while the rest goes
 * on, and with a journal a second run takes up where the first stopped.
 */
public final class BatchEvaluation {
    private final ScoringScheme scheme;
    private final Function<Path, LabelVolume> reader;
    private final CaseScorer scorer;
    private final int threads;
    private final Consumer<BatchProgress> progress;
    private final Optional<Path> journalFile;
    private final CaseWatcher watcher;

    private BatchEvaluation(Builder builder) {
        this.scheme = builder.scheme;
        this.reader = builder.reader;
        this.scorer = builder.scorer;
        this.threads = builder.threads;
        this.progress = builder.progress;
        this.journalFile = builder.journalFile;
        this.watcher = builder.watcher;
    }

    /** Sees the two volumes of a case once they are read, from any thread, before they are scored. */
    public interface CaseWatcher {
        /**
         * Looks at a case.
         *
         * @param files its name and files
         * @param reference what was read
         * @param prediction what was read
         */
        void read(CasePair files, LabelVolume reference, LabelVolume prediction);
    }

    /**
     * Starts to describe a batch.
     *
     * @param scheme which masks are scored
     * @param reader gives the labels of a file; called from several threads
     * @return a builder with one thread, overlap scores, no journal
     */
    public static Builder builder(ScoringScheme scheme, Function<Path, LabelVolume> reader) {
        return new Builder(scheme, reader);
    }

    /**
     * Scores the cases.
     *
     * @param cases what to score
     * @return one result a case, in the same order
     * @throws CancellationException if the calling thread is interrupted; the journal keeps what is done
     * @throws org.sagittal.geometry.io.file.FormatException if the journal cannot be opened or written
     */
    public List<CaseResult> run(List<CasePair> cases) {
        if (journalFile.isEmpty()) {
            return new Run(cases, Map.of(), result -> {}).results();
        }
        try (Journal journal = Journal.open(journalFile.get(), scheme, scorer)) {
            return new Run(cases, journal.known(cases), journal::add).results();
        }
    }

    private CaseResult evaluate(CasePair pair) {
        try {
            LabelVolume reference = reader.apply(pair.reference());
            LabelVolume prediction = reader.apply(pair.prediction());
            watcher.read(pair, reference, prediction);
            return new ScoredCase(pair, scorer.score(reference, prediction, scheme));
        } catch (OutOfMemoryError e) {
            return new FailedCase(
                    pair, "memory is short: give the JVM more (-Xmx) or use fewer threads than " + threads);
        } catch (RuntimeException e) {
            String said = e.getMessage();
            return new FailedCase(pair, said == null || said.isBlank() ? e.toString() : said);
        }
    }

    /** One call of {@link #run}. */
    private final class Run {
        private final List<CasePair> cases;
        private final CaseResult[] results;
        private final Consumer<ScoredCase> keep;
        private final AtomicInteger next = new AtomicInteger();
        private int done;

        Run(List<CasePair> cases, Map<CasePair, ScoredCase> known, Consumer<ScoredCase> keep) {
            this.cases = List.copyOf(cases);
            this.results = new CaseResult[cases.size()];
            this.keep = keep;
            for (int i = 0; i < results.length; i++) {
                results[i] = known.get(this.cases.get(i));
                done += results[i] == null ? 0 : 1;
            }
        }

        List<CaseResult> results() {
            int workers = Math.max(1, Math.min(threads, results.length - done));
            ExecutorService pool = Executors.newFixedThreadPool(workers);
            try {
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < workers; i++) {
                    running.add(pool.submit(this::work));
                }
                if (Thread.interrupted()) { // workers that are done already would let an earlier request pass unseen
                    throw new InterruptedException();
                }
                for (Future<?> worker : running) {
                    worker.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException(
                        "evaluation cancelled after " + done + " of " + results.length + " cases");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(
                        "evaluation stopped: " + e.getCause().getMessage(), e.getCause());
            } finally {
                pool.shutdownNow();
            }
            return List.of(results);
        }

        private void work() {
            int index = next.getAndIncrement();
            while (index < results.length && !Thread.currentThread().isInterrupted()) {
                if (results[index] == null) {
                    finish(index, evaluate(cases.get(index)));
                }
                index = next.getAndIncrement();
            }
        }

        private synchronized void finish(int index, CaseResult result) {
            results[index] = result;
            done++;
            if (result instanceof ScoredCase scored) {
                keep.accept(scored);
            }
            progress.accept(new BatchProgress(done, results.length, result));
        }
    }

    /** Describes a batch. */
    public static final class Builder {
        private final ScoringScheme scheme;
        private final Function<Path, LabelVolume> reader;
        private CaseScorer scorer = new OverlapScorer();
        private int threads = 1;
        private Consumer<BatchProgress> progress = step -> {};
        private Optional<Path> journalFile = Optional.empty();
        private CaseWatcher watcher = (files, reference, prediction) -> {};

        private Builder(ScoringScheme scheme, Function<Path, LabelVolume> reader) {
            this.scheme = scheme;
            this.reader = reader;
        }

        /**
         * Says what to score.
         *
         * @param chosen instead of {@link OverlapScorer}
         * @return this
         */
        public Builder scorer(CaseScorer chosen) {
            this.scorer = chosen;
            return this;
        }

        /**
         * Says how many cases are scored at once; each needs the memory of two volumes.
         *
         * @param count at least 1
         * @return this
         */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be at least 1, got " + count);
            }
            this.threads = count;
            return this;
        }

        /**
         * Asks to be told after every case, one call at a time, from any thread.
         *
         * @param listener called with how far it is
         * @return this
         */
        public Builder progress(Consumer<BatchProgress> listener) {
            this.progress = listener;
            return this;
        }

        /**
         * Shows every case that is read; not those that a journal knows.
         *
         * @param looker called from several threads
         * @return this
         */
        public Builder watcher(CaseWatcher looker) {
            this.watcher = looker;
            return this;
        }

        /**
         * Keeps what is done in a file, and takes from it what an earlier run with the same scheme and scorer did on files that have
         * not changed since. Failed cases are tried again.
         *
         * @param file JSON lines; made if absent
         * @return this
         */
        public Builder journal(Path file) {
            this.journalFile = Optional.of(file);
            return this;
        }

        /**
         * Freezes the description.
         *
         * @return the batch
         */
        public BatchEvaluation build() {
            return new BatchEvaluation(this);
        }
    }
}
