package org.sagittal.models.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.ScratchFile;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/** A network in training: steps of descent and of validation, and its state out of the engine. */
final class TrainingProgram implements AutoCloseable {
    private final Runtime runtime;
    private final UNet network;
    private final Program program;

    private TrainingProgram(Runtime runtime, UNet network, Program program) {
        this.runtime = runtime;
        this.network = network;
        this.program = program;
    }

    /**
     * Loads a network with its state.
     *
     * @param state weights and velocities
     */
    static TrainingProgram load(
            Runtime runtime, UNet network, LossSpec loss, OptimizerSpec optimizer, NamedTensors state) {
        try (ScratchFile scratch = ScratchFile.make("training", ".pt")) {
            TorchScriptArchive.write(TrainingModule.of(network, loss, optimizer), state, scratch.path());
            return new TrainingProgram(runtime, network, runtime.load(scratch.path()));
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
    record Validation(float loss, float[] counts) {}

    Validation validate(TrainingBatch batch) {
        try (Inputs inputs = new Inputs(runtime)) {
            inputs.add(batch.image(), batch.imageShape().toArray());
            inputs.addTargets(batch);
            List<Tensor> results = program.infer("validate", inputs.array());
            try (Tensor loss = results.get(0);
                    Tensor counts = results.get(1)) {
                return new Validation(loss.floats()[0], counts.floats());
            }
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
