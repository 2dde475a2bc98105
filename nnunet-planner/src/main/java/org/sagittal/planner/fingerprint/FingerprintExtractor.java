package org.sagittal.planner.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.sagittal.preprocessing.CaseProgress;
import org.sagittal.preprocessing.CaseWork;
import org.sagittal.preprocessing.dataset.CheckedCase;
import org.sagittal.preprocessing.dataset.DatasetDescription;
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
        Map<String, CaseFingerprint> measured = new ConcurrentHashMap<>();
        SortedMap<String, String> failures = CaseWork.run(
                cases,
                threads,
                progress,
                raw -> measured.put(raw.id(), measure(raw, dataset.description(), DRAWS / cases.size())));
        if (!failures.isEmpty()) {
            String list = failures.entrySet().stream()
                    .map(e -> e.getKey() + ": " + e.getValue())
                    .collect(Collectors.joining("; "));
            throw new IllegalArgumentException(
                    failures.size() + " of " + cases.size() + " cases cannot be used for the fingerprint: " + list);
        }
        if (measured.size() < cases.size()) {
            throw new CancellationException(
                    "fingerprint cancelled after " + measured.size() + " of " + cases.size() + " cases");
        }
        return pool(
                cases.stream().map(raw -> measured.get(raw.id())).toList(),
                channels,
                reader.nnunetName().equals("NaturalImage2DIO"));
    }

    private CaseFingerprint measure(RawCase raw, DatasetDescription description, int draws) {
        if (raw.label().isEmpty()) {
            throw new IllegalArgumentException("a training case must have a label");
        }
        CheckedCase read = CheckedCase.read(raw, reader, description.labels());
        read.remarks().forEach(remark -> progress.remark(raw.id(), remark));
        CaseImages images = read.images();
        int channels = description.channelNames().size();
        if (images.channels().size() != channels) {
            throw new IllegalArgumentException("image must have the " + channels + " channels of dataset.json, got "
                    + images.channels().size());
        }
        images.requireFinite();
        return CaseFingerprint.of(images, read.label().orElseThrow(), draws);
    }

    private static DatasetFingerprint pool(List<CaseFingerprint> cases, int channels, boolean wholeSpacings) {
        List<IntensityProperties> intensities = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            int channel = c;
            ValueCounts all = ValueCounts.sum(
                    cases.stream().map(one -> one.drawn().get(channel)).toList());
            if (all.total() == 0) {
                throw new IllegalArgumentException("at least one case must have foreground, got none in " + cases.size()
                        + " cases; look at the labels");
            }
            intensities.add(all.properties());
        }
        return new DatasetFingerprint(
                cases.stream().map(CaseFingerprint::spacing).toList(),
                cases.stream().map(CaseFingerprint::shapeAfterCrop).toList(),
                wholeSpacings,
                median(cases.stream().mapToDouble(CaseFingerprint::relativeSize).toArray()),
                intensities);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
