package org.sagittal.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.loss.LossSpec;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.script.Precision;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;

class SegmentationTrainingTest {
    private static final SegmentationTraining.Start ANEW = new SegmentationTraining.Start(false, Optional.empty());
    private static final SegmentationTraining.Start RESUMED = new SegmentationTraining.Start(true, Optional.empty());

    private static Runtime runtime;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        runtime = Runtime.open(2);
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private final NetworkSpec networkSpec = new NetworkSpec(
            NetworkSpec.Kind.PLAIN_CONV,
            1,
            2,
            List.of(4, 8, 8),
            Collections.nCopies(3, List.of(3, 3)),
            List.of(List.of(1, 1), List.of(2, 2), List.of(2, 2)),
            List.of(1, 1, 1),
            List.of(1, 1));
    private final DeepSupervision supervision = DeepSupervision.ofStrides(networkSpec.strides());

    private TrainingSpec spec(int epochs) {
        return TrainingSpec.of(2, new Shape(1, 16, 16), 2, true, supervision)
                .withSchedule(new Schedule(epochs, 8, 3, 0.01));
    }

    private SegmentationTraining training(Path run, int epochs, TrainingListener listener) {
        return training(run, spec(epochs), listener);
    }

    private SegmentationTraining training(Path run, TrainingSpec spec, TrainingListener listener) {
        LossSpec loss = new LossSpec(false, OptionalInt.empty(), true, supervision.weights());
        return new SegmentationTraining(UNet.of(networkSpec), spec, loss, new Squares(), run, listener);
    }

    @Test
    void learnsBrightSquaresAndLeavesCheckpointsLogAndCurve() throws IOException {
        Checkpoint end = training(folder, 6, TrainingListener.NONE).run(runtime, ANEW);

        assertThat(end.log()).hasSize(6);
        assertThat(end.log().get(5).trainLoss()).isLessThan(end.log().get(0).trainLoss() - 0.5);
        assertThat(end.log().get(5).pseudoDice().get(0)).isGreaterThan(0.9);
        assertThat(TrainingLog.read(folder)).isEqualTo(end.log());
        assertThat(folder).isDirectoryContaining(p -> p.endsWith("progress.png"));
        for (String name : List.of(Checkpoint.LATEST, Checkpoint.BEST, Checkpoint.FINAL)) {
            assertThat(Checkpoint.read(folder.resolve(name)).weights().names())
                    .hasSize(UNet.of(networkSpec).parameters().size());
        }
        assertThat(Checkpoint.read(folder.resolve(Checkpoint.FINAL)).state().asMap())
                .isEqualTo(end.state().asMap());
    }

    @Test
    void aTrainingThatWasStoppedInsideAnEpochEndsAsIfItHadNotBeen() throws IOException {
        Checkpoint whole =
                training(folder.resolve("whole"), 3, TrainingListener.NONE).run(runtime, ANEW);

        Path run = folder.resolve("stopped");
        StopAt stop = new StopAt(1, 5);
        assertThatThrownBy(() -> training(run, 3, stop).run(runtime, ANEW))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("--resume");
        assertThat(TrainingLog.read(run)).hasSize(1);
        Checkpoint resumed = training(run, 3, TrainingListener.NONE).run(runtime, RESUMED);

        assertThat(resumed.state().asMap()).isEqualTo(whole.state().asMap());
        for (String name : List.of(Checkpoint.LATEST, Checkpoint.BEST, Checkpoint.FINAL)) {
            assertThat(run.resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(name));
        }
        assertThat(TrainingLog.read(run)).allMatch(epoch -> epoch.seconds() > 0);
        assertThat(resumed.log())
                .usingRecursiveComparison()
                .ignoringFields("seconds", "secondsPerIteration")
                .isEqualTo(whole.log());
    }

