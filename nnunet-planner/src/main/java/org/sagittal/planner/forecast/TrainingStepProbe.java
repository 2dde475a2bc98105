package org.sagittal.planner.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.training.DeepSupervision;
import org.sagittal.models.training.NesterovSgd;
import org.sagittal.models.training.OptimizerSpec;
import org.sagittal.models.training.TrainingModule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Times real training steps on this machine: the program that training runs, on noise, with the loss and optimiser of nnU-Net.
 * One step warms up; of the next four the quickest counts, because other work on the machine only ever slows a step.
 */
public final class TrainingStepProbe implements ThroughputProbe {
    private static final int TIMED_STEPS = 4;
    private static final double NANOSECONDS = 1e9;
    private static final float RATE = 1e-4f;

    private final Runtime runtime;

    /**
     * Makes a probe of an engine.
     *
     * @param runtime the engine, with the number of threads training will use
     */
    public TrainingStepProbe(Runtime runtime) {
        this.runtime = runtime;
    }

    @Override
    public double secondsPerTrainingStep(NetworkSpec network, List<Integer> patch, int batch) {
        UNet unet = UNet.of(network);
        List<Tensor> inputs = new ArrayList<>();
        try (Program program = load(unet)) {
            inputs.addAll(inputs(unet, patch, batch));
            Tensor[] arguments = inputs.toArray(Tensor[]::new);
            step(program, arguments);
            long quickest = Long.MAX_VALUE;
            for (int i = 0; i < TIMED_STEPS; i++) {
                long start = System.nanoTime();
                step(program, arguments);
                quickest = Math.min(quickest, System.nanoTime() - start);
            }
            return quickest / NANOSECONDS;
        } finally {
            inputs.forEach(Tensor::close);
        }
    }

    private static void step(Program program, Tensor[] arguments) {
        try (Tensor result = program.train("step", arguments).get(0)) {
            // Reading the loss waits for the engine to finish.
            result.floats();
        }
    }

    private Program load(UNet network) {
        List<Double> weights =
                DeepSupervision.ofStrides(network.spec().strides()).weights();
        LossSpec loss = new LossSpec(false, OptionalInt.empty(), true, weights);
        try {
            Path archive = Files.createTempFile("sagittal-probe", ".pt");
            try {
                TorchScriptArchive.write(
                        TrainingModule.of(network, loss, OptimizerSpec.nnunet()), state(network), archive);
                return runtime.load(archive);
            } finally {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the probe to the temporary folder: " + e.getMessage(), e);
        }
    }

    private static NamedTensors state(UNet network) {
        Map<String, WeightTensor> state =
                new LinkedHashMap<>(network.initialWeights(1).asMap());
        for (Parameter velocity : NesterovSgd.velocities(network.parameters())) {
            state.put(velocity.name(), zeros(velocity.shape()));
        }
        return NamedTensors.of(state);
    }

    private static WeightTensor zeros(TensorShape shape) {
        return WeightTensor.of(shape.ints(), new float[Math.toIntExact(shape.elements())]);
    }

    /** Image, learning rate, and a random label map for each supervised level. */
    private List<Tensor> inputs(UNet network, List<Integer> patch, int batch) {
        SplittableRandom random = new SplittableRandom(1);
        DeepSupervision supervision = DeepSupervision.ofStrides(network.spec().strides());
        List<Tensor> inputs = new ArrayList<>();
        TensorShape image = network.inputShape(batch, patch);
        inputs.add(tensor(image.extents(), () -> (float) random.nextDouble()));
        inputs.add(runtime.tensor(new float[] {RATE}));
        for (int level = 0; level < supervision.weights().size(); level++) {
            if (supervision.weights().get(level) > 0) {
                List<Long> extents = new ArrayList<>(List.of((long) batch, 1L));
                for (int axis = 0; axis < patch.size(); axis++) {
                    extents.add(Math.round(
                            patch.get(axis) * supervision.scales().get(level).get(axis)));
                }
                inputs.add(tensor(extents, () -> random.nextInt(network.spec().heads())));
            }
        }
        return inputs;
    }

    private Tensor tensor(List<Long> extents, FloatSource source) {
        long[] shape = extents.stream().mapToLong(Long::longValue).toArray();
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.next();
        }
        return runtime.tensor(values, shape);
    }

    @FunctionalInterface
    private interface FloatSource {
        float next();
    }
}
