package org.sagittal.models.inference;

import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.testing.BenchmarkNetworks;
import org.sagittal.models.unet.InferenceRecipe;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

/**
 * One patch through a network on two threads: reference program, fast program, fast program in bf16 (slow where the processor has none).
 * {@code -p network=ct} is the full-size network, which takes seconds a pass.
 */
@State(Scope.Benchmark)
public class NetworkBenchmark {
    @Param({"hippocampus", "em"})
    public String network;

    @Param({"reference", "float32", "bf16"})
    public String program;

    private Runtime runtime;
    private ProgramNetwork loaded;
    private int[] patch;
    private float[] image;

    @Setup
    public void open() {
        NetworkSpec spec = BenchmarkNetworks.named(network);
        List<Integer> extents = BenchmarkNetworks.patchOf(network);
        patch = extents.stream().mapToInt(Integer::intValue).toArray();
        UNet net = UNet.of(spec);
        NamedTensors weights = net.initialWeights(1);
        SplittableRandom random = new SplittableRandom(1);
        image = new float[Math.toIntExact(net.inputShape(1, extents).elements())];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextGaussian();
        }
        runtime = Runtime.open(2);
        Precision precision = program.equals("bf16") ? Precision.BF16 : Precision.FLOAT32;
        loaded = program.equals("reference")
                ? ProgramNetwork.reference(runtime, spec, weights, List.of())
                : ProgramNetwork.load(runtime, new InferenceRecipe(spec, extents, List.of(), precision), weights);
    }

    @TearDown
    public void close() {
        loaded.close();
        runtime.close();
    }

    @Benchmark
    public float[] forward() {
        return loaded.logits(image, 1, patch);
    }
}