    @Test
    void anotherRecipeDoesNotResume() throws IOException {
        training(folder, 1, TrainingListener.NONE).run(runtime, ANEW);
        assertThatThrownBy(() -> training(folder, 2, TrainingListener.NONE).run(runtime, RESUMED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("epochs 1")
                .hasMessageContaining("epochs 2");
    }

    @Test
    void inBf16ATrainingLearnsAsInFloat32AndCanBeRepeated() throws IOException {
        Checkpoint plain =
                training(folder.resolve("plain"), 4, TrainingListener.NONE).run(runtime, ANEW);
        Checkpoint once = training(folder.resolve("once"), spec(4).withPrecision(Precision.BF16), TrainingListener.NONE)
                .run(runtime, ANEW);
        Checkpoint twice = training(
                        folder.resolve("twice"), spec(4).withPrecision(Precision.BF16), TrainingListener.NONE)
                .run(runtime, ANEW);

        assertThat(twice.state().asMap())
                .isEqualTo(once.state().asMap())
                .isNotEqualTo(plain.state().asMap());
        for (int epoch = 0; epoch < 4; epoch++) {
            assertThat(once.log().get(epoch).trainLoss())
                    .isCloseTo(plain.log().get(epoch).trainLoss(), within(0.02));
        }
        assertThat(once.log().get(3).pseudoDice().get(0)).isGreaterThan(0.85);
    }

    @Test
    void anotherPrecisionDoesNotResume() throws IOException {
        training(folder, 1, TrainingListener.NONE).run(runtime, ANEW);
        assertThatThrownBy(() -> training(folder, spec(1).withPrecision(Precision.BF16), TrainingListener.NONE)
                        .run(runtime, RESUMED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("precision bf16");
    }

    @Test
    void aTruncatedCheckpointIsRefusedInOneSentence() throws IOException {
        training(folder, 1, TrainingListener.NONE).run(runtime, ANEW);
        Path latest = folder.resolve(Checkpoint.LATEST);
        byte[] bytes = Files.readAllBytes(latest);
        for (int cut : new int[] {0, 7, 8, 100, bytes.length / 2, bytes.length - 1}) {
            Files.write(latest, java.util.Arrays.copyOf(bytes, cut));
            assertThatThrownBy(() -> Checkpoint.read(latest))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("checkpoint_latest");
        }
    }

    /** Noise with a bright square; the square is the label. Each batch is a function of its numbers. */
    private final class Squares implements BatchSource {
        @Override
        public Stream training(int epoch) {
            return stream(epoch);
        }

        @Override
        public Stream validation(int epoch) {
            return stream(1000 + epoch);
        }

        private Stream stream(long seed) {
            return new Stream() {
                private int next;

                @Override
                public TrainingBatch next() {
                    return batch(new SplittableRandom(seed * 1000 + next++));
                }

                @Override
                public void close() {}
            };
        }

        private TrainingBatch batch(SplittableRandom random) {
            float[] image = new float[2 * 256];
            float[] target = new float[2 * 256];
            for (int n = 0; n < 2; n++) {
                int y0 = random.nextInt(8);
                int x0 = random.nextInt(8);
                for (int i = 0; i < 256; i++) {
                    boolean inside = i / 16 >= y0 && i / 16 < y0 + 8 && i % 16 >= x0 && i % 16 < x0 + 8;
                    image[n * 256 + i] = (float) (random.nextDouble() + (inside ? 2 : 0));
                    target[n * 256 + i] = inside ? 1 : 0;
                }
            }
            return new TrainingBatch(
                    TensorShape.of(2, 1, 16, 16), image, List.of(TensorShape.of(2, 1, 16, 16)), List.of(target));
        }

        @Override
        public void close() {}
    }

    private static final class StopAt implements TrainingListener {
        private final int epoch;
        private final int iteration;
        private boolean reached;

        StopAt(int epoch, int iteration) {
            this.epoch = epoch;
            this.iteration = iteration;
        }

        @Override
        public void onIteration(int nowEpoch, int nowIteration, int iterations, double loss) {
            reached |= nowEpoch == epoch && nowIteration == iteration;
        }

        @Override
        public boolean isCancelled() {
            return reached;
        }
    }
}
