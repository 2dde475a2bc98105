package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * The mean of several models' predictions of one case, slab by slab of the file's grid, so that memory holds (members + 1) x heads x one
 * slab, and the label map.
 *
 * <p>With uncertainties u_m of the models, measured over as many passes each, that of all passes together is mean u_m + (H(p) - mean H(p_m))
 * / H_max: mutual information adds up over groups.
 */
final class EnsembleMean {
    private static final long SLAB_VALUES = 1 << 23;

    private final List<Prediction> members;
    private final LabelScheme scheme;
    private final SegmentationRequest request;
    private final int heads;
    private final Shape shape;
    private final Box region;

    private final short[][] labels;
    private final float[][] uncertainty;
    private final PassAgreement agreement;

    /**
     * Prepares a mean.
     *
     * @param members predictions with probabilities, and with uncertainty where it is asked for; they stay open
     * @param scheme what the channels stand for
     * @param request what is wanted
     */
    EnsembleMean(List<Prediction> members, LabelScheme scheme, SegmentationRequest request) {
        this.members = List.copyOf(members);
        this.scheme = scheme;
        this.request = request;
        this.heads = scheme.segmentationHeads();
        this.shape = members.get(0).labels().shape();
        this.region = request.region().orElse(Box.of(shape));
        this.labels = new short[shape.z()][];
        this.uncertainty = compared() ? new float[shape.z()][] : new float[0][];
        this.agreement = new PassAgreement(heads, scheme.hasRegions() && compared());
    }

    private boolean compared() {
        return request.uncertainty() != Uncertainty.NONE;
    }

    /**
     * Averages.
     *
     * @param fileGrid a way to the file's grid that changes nothing, for the mean's probabilities
     * @return labels and what else is wanted, to be closed
     */
    Prediction of(Restoration fileGrid) {
        Optional<ProbabilityStore> store = request.probabilities()
                ? Optional.of(ProbabilityStore.create(heads, scheme.hasRegions(), fileGrid))
                : Optional.empty();
        try {
            int thickness = (int) Math.max(1, SLAB_VALUES / ((long) heads * shape.sliceVoxels()));
            for (int from = 0; from < shape.z(); from += thickness) {
                slab(from, Math.min(shape.z(), from + thickness), store);
            }
            return finished(store);
        } catch (RuntimeException | Error e) {
            store.ifPresent(ProbabilityStore::close);
            throw e;
        }
    }

    private void slab(int from, int to, Optional<ProbabilityStore> store) {
        List<float[][][]> parts = new ArrayList<>();
        members.forEach(m -> parts.add(m.probabilities().orElseThrow().slab(from, to)));
        IntStream.range(from, to).parallel().forEach(z -> slice(z, from, parts));
        store.ifPresent(kept -> {
            for (int z = from; z < to; z++) {
                kept.put(z, outsideIsBackground(z, slice(parts.get(0), z - from)));
            }
        });
    }

    private static float[][] slice(float[][][] slab, int z) {
        return Arrays.stream(slab).map(head -> head[z]).toArray(float[][]::new);
    }

    private void slice(int z, int from, List<float[][][]> parts) {
        List<float[][]> slices = parts.stream().map(p -> slice(p, z - from)).toList();
        double[] before = compared() ? entropies(slices) : new double[0];
        float[][] mean = slices.get(0);
        for (int head = 0; head < heads; head++) {
            int channel = head;
            ProbabilityMean.of(slices.stream().map(member -> member[channel]).toList());
        }
        labels[z] = SliceDecoder.ofProbabilities(scheme, mean);
        if (compared()) {
            uncertainty[z] = uncertainty(z, mean, before);
        }
        clearOutside(z);
    }

