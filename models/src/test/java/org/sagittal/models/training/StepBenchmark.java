package org.sagittal.models.training;

import java.util.List;
import java.util.OptionalInt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.testing.BenchmarkNetworks;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;

/** A training step on two threads: forward with all decoder levels, loss, backward, optimizer; batches of two. */
@State(Scope.Benchmark)
public class StepBenchmark {
    @Param({"hippocampus", "em"})
    public String network;

    private Runtime runtime;
    private TrainingProgram program;
    private TrainingBatch batch;

    @Setup
    public void open() {
        NetworkSpec spec = BenchmarkNetworks.named(network);
        UNet net = UNet.of(spec);
        DeepSupervision supervision = DeepSupervision.ofStrides(spec.strides());
        LossSpec loss = new LossSpec(false, OptionalInt.empty(), false, supervision.weights());
        List<Integer> patch = BenchmarkNetworks.patchOf(network);
        batch = StepTimer.randomBatch(net, supervision, patch, 2);
        runtime = Runtime.open(2);
        program = TrainingProgram.load(
                runtime,
                new TrainingProgram.Task(net, loss, OptimizerSpec.nnunet(), 2),
                TrainingProgram.initialState(net, net.initialWeights(1)));
    }

    @TearDown
    public void close() {
        program.close();
        runtime.close();
    }

    @Benchmark
    public float step() {
        return program.step(batch, 0);
    }
}
