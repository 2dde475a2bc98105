package org.sagittal.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;

/** Times training steps of a network on this machine: the program that training runs, on noise, with nnU-Net's loss and optimizer. */
public final class StepTimer {
    private static final int TIMED_STEPS = 4;
    private static final long SEED = 1;

    private StepTimer() {}

    /**
     * The quickest of four steps after one that warms up: forward with all decoder levels, loss, backward, optimizer. The quickest
     * counts because other work on the machine only ever slows a step.
     *
     * @param runtime the engine
     * @param spec the network
     * @param patch spatial extents, (z, y, x) or (y, x)
     * @param batch samples of a batch
     * @return seconds of one step
     */
    public static double secondsPerStep(Runtime runtime, NetworkSpec spec, List<Integer> patch, int batch) {
        UNet network = UNet.of(spec);
        DeepSupervision supervision = DeepSupervision.ofStrides(spec.strides());
        LossSpec loss = new LossSpec(false, OptionalInt.empty(), false, supervision.weights());
        TrainingProgram.Task task = new TrainingProgram.Task(network, loss, OptimizerSpec.nnunet(), batch);
        var state = TrainingProgram.initialState(network, network.initialWeights(SEED));
        long quickestNanos = Long.MAX_VALUE;
        try (TrainingProgram program = TrainingProgram.load(runtime, task, state)) {
            TrainingBatch random = randomBatch(network, supervision, patch, batch);
            program.step(random, 0);
            for (int i = 0; i < TIMED_STEPS; i++) {
                long start = System.nanoTime();
                program.step(random, 0);
                quickestNanos = Math.min(quickestNanos, System.nanoTime() - start);
            }
        }
        return quickestNanos / 1e9;
    }

    /** Noise, and labels that mean nothing. */
    static TrainingBatch randomBatch(UNet network, DeepSupervision supervision, List<Integer> patch, int batch) {
        SplittableRandom random = new SplittableRandom(SEED);
        TensorShape imageShape = network.inputShape(batch, patch);
        float[] image = new float[Math.toIntExact(imageShape.elements())];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (random.nextDouble() - 0.5);
        }
        List<TensorShape> shapes = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (int level = 0; level < supervision.weights().size(); level++) {
            if (supervision.weights().get(level) > 0) {
                List<Long> extents = new ArrayList<>(List.of((long) batch, 1L));
                for (int axis = 0; axis < patch.size(); axis++) {
                    extents.add(Math.round(
                            patch.get(axis) * supervision.scales().get(level).get(axis)));
                }
                TensorShape shape = new TensorShape(extents);
                float[] target = new float[Math.toIntExact(shape.elements())];
                for (int i = 0; i < target.length; i++) {
                    target[i] = random.nextInt(network.spec().heads());
                }
                shapes.add(shape);
                targets.add(target);
            }
        }
        return new TrainingBatch(imageShape, image, shapes, targets);
    }
}
