package org.sagittal.models.training.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreWriter;

class StoredPatchesTest {
    @TempDir
    private Path folder;

    private CaseStore store() throws JsonProcessingException {
        PreprocessingSpec spec = new PreprocessingSpec(
                3,
                List.of(0, 1, 2),
                List.of(3.0, 2.0, 1.0),
                List.of(new ZScoreNormalization(false)),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                new ResamplingSpec(1, 0, Optional.empty()));
        LabelScheme labels = LabelScheme.parse(
                (ObjectNode) new ObjectMapper().readTree("{\"background\": 0, \"a\": 1}"), Optional.empty());
        Shape shape = new Shape(2, 2, 3);
        PreprocessedCase made = new PreprocessedCase(
                List.of(FloatVoxels.of(shape, new float[][] {{0, 1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11}})),
                LabelVoxels.of(shape, new short[][] {{0, 0, 1, 1, 0, 0}, {0, -1, 1, 1, 0, 0}}),
                Optional.of(LabelVoxels.of(shape, new short[][] {{1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0}})),
                new Restoration(
                        List.of(0, 1, 2),
                        shape,
                        Box.of(shape),
                        shape,
                        new Spacing(3, 2, 1),
                        new Spacing(3, 2, 1),
                        spec.probabilities()),
                ClassLocations.of(List.of(List.of(1)), List.of(new int[] {0, 0, 2})));
        try (CaseStoreWriter writer = CaseStoreWriter.open(folder, spec, labels)) {
            writer.write("heart_1", "inputs", made);
        }
        return CaseStore.open(folder);
    }

    @Test
    void readsFromTheStore() throws JsonProcessingException {
        StoredPatches patches = new StoredPatches(store(), List.of("heart_1"));
        PatchCase stored = patches.open(patches.ids().get(0));
        assertThat(stored.shape()).isEqualTo(new Shape(2, 2, 3));
        assertThat(stored.channels()).isEqualTo(1);
        assertThat(stored.classLocations().coordinate(0, 0, 2)).isEqualTo(2);
        TrainingPatch patch = PatchReader.read(stored, new Box(1, 0, 1, 3, 1, 3), 2);
        assertThat(patch.image(0)).containsExactly(7, 8, 0, 0);
        assertThat(patch.label(0)).containsExactly(-1, 1, -1, -1);
        assertThat(patch.label(1)).containsExactly(0, 0, -1, -1);
    }

    @Test
    void refusesCasesThatAreNotThere() throws JsonProcessingException {
        CaseStore store = store();
        assertThatThrownBy(() -> new StoredPatches(store, List.of("heart_1", "heart_2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the store lacks [heart_2]; preprocess these cases first");
        assertThatThrownBy(() -> new StoredPatches(store, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one case");
    }
}