    /** The models' mean entropy of each voxel, before their probabilities become the mean. */
    private double[] entropies(List<float[][]> slices) {
        double[] mean = new double[slices.get(0)[0].length];
        for (float[][] member : slices) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += Entropy.of(member, i, scheme.hasRegions()) / slices.size();
            }
        }
        return mean;
    }

    private float[] uncertainty(int z, float[][] mean, double[] before) {
        double most = Entropy.most(heads, scheme.hasRegions());
        float[] values = new float[before.length];
        for (int i = 0; i < values.length; i++) {
            double entropy = Entropy.of(mean, i, scheme.hasRegions());
            double value = entropy / most;
            if (request.uncertainty() == Uncertainty.DISAGREEMENT) {
                value = (entropy - before[i]) / most;
                for (Prediction member : members) {
                    value += member.uncertainty().orElseThrow().slice(z)[i] / members.size();
                }
            }
            values[i] = (float) Math.max(0, Math.min(1, value));
        }
        return values;
    }

    private boolean inside(int z, int i) {
        int y = i / shape.x();
        int x = i % shape.x();
        return z >= region.startZ()
                && z < region.endZ()
                && y >= region.startY()
                && y < region.endY()
                && x >= region.startX()
                && x < region.endX();
    }

    private void clearOutside(int z) {
        if (request.region().isPresent()) {
            for (int i = 0; i < labels[z].length; i++) {
                if (!inside(z, i)) {
                    labels[z][i] = 0;
                    if (compared()) {
                        uncertainty[z][i] = 0;
                    }
                }
            }
        }
    }

    private float[][] outsideIsBackground(int z, float[][] mean) {
        if (request.region().isPresent()) {
            for (int head = 0; head < heads; head++) {
                for (int i = 0; i < mean[head].length; i++) {
                    if (!inside(z, i)) {
                        mean[head][i] = head == 0 && !scheme.hasRegions() ? 1 : 0;
                    }
                }
            }
        }
        return mean;
    }

    private Prediction finished(Optional<ProbabilityStore> store) {
        LabelVoxels found = LabelVoxels.of(shape, labels);
        if (!compared()) {
            return new Prediction(found, store, Optional.empty(), Optional.empty(), Map.of());
        }
        FloatVoxels unsure = FloatVoxels.of(shape, uncertainty);
        return new Prediction(found, store, Optional.of(unsure), Optional.of(quality(found, unsure)), Map.of());
    }

    private CaseQuality quality(LabelVoxels found, FloatVoxels unsure) {
        short[] code = codes();
        for (int member = 0; member < members.size(); member++) {
            for (int z = region.startZ(); z < region.endZ(); z++) {
                short[] own = coded(members.get(member).labels().slice(z), code);
                short[] common = coded(found.slice(z), code);
                for (int y = region.startY(); y < region.endY(); y++) {
                    int at = y * shape.x() + region.startX();
                    int length = region.endX() - region.startX();
                    agreement.count(
                            member, new PassAgreement.Row(own, at, length), new PassAgreement.Row(common, at, length));
                }
            }
        }
        OptionalDouble mean = CaseQuality.meanOfForeground(unsure, found);
        return CaseQuality.mean(
                        members.stream().map(m -> m.quality().orElseThrow()).toList(), mean)
                .lower(agreement.ofForeground());
    }

    /** What stands for a label in {@link PassAgreement}: itself, or the bits of the regions that hold it. */
    private short[] codes() {
        List<Integer> all = scheme.allLabels();
        short[] codes = new short[all.get(all.size() - 1) + 1];
        List<ForegroundClass> classes = ForegroundClass.of(scheme);
        for (short label = 0; label < codes.length; label++) {
            codes[label] = label;
            if (scheme.hasRegions()) {
                int bits = 0;
                for (int c = 0; c < classes.size(); c++) {
                    bits |= classes.get(c).holds(label) ? 1 << c : 0;
                }
                codes[label] = (short) bits;
            }
        }
        return codes;
    }

    private static short[] coded(short[] labels, short[] codes) {
        short[] coded = new short[labels.length];
        for (int i = 0; i < coded.length; i++) {
            coded[i] = codes[labels[i]];
        }
        return coded;
    }
}
