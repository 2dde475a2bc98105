package org.sagittal.evaluation.calibration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.sagittal.evaluation.Score;
import org.sagittal.geometry.volume.LabelVoxels;

/**
 * Calibration of the probabilities (class, z, y, x) of one image, taken in slice by slice, so that all classes are never in memory at once.
 *
 * <p>A class's channel is its number: channel 0 is the background. Beside the labels it holds five bytes a voxel.
 */
public final class VolumeCalibration {
    /** What becomes of a probability of 0 before its logarithm is taken. */
    private static final double LEAST = 1e-7;

    private final LabelVoxels labels;
    private final OptionalInt ignoreLabel;
    private final List<ReliabilityBins> bins;
    private final ReliabilityBins.Tally[][] ofClass;
    private final float[][] top;
    private final byte[][] topClass;
    private final int classes;
    private final long samples;
    private double squares;
    private double logarithms;

    /**
     * Takes the truth.
     *
     * @param labels what came true, (z, y, x)
     * @param ignoreLabel voxels with this value do not count
     * @param classes channels of the probabilities, 2 to 127
     * @param bins how probabilities are put into bins; several side by side
     * @throws IllegalArgumentException if a voxel that counts has a label without a channel, or none counts
     */
    public VolumeCalibration(LabelVoxels labels, OptionalInt ignoreLabel, int classes, List<ReliabilityBins> bins) {
        if (classes < 2 || classes > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("probabilities must be of 2 to 127 classes, got " + classes);
        }
        this.labels = labels;
        this.ignoreLabel = ignoreLabel;
        this.classes = classes;
        this.bins = List.copyOf(bins);
        this.ofClass = new ReliabilityBins.Tally[this.bins.size()][classes];
        for (int b = 0; b < this.bins.size(); b++) {
            for (int k = 0; k < classes; k++) {
                ofClass[b][k] = new ReliabilityBins.Tally(this.bins.get(b).bins());
            }
        }
        int slices = labels.shape().z();
        this.top = new float[slices][labels.shape().sliceVoxels()];
        this.topClass = new byte[slices][labels.shape().sliceVoxels()];
        this.samples = countSamples();
    }

    private long countSamples() {
        long count = 0;
        for (int z = 0; z < labels.shape().z(); z++) {
            for (short label : labels.slice(z)) {
                if (counts(label)) {
                    if (label < 0 || label >= classes) {
                        throw new IllegalArgumentException("labels must lie in 0.." + (classes - 1)
                                + ", the probabilities' classes, or be ignored; got " + label);
                    }
                    count++;
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("every voxel is ignored, so there is nothing to calibrate");
        }
        return count;
    }

    private boolean counts(short label) {
        return ignoreLabel.isEmpty() || label != ignoreLabel.getAsInt();
    }

    /**
     * Takes in one slice of one class; every slice of every class once, in any order.
     *
     * @param channel the class
     * @param z the slice
     * @param probabilities (y, x) row-major
     */
    public void add(int channel, int z, float[] probabilities) {
        short[] slice = labels.slice(z);
        for (int i = 0; i < slice.length; i++) {
            if (counts(slice[i])) {
                add(channel, z, i, probabilities[i], slice[i] == channel ? 1 : 0);
            }
        }
    }

    private void add(int channel, int z, int voxel, float stored, int hit) {
        if (!(stored >= 0 && stored <= 1.001f)) {
            throw new IllegalArgumentException(
                    "probabilities must lie in 0..1, got " + stored + " of class " + channel);
        }
        double p = Math.min(1, stored);
        for (int b = 0; b < bins.size(); b++) {
            ofClass[b][channel].add(bins.get(b).bin(p), p, hit);
        }
        squares += (hit - p) * (hit - p);
        logarithms -= hit == 1 ? Math.log(Math.max(LEAST, p)) : 0;
        float highest = top[z][voxel];
        if (stored > highest || stored == highest && channel < topClass[z][voxel]) {
            top[z][voxel] = stored;
            topClass[z][voxel] = (byte) channel;
        }
    }

    /**
     * Brier score: squared differences summed over classes, mean over voxels.
     *
     * @return 0 to 2, 0 is best
     */
    public Score brier() {
        return Score.of(squares / samples);
    }

    /**
     * Mean negative logarithm of the probability of what came true, probabilities below 1e-7 taken for 1e-7.
     *
     * @return 0 is best
     */
    public Score negativeLogLikelihood() {
        return Score.of(logarithms / samples);
    }

    /**
     * Errors by bins.
     *
     * @param which index into the bins given
     * @return {@code ece_top} (of the likeliest class), {@code ece_classwise} (mean over classes), and {@code ece@k}, {@code mce@k} of each
     *     class but the background
     */
    public Map<String, Score> errors(int which) {
        ReliabilityBins rule = bins.get(which);
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("ece_top", Score.of(topTally(rule).gaps() / samples));
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += ofClass[which][k].gaps() / samples;
        }
        scores.put("ece_classwise", Score.of(sum / classes));
        for (int k = 1; k < classes; k++) {
            ReliabilityBins.Tally tally = ofClass[which][k];
            boolean none = tally.samples() == 0;
            Score why = Score.undefined("every probability is 0, and so in no bin");
            scores.put("ece@" + k, none ? why : Score.of(tally.gaps() / tally.samples()));
            scores.put("mce@" + k, none ? why : Score.of(tally.largestGap()));
        }
        return scores;
    }

    private ReliabilityBins.Tally topTally(ReliabilityBins rule) {
        ReliabilityBins.Tally tally = new ReliabilityBins.Tally(rule.bins());
        for (int z = 0; z < labels.shape().z(); z++) {
            short[] slice = labels.slice(z);
            for (int i = 0; i < slice.length; i++) {
                if (counts(slice[i])) {
                    double p = Math.min(1, top[z][i]);
                    tally.add(rule.bin(p), p, slice[i] == topClass[z][i] ? 1 : 0);
                }
            }
        }
        return tally;
    }

    /**
     * All scores.
     *
     * @return an object with voxels, classes, brier, nll, and under {@code bins} the errors and the reliability table of each class
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("voxels", samples).put("classes", classes);
        node.set("brier", brier().toJson());
        node.set("nll", negativeLogLikelihood().toJson());
        ObjectNode all = node.putObject("bins");
        for (int b = 0; b < bins.size(); b++) {
            ObjectNode of = all.putObject(Integer.toString(bins.get(b).bins()));
            errors(b).forEach((name, score) -> of.set(name, score.toJson()));
            ObjectNode tables = of.putObject("reliability");
            for (int k = 0; k < classes; k++) {
                tables.set(Integer.toString(k), ofClass[b][k].toJson());
            }
        }
        return node;
    }
}
