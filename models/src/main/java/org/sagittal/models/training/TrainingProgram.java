package org.sagittal.models.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.geometry.io.file.ScratchFile;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * A network in training: steps of descent and of validation, and its state out of the engine.
 *
 * <p>Where the number of threads and the samples of a batch have a common divisor, a batch is divided into so many parts and each thread, or
 * group of threads, takes one through the network forward and backward: threads that wait for each other a few times in a step work
 * more than threads that share each operator. The loss and the descent are those of the whole batch.
 */
final class TrainingProgram implements AutoCloseable {
    private final Runtime runtime;
    private final UNet network;
    private final Program program;
    private final Optional<PartThreads> threads;

    private TrainingProgram(Runtime runtime, UNet network, Program program, Optional<PartThreads> threads) {
        this.runtime = runtime;
        this.network = network;
        this.program = program;
        this.threads = threads;
    }

    /**
     * What is trained and how.
     *
     * @param network the network
     * @param loss what to minimise
     * @param optimizer how to descend
     * @param samples of a batch
     */
    record Task(UNet network, LossSpec loss, OptimizerSpec optimizer, int samples) {
        /** The largest number that divides threads and samples; 1 for a network that is slow in parts. */
        int parts(int threads) {
            return TrainingModule.isDivisible(network, optimizer)
                    ? BigInteger.valueOf(threads)
                            .gcd(BigInteger.valueOf(samples))
                            .intValue()
                    : 1;
        }
    }

    /**
     * Loads a network with its state.
     *
     * @param state weights and velocities
     */
    static TrainingProgram load(Runtime runtime, Task task, NamedTensors state) {
        int parts = task.parts(runtime.threads());
        try (ScratchFile scratch = ScratchFile.make("training", ".pt")) {
            TorchScriptArchive.write(
                    TrainingModule.of(task.network, task.loss, task.optimizer, parts, Runtime.hasOneDnn()),
                    state,
                    scratch.path());
            Program program = runtime.load(scratch.path());
            return new TrainingProgram(
                    runtime,
                    task.network,
                    program,
                    parts > 1 ? Optional.of(new PartThreads(runtime, parts)) : Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the network's program to the temporary folder: " + e.getMessage(), e);
        }
    }

    /** State before the first step: the given weights and velocities of 0. */
    static NamedTensors initialState(UNet network, NamedTensors weights) {
        Map<String, WeightTensor> state = new LinkedHashMap<>(
                Parameter.select(network.parameters(), weights).asMap());
        for (Parameter velocity : NesterovSgd.velocities(network.parameters())) {
            state.put(
                    velocity.name(),
                    WeightTensor.of(
                            velocity.shape().ints(),
                            new float[Math.toIntExact(velocity.shape().elements())]));
        }
        return NamedTensors.of(state);
    }

    /** One step of descent; returns the loss before it. */
    float step(TrainingBatch batch, double learningRate) {
        if (threads.isPresent()) {
            try (PartStep step = new PartStep(runtime, program, threads.get(), batch)) {
                return step.descend(learningRate);
            }
        }
        try (Inputs inputs = new Inputs(runtime)) {
            inputs.add(batch.image(), batch.imageShape().toArray());
            inputs.add(new float[] {(float) learningRate});
            inputs.addTargets(batch);
            try (Tensor result = program.train("step", inputs.array()).get(0)) {
                return result.floats()[0];
            }
        }
    }

    /**
     * Loss and counts of a batch, without descent.
     *
     * @param counts (3, C') true positives, false positives, false negatives of each foreground class
     */
    record Validation(float loss, float[] counts) {
        static Validation of(List<Tensor> results) {
            try (Tensor loss = results.get(0);
                    Tensor counts = results.get(1)) {
                return new Validation(loss.floats()[0], counts.floats());
            }
        }
    }

    Validation validate(TrainingBatch batch) {
        if (threads.isPresent()) {
            try (PartStep step = new PartStep(runtime, program, threads.get(), batch)) {
                return step.validate();
            }
        }
        try (Inputs inputs = new Inputs(runtime)) {
            inputs.add(batch.image(), batch.imageShape().toArray());
            inputs.addTargets(batch);
            List<Tensor> results = program.infer("validate", inputs.array());
            return Validation.of(results);
        }
    }

    /** Weights and velocities as they are now. */
    NamedTensors state() {
        List<Parameter> all = new ArrayList<>(network.parameters());
        all.addAll(NesterovSgd.velocities(network.parameters()));
        List<Tensor> tensors = program.infer("state");
        Map<String, WeightTensor> state = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            try (Tensor tensor = tensors.get(i)) {
                state.put(all.get(i).name(), WeightTensor.of(all.get(i).shape().ints(), tensor.floats()));
            }
        }
        return NamedTensors.of(state);
    }

    @Override
    public void close() {
        threads.ifPresent(PartThreads::close);
        program.close();
    }

    /** Tensors of one call, closed together. */
    private static final class Inputs implements AutoCloseable {
        private final Runtime runtime;
        private final List<Tensor> tensors = new ArrayList<>();

        Inputs(Runtime runtime) {
            this.runtime = runtime;
        }

        void add(float[] values, long... extents) {
            tensors.add(runtime.tensor(values, extents));
        }

        void addTargets(TrainingBatch batch) {
            for (int i = 0; i < batch.targets().size(); i++) {
                add(batch.targets().get(i), batch.targetShapes().get(i).toArray());
            }
        }

        Tensor[] array() {
            return tensors.toArray(Tensor[]::new);
        }

        @Override
        public void close() {
            tensors.forEach(Tensor::close);
        }
    }
}
