package org.sagittal.planner.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;

/**
 * Dataset -> fingerprint, with the numbers nnU-Net finds: 1e8 foreground voxels are drawn over all cases, floor(1e8 / cases) in each
 * case and channel, with replacement, by one MT19937 sequence per case seeded 1234.
 *
 * <p>Draws are counted per voxel and pooled as values with counts, so percentiles are exact and memory is small; nnU-Net keeps all draws.
 * Its float32 sums differ from the float64 sums here by 4e-8 of (|mean| + std).
 *
 * <p>Reference: nnU-Net v2, {@code DatasetFingerprintExtractor}.
 */
public final class FingerprintExtractor {
    private static final int DRAWS = 100_000_000;

    private final ImageReader reader;
    private final int threads;
    private final CaseProgress progress;

    /**
     * An extractor.
     *
     * @param reader reads the dataset's images
     * @param threads cases worked on at a time, at least 1
     * @param progress hears of finished cases
     */
    public FingerprintExtractor(ImageReader reader, int threads, CaseProgress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        this.reader = reader;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Measures all training cases.
     *
     * @param dataset a raw dataset
     * @return the fingerprint
     * @throws IllegalArgumentException if there are no cases, no case has foreground, or cases cannot be used, each named with its
     *     reason
     * @throws CancellationException if the progress says so
     */
    public DatasetFingerprint extract(RawDataset dataset) {
        List<RawCase> cases = dataset.trainingCases();
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("dataset " + dataset.folder() + " must have training cases, got none");
        }
        int channels = dataset.description().channelNames().size();
        Pool pool = new Pool(cases, channels);
        ForkJoinPool workers = new ForkJoinPool(threads);
        try {
            List<ForkJoinTask<?>> tasks = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                int index = i;
                tasks.add(workers.submit(() -> pool.measure(index)));
            }
            tasks.forEach(ForkJoinTask::join);
        } finally {
            workers.shutdownNow();
        }
        return pool.fingerprint(reader.nnunetName().equals("NaturalImage2DIO"));
    }

    /** What all threads add to. */
    private final class Pool {
        private final List<RawCase> cases;
        private final CaseFingerprint[] measured;
        private final List<PooledIntensities> channels = new ArrayList<>();
        private final Map<String, String> failures = new ConcurrentSkipListMap<>();
        private final AtomicInteger done = new AtomicInteger();

        Pool(List<RawCase> cases, int channelCount) {
            this.cases = cases;
            this.measured = new CaseFingerprint[cases.size()];
            for (int c = 0; c < channelCount; c++) {
                channels.add(new PooledIntensities());
            }
        }

        void measure(int index) {
            if (progress.cancelled()) {
                return;
            }
            RawCase raw = cases.get(index);
            try {
                measured[index] = measure(raw);
            } catch (RuntimeException e) {
                failures.put(raw.id(), e.getMessage() == null ? e.toString() : e.getMessage());
            }
            progress.finished(raw.id(), done.incrementAndGet(), cases.size());
        }

        private CaseFingerprint measure(RawCase raw) {
            CaseImages images = reader.readImages(raw.images());
            if (images.channels().size() != channels.size()) {
                throw new IllegalArgumentException("image must have the " + channels.size()
                        + " channels of dataset.json, got " + images.channels().size());
            }
            CaseFingerprint found = CaseFingerprint.of(
                    images,
                    reader.readLabel(raw.label()
                            .orElseThrow(() -> new IllegalArgumentException("a training case must have a label"))),
                    DRAWS / cases.size());
            for (int c = 0; c < channels.size(); c++) {
                channels.get(c).add(found.drawn().get(c));
            }
            return new CaseFingerprint(found.spacing(), found.shapeAfterCrop(), found.relativeSize(), List.of());
        }

        DatasetFingerprint fingerprint(boolean wholeSpacings) {
            if (!failures.isEmpty()) {
                String list = new TreeMap<>(failures)
                        .entrySet().stream()
                                .map(e -> e.getKey() + ": " + e.getValue())
                                .collect(Collectors.joining("; "));
                throw new IllegalArgumentException(
                        failures.size() + " of " + cases.size() + " cases cannot be used for the fingerprint: " + list);
            }
            if (done.get() < cases.size()) {
                throw new CancellationException(
                        "fingerprint cancelled after " + done + " of " + cases.size() + " cases");
            }
            List<IntensityProperties> intensities = new ArrayList<>();
            for (PooledIntensities channel : channels) {
                ValueCounts all = channel.all();
                if (all.total() == 0) {
                    throw new IllegalArgumentException("at least one case must have foreground, got none in "
                            + cases.size() + " cases; look at the labels");
                }
                intensities.add(all.properties());
            }
            return new DatasetFingerprint(
                    Arrays.stream(measured).map(CaseFingerprint::spacing).toList(),
                    Arrays.stream(measured).map(CaseFingerprint::shapeAfterCrop).toList(),
                    wholeSpacings,
                    median(Arrays.stream(measured)
                            .mapToDouble(CaseFingerprint::relativeSize)
                            .toArray()),
                    intensities);
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            int half = values.length / 2;
            return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
        }
    }
}
