package org.sagittal.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.WeightTensor;

/** A batch in parts, one a thread, beside the same batch as a whole on one thread. */
class TrainingProgramTest {
    private static NetworkSpec network(NetworkSpec.Kind kind, int dimensions) {
        List<Integer> kernel = Collections.nCopies(dimensions, 3);
        List<Integer> ones = Collections.nCopies(dimensions, 1);
        List<Integer> stride = dimensions == 3 ? List.of(1, 2, 2) : List.of(2, 2);
        return new NetworkSpec(
                kind,
                1,
                3,
                List.of(4, 8, 8),
                Collections.nCopies(3, kernel),
                List.of(ones, stride, Collections.nCopies(dimensions, 2)),
                List.of(1, 1, 1),
                List.of(1, 1));
    }

    private record Outcome(float loss, Map<String, WeightTensor> state, TrainingProgram.Validation validation) {}

    private static Outcome step(int threads, int dimensions, boolean batchDice, int samples) {
        UNet network = UNet.of(network(NetworkSpec.Kind.PLAIN_CONV, dimensions));
        DeepSupervision supervision = DeepSupervision.ofStrides(network.spec().strides());
        LossSpec loss = new LossSpec(false, OptionalInt.empty(), batchDice, supervision.weights());
        TrainingProgram.Task task = new TrainingProgram.Task(network, loss, OptimizerSpec.nnunet(), samples);
        List<Integer> patch = dimensions == 3 ? List.of(6, 12, 8) : List.of(24, 16);
        TrainingBatch batch = StepTimer.randomBatch(network, supervision, patch, samples);
        var start = TrainingProgram.initialState(network, network.initialWeights(2));
        try (Runtime runtime = Runtime.open(threads);
                TrainingProgram program = TrainingProgram.load(runtime, task, start)) {
            float first = program.step(batch, 0.1);
            TrainingProgram.Validation validation = program.validate(batch);
            return new Outcome(first, program.state().asMap(), validation);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, false, 2", "3, true, 2", "2, false, 2", "2, true, 2", "2, true, 4"})
    void aBatchInPartsDescendsAsTheWhole(int dimensions, boolean batchDice, int samples) {
        Outcome whole = step(1, dimensions, batchDice, samples);
        Outcome parts = step(2, dimensions, batchDice, samples);

        assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-5f));
        assertThat(parts.validation().loss()).isCloseTo(whole.validation().loss(), within(1e-4f));
        float[] counts = whole.validation().counts();
        for (int i = 0; i < counts.length; i++) {
            assertThat(parts.validation().counts()[i]).isCloseTo(counts[i], within(2f));
        }
        whole.state()
                .forEach((name, expected) -> assertThat(distance(parts.state().get(name), expected))
                        .as(name)
                        .isLessThan(1e-4));
        assertThat(step(2, dimensions, batchDice, samples).state()).isEqualTo(parts.state());
    }

    private static double distance(WeightTensor actual, WeightTensor expected) {
        float[] a = actual.values();
        float[] e = expected.values();
        double squares = 0;
        double differences = 0;
        for (int i = 0; i < e.length; i++) {
            squares += (double) e[i] * e[i];
            differences += Math.pow((double) a[i] - e[i], 2);
        }
        return Math.sqrt(differences / Math.max(squares, 1e-6));
    }

    @Test
    void partsDivideThreadsAndSamples() {
        UNet plain = UNet.of(network(NetworkSpec.Kind.PLAIN_CONV, 2));
        UNet residual = UNet.of(network(NetworkSpec.Kind.RESIDUAL_ENCODER, 2));
        LossSpec loss = new LossSpec(false, OptionalInt.empty(), false, List.of(1.0));
        OptimizerSpec optimizer = OptimizerSpec.nnunet();
        assertThat(new TrainingProgram.Task(plain, loss, optimizer, 2).parts(2)).isEqualTo(2);
        assertThat(new TrainingProgram.Task(plain, loss, optimizer, 2).parts(6)).isEqualTo(2);
        assertThat(new TrainingProgram.Task(plain, loss, optimizer, 12).parts(8))
                .isEqualTo(4);
        assertThat(new TrainingProgram.Task(plain, loss, optimizer, 13).parts(2))
                .isEqualTo(1);
        assertThat(new TrainingProgram.Task(residual, loss, optimizer, 2).parts(2))
                .isEqualTo(1);
        assertThat(new TrainingProgram.Task(residual, loss, optimizer.withPrecision(Precision.BF16), 2).parts(2))
                .isEqualTo(2);
    }
}
