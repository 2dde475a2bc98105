package org.sagittal.models.training.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.training.BatchSource;
import org.sagittal.models.training.DeepSupervision;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.training.TrainingBatch;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.preprocessing.dataset.LabelScheme;

@Timeout(60)
class SampledBatchesTest {
    private static final DeepSupervision THREE_STAGES =
            DeepSupervision.ofStrides(List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2), List.of(2, 2, 2)));
    private static final TrainingSpec SPEC = TrainingSpec.of(3, new Shape(8, 12, 10), 2, false, THREE_STAGES)
            .withSchedule(new Schedule(4, 5, 2, 0.01))
            .withSeed(99);
    private static final PatchSource CASES = new MemoryPatches(
            MemoryPatches.noisy(new Shape(12, 20, 15), 2, 1), MemoryPatches.noisy(new Shape(9, 13, 30), 2, 2));

    private static LabelScheme labels(String json, String order) {
        try {
            ObjectMapper mapper = new ObjectMapper();
            return LabelScheme.parse((ObjectNode) mapper.readTree(json), Optional.of(mapper.readTree(order)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the fixture's labels must parse", e);
        }
    }

    private static SampledBatches.Cases plain() {
        return new SampledBatches.Cases(CASES, CASES, labels("{\"background\":0,\"a\":1,\"b\":2}", "null"), false);
    }

    private static List<TrainingBatch> take(BatchSource.Stream stream, int count) throws InterruptedException {
        List<TrainingBatch> batches = new ArrayList<>();
        try (stream) {
            for (int i = 0; i < count; i++) {
                batches.add(stream.next());
            }
        }
        return batches;
    }

    private static void assertSame(TrainingBatch actual, TrainingBatch expected) {
        assertThat(actual.image()).isEqualTo(expected.image());
        for (int i = 0; i < expected.targets().size(); i++) {
            assertThat(actual.targets().get(i)).isEqualTo(expected.targets().get(i));
        }
    }

    @Test
    void batchesFollowFromTheirNumbersAlone() throws InterruptedException {
        try (SampledBatches one = new SampledBatches(SPEC, plain(), 1);
                SampledBatches three = new SampledBatches(SPEC, plain(), 3)) {
            List<TrainingBatch> first = take(one.training(2), 5);
            List<TrainingBatch> second = take(three.training(2), 5);
            for (int i = 0; i < 5; i++) {
                assertSame(second.get(i), first.get(i));
            }
            assertSame(
                    take(three.validation(0), 1).get(0),
                    take(one.validation(0), 1).get(0));
            assertThat(take(one.training(3), 1).get(0).image())
                    .isNotEqualTo(first.get(0).image());
            assertThat(first.get(1).image()).isNotEqualTo(first.get(0).image());
        }
        try (SampledBatches other = new SampledBatches(SPEC.withSeed(100), plain(), 1);
                SampledBatches same = new SampledBatches(SPEC, plain(), 1)) {
            assertThat(take(other.training(2), 1).get(0).image())
                    .isNotEqualTo(take(same.training(2), 1).get(0).image());
        }
    }

    @Test
    void shapesOf3d() throws InterruptedException {
        try (SampledBatches batches = new SampledBatches(SPEC, plain(), 2)) {
            TrainingBatch batch = take(batches.training(0), 1).get(0);
            assertThat(batch.imageShape()).isEqualTo(TensorShape.of(2, 2, 8, 12, 10));
            // The third output weighs nothing, so it has no target.
            assertThat(batch.targetShapes())
                    .containsExactly(TensorShape.of(2, 1, 8, 12, 10), TensorShape.of(2, 1, 8, 6, 5));
            for (float label : batch.targets().get(0)) {
                assertThat(label).isIn(0f, 1f, 2f);
            }
        }
    }

    @Test
    void shapesOf2d() throws InterruptedException {
        TrainingSpec flat = TrainingSpec.of(
                        2,
                        new Shape(1, 12, 16),
                        3,
                        true,
                        DeepSupervision.ofStrides(List.of(List.of(1, 1), List.of(2, 2), List.of(2, 2))))
                .withSchedule(new Schedule(1, 2, 2, 0.01));
        try (SampledBatches batches = new SampledBatches(flat, plain(), 1)) {
            TrainingBatch batch = take(batches.training(0), 2).get(1);
            assertThat(batch.imageShape()).isEqualTo(TensorShape.of(3, 2, 12, 16));
            assertThat(batch.targetShapes()).containsExactly(TensorShape.of(3, 1, 12, 16));
        }
    }

    @Test
    void regionsAndTheVoxelsNobodyAnnotatedAreChannels() throws InterruptedException {
        LabelScheme scheme = labels("{\"background\":0,\"whole\":[1,2],\"core\":2,\"ignore\":3}", "[1,2]");
        try (SampledBatches batches =
                new SampledBatches(SPEC, new SampledBatches.Cases(CASES, CASES, scheme, false), 1)) {
            TrainingBatch batch = take(batches.validation(0), 2).get(1);
            assertThat(batch.targetShapes().get(0)).isEqualTo(TensorShape.of(2, 3, 8, 12, 10));
            float[] target = batch.targets().get(0);
            int voxels = 960;
            for (int i = 0; i < voxels; i++) {
                assertThat(target[voxels + i]).as("core within whole").isLessThanOrEqualTo(target[i]);
                assertThat(target[2 * voxels + i]).as("all annotated").isZero();
            }
        }
    }

    @Test
    void thePreviousStageBecomesImageChannels() throws InterruptedException {
        SampledBatches.Cases second = new SampledBatches.Cases(CASES, CASES, plain().labels(), true);
        try (SampledBatches batches = new SampledBatches(SPEC, second, 1)) {
            for (TrainingBatch batch : List.of(
                    take(batches.training(0), 1).get(0),
                    take(batches.validation(0), 1).get(0))) {
                assertThat(batch.imageShape()).isEqualTo(TensorShape.of(2, 4, 8, 12, 10));
                for (int i = 2 * 960; i < 4 * 960; i++) {
                    assertThat(batch.image()[i]).isIn(0f, 1f);
                }
            }
        }
    }

    @Test
    void validationPatchesAreCutOutAsTheyAre() throws InterruptedException {
        try (SampledBatches batches = new SampledBatches(SPEC, plain(), 1)) {
            TrainingBatch batch = take(batches.validation(1), 1).get(0);
            List<Float> stored = new ArrayList<>();
            for (String id : CASES.ids()) {
                for (float value : ((MemoryPatches.Case) CASES.open(id)).image()[0]) {
                    stored.add(value);
                }
            }
            for (int i = 0; i < 960; i++) {
                assertThat(batch.image()[i] == 0 || stored.contains(batch.image()[i]))
                        .isTrue();
            }
        }
    }

    @Test
    void closedSourcesAndTroubleAreSaidInWords() {
        SampledBatches batches = new SampledBatches(SPEC, plain(), 1);
        batches.close();
        assertThatThrownBy(() -> batches.training(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was closed");
        assertThatThrownBy(() -> new SampledBatches(SPEC, plain(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, got 0");
    }
}
