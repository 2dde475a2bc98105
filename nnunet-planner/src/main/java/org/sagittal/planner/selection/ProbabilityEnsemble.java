package org.sagittal.planner.selection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.npy.NpzFormat;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.inference.SliceDecoder;
import org.sagittal.preprocessing.CaseWork;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.CaseImages;

/**
 * Averages the probabilities that several models gave the same cases, and decodes the mean into label maps. A case takes the memory of its
 * label map and of one class, whatever the number of classes and models.
 *
 * <p>Reference: {@code ensemble_folders} of nnU-Net 2.8.1. Where it takes the image's geometry from a pickle, here the label map beside the
 * probabilities gives it.
 */
public final class ProbabilityEnsemble {
    private final PredictionFolder output;
    private final boolean probabilities;
    private final boolean keepFinished;
    private final int threads;

    /**
     * Describes an ensemble.
     *
     * @param output takes the label maps; says what labels mean
     * @param probabilities whether the mean is saved as {@code <case>.npz} too
     * @param keepFinished whether cases are passed over whose results are there
     * @param threads cases worked on at a time, at least 1
     */
    public ProbabilityEnsemble(PredictionFolder output, boolean probabilities, boolean keepFinished, int threads) {
        this.output = output;
        this.probabilities = probabilities;
        this.keepFinished = keepFinished;
        this.threads = threads;
    }

    /**
     * The cases of folders that can be averaged.
     *
     * @param folders at least one, all with the same cases
     * @return case id -> its {@code .npz} in each folder, in their order
     * @throws IllegalArgumentException if a folder has no probabilities, or folders differ in their cases, naming them
     */
    public static SortedMap<String, List<Path>> cases(List<Path> folders) {
        Map<String, Collection<String>> ids = new LinkedHashMap<>();
        SortedMap<String, List<Path>> cases = new TreeMap<>();
        for (Path folder : folders) {
            SortedMap<String, Path> own = PredictionFolder.probabilities(folder);
            if (own.isEmpty()) {
                throw new IllegalArgumentException(folder
                        + " holds no probabilities (<case>.npz); predict with --probabilities, or train with --npz");
            }
            ids.put(folder.toString(), own.keySet());
            own.forEach((id, file) ->
                    cases.computeIfAbsent(id, name -> new ArrayList<>()).add(file));
        }
        CaseSets.difference(ids).ifPresent(difference -> {
            throw new IllegalArgumentException(
                    "the folders must hold probabilities of the same cases, but " + difference);
        });
        return cases;
    }

    /**
     * Averages all cases. A case that fails is named and the others go on.
     *
     * @param cases case id -> the probabilities to average
     * @param task what to call the work
     * @param listener told how far it is
     * @return ids of failed cases with the reason
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; finished cases stay
     */
    public SortedMap<String, String> run(SortedMap<String, List<Path>> cases, String task, SelectionListener listener) {
        List<RawCase> work = cases.entrySet().stream()
                .map(entry -> new RawCase(entry.getKey(), entry.getValue(), java.util.Optional.empty()))
                .toList();
        try (CaseReporter reporter = new CaseReporter(task, work.size(), listener)) {
            SortedMap<String, String> failures = CaseWork.run(work, threads, reporter, this::merge);
            reporter.refuseCancelled();
            return failures;
        }
    }

    private void merge(RawCase one) {
        Path file = output.labelFile(one.id());
        Path npz = output.folder().resolve(one.id() + PredictionFolder.NPZ);
        if (keepFinished && Files.exists(file) && (!probabilities || Files.exists(npz))) {
            return;
        }
        CaseImages grid = output.grid(besideProbabilities(one));
        try (MeanProbabilities mean = MeanProbabilities.open(one.images())) {
            requireFits(mean, grid.shape(), one);
            Shape shape = mean.shape();
            SliceDecoder[] decoders = Stream.generate(
                            () -> SliceDecoder.ofProbabilities(output.dataset().labels(), shape.sliceVoxels()))
                    .limit(shape.z())
                    .toArray(SliceDecoder[]::new);
            if (probabilities) {
                NpzFormat.write(
                        npz,
                        MeanProbabilities.ARRAY,
                        values -> pass(mean, decoders, values),
                        mean.heads(),
                        shape.z(),
                        shape.y(),
                        shape.x());
            } else {
                pass(mean, decoders, values -> {});
            }
            short[][] labels = Arrays.stream(decoders).map(SliceDecoder::labels).toArray(short[][]::new);
            output.reader().writeLabel(LabelVoxels.of(shape, labels), grid, file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void pass(MeanProbabilities mean, SliceDecoder[] decoders, NpzFormat.Values sink)
            throws IOException {
        for (int head = 0; head < mean.heads(); head++) {
            for (int z = 0; z < mean.shape().z(); z++) {
                float[] slice = mean.next();
                decoders[z].channel(head, slice);
                sink.put(slice);
            }
        }
    }

    private Path besideProbabilities(RawCase one) {
        String name = one.id() + output.dataset().fileEnding();
        return one.images().stream()
                .map(npz -> npz.resolveSibling(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new FormatException(
                        one.images().get(0).resolveSibling(name),
                        "is missing: where the result lies in the world is taken from the label map beside the"
                                + " probabilities (nnU-Net's .pkl is a pickle and is not read)"));
    }

    private void requireFits(MeanProbabilities mean, Shape labelMap, RawCase one) {
        Path npz = one.images().get(0);
        LabelScheme labels = output.dataset().labels();
        if (mean.heads() != labels.segmentationHeads()) {
            throw new FormatException(
                    npz,
                    "holds " + mean.heads() + " classes, but by dataset.json there are " + labels.segmentationHeads());
        }
        if (!mean.shape().equals(labelMap)) {
            throw new FormatException(
                    npz, "has shape " + mean.shape() + " but the label map beside it has " + labelMap);
        }
    }
}
