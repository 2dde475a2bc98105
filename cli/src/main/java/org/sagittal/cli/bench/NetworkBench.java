package org.sagittal.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.sagittal.models.inference.ProgramNetwork;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.unet.InferenceRecipe;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

/**
 * One patch through one network, in every way that there is: the reference program, the fast program in float32 and in bf16, and nnU-Net
 * in Python. All are loaded at once and run in turn, so that a machine whose speed drifts hurts all alike. Weights and image are random.
 */
public final class NetworkBench {
    private final NetworkSpec spec;
    private final List<Integer> patch;
    private final NamedTensors weights;
    private final float[] image;

    /**
     * Prepares a comparison.
     *
     * @param spec the network
     * @param patch (D, H, W) or (H, W)
     */
    public NetworkBench(NetworkSpec spec, List<Integer> patch) {
        this.spec = spec;
        this.patch = List.copyOf(patch);
        UNet network = UNet.of(spec);
        weights = network.initialWeights(1);
        SplittableRandom random = new SplittableRandom(1);
        image = new float[Math.toIntExact(network.inputShape(1, patch).elements())];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
    }

    /**
     * How one way did.
     *
     * @param name which way
     * @param seconds of each round
     * @param agreement share of voxels with the reference program's label; NaN for the peer, whose weights are its own
     */
    public record Result(String name, List<Double> seconds, double agreement) {
        /**
         * The typical time.
         *
         * @return median of the rounds
         */
        public double median() {
            double[] sorted =
                    seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        /**
         * Time over that of another way.
         *
         * @param other measured in the same rounds
         * @return median of the rounds' ratios; below 1 where this is faster
         */
        public double over(Result other) {
            double[] ratios = new double[seconds.size()];
            Arrays.setAll(ratios, i -> seconds.get(i) / other.seconds.get(i));
            Arrays.sort(ratios);
            return ratios[ratios.length / 2];
        }

        /**
         * For {@code --json}.
         *
         * @param first the way that ratios refer to
         * @return one object
         */
        public ObjectNode json(Result first) {
            ObjectNode json =
                    JsonNodeFactory.instance.objectNode().put("task", "network").put("way", name);
            json.put("seconds", median()).put("ratio", over(first)).put("ratio_to", first.name);
            seconds.forEach(json.putArray("seconds_runs")::add);
            return Double.isNaN(agreement) ? json : json.put("same_labels", agreement);
        }
    }

    /**
     * Measures.
     *
     * @param threads for all
     * @param runs rounds that count, after each way's first patch
     * @param warmUps rounds between these two
     * @param bf16 whether to measure that too
     * @param python the interpreter of an environment with nnU-Net, if there is one
     * @return the peer first, if any, then the reference program
     * @throws IOException if the peer cannot be started
     */
    public List<Result> run(int threads, int runs, int warmUps, boolean bf16, Optional<Path> python)
            throws IOException {
        Map<String, ProgramNetwork> programs = new LinkedHashMap<>();
        PeerNetwork peer = null;
        try (Runtime runtime = Runtime.open(threads)) {
            try {
                programs.put("reference", ProgramNetwork.reference(runtime, spec, weights, List.of()));
                programs.put("float32", ProgramNetwork.load(runtime, recipe(Precision.FLOAT32), weights));
                if (bf16) {
                    programs.put("bf16", ProgramNetwork.load(runtime, recipe(Precision.BF16), weights));
                }
                peer = python.isPresent() ? PeerNetwork.start(python.get(), spec, patch, threads) : null;
                return measure(programs, peer, runs, warmUps);
            } finally {
                programs.values().forEach(ProgramNetwork::close);
            }
        } finally {
            if (peer != null) {
                peer.close();
            }
        }
    }

    private InferenceRecipe recipe(Precision precision) {
        return new InferenceRecipe(spec, patch, List.of(), precision);
    }

    private List<Result> measure(Map<String, ProgramNetwork> programs, PeerNetwork peer, int runs, int warmUps)
            throws IOException {
        int[] size = patch.stream().mapToInt(Integer::intValue).toArray();
        List<Result> results = new ArrayList<>();
        if (peer != null) {
            results.add(new Result("nnU-Net", new ArrayList<>(), Double.NaN));
        }
        float[] expected = null;
        for (Map.Entry<String, ProgramNetwork> entry : programs.entrySet()) {
            float[] logits = entry.getValue().logits(image, 1, size);
            expected = expected == null ? logits : expected;
            results.add(new Result(entry.getKey(), new ArrayList<>(), agreement(logits, expected, spec.heads())));
        }
        for (int round = -warmUps; round < runs; round++) {
            for (Result result : results) {
                double seconds = seconds(programs.get(result.name()), peer, size);
                if (round >= 0) {
                    result.seconds().add(seconds);
                }
            }
        }
        return results;
    }

    private double seconds(ProgramNetwork program, PeerNetwork peer, int[] size) throws IOException {
        if (program == null) {
            return peer.seconds();
        }
        long started = System.nanoTime();
        program.logits(image, 1, size);
        return (System.nanoTime() - started) / 1e9;
    }

    /** The share of voxels whose largest logit is of one channel in both. */
    static double agreement(float[] logits, float[] expected, int heads) {
        int voxels = logits.length / heads;
        int equal = 0;
        for (int i = 0; i < voxels; i++) {
            if (largest(logits, i, heads, voxels) == largest(expected, i, heads, voxels)) {
                equal++;
            }
        }
        return (double) equal / voxels;
    }

    private static int largest(float[] logits, int at, int heads, int voxels) {
        int best = 0;
        for (int head = 1; head < heads; head++) {
            best = logits[at + head * voxels] > logits[at + best * voxels] ? head : best;
        }
        return best;
    }
}
