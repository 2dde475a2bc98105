package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.ResamplingSpec;

class ProbabilityStoreTest {
    /** The network's axes are (x, z, y) of the file, whose shape is (3, 2, 4); the kept box is (2, 2, 1) voxels of (4, 3, 2). */
    private static final Restoration RESTORATION = new Restoration(
            List.of(2, 0, 1),
            new Shape(4, 3, 2),
            new Box(1, 0, 1, 3, 2, 2),
            new Shape(2, 2, 1),
            new Spacing(3, 2, 1),
            new Spacing(1, 3, 2),
            ResamplingSpec.DEFAULT_PROBABILITIES);

    @TempDir
    Path folder;

    private static ProbabilityStore filled(boolean regions) {
        ProbabilityStore store = ProbabilityStore.create(2, regions, RESTORATION);
        float big = 100;
        store.slice(0, new float[][] {{-big, big}, {big, -big}});
        store.slice(1, new float[][] {{big, big}, {-big, -big}});
        return store;
    }

    @Test
    void putsTheCroppedPartBackAndPadsWithBackground() {
        try (ProbabilityStore store = filled(false)) {
            FloatVoxels background = store.head(0);
            FloatVoxels foreground = store.head(1);

            assertThat(background.shape()).isEqualTo(new Shape(3, 2, 4));
            // network voxel (0, 0, 0) lies at file x = 0 + 1, z = 0 + 0, y = 0 + 1
            assertThat(background.at(0, 1, 1)).isZero();
            assertThat(foreground.at(0, 1, 1)).isEqualTo(1);
            assertThat(sum(background)).isEqualTo(23);
            assertThat(sum(foreground)).isEqualTo(1);
        }
    }

    @Test
    void regionsAreZeroOutside() {
        try (ProbabilityStore store = filled(true)) {
            assertThat(sum(store.head(0))).isEqualTo(3);
            assertThat(sum(store.head(1))).isEqualTo(1);
        }
    }

    @Test
    void writesWhatNumpyReads() throws IOException {
        Path npz = folder.resolve("case.npz");
        try (ProbabilityStore store = filled(false)) {
            store.writeNpz(npz);
        }

        try (InputStream in = Files.newInputStream(npz);
                ZipInputStream zip = new ZipInputStream(in)) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("probabilities.npy");
            NpyArray array = NpyFormat.read(npz, zip, 1000);
            assertThat(array.shape()).containsExactly(2, 3, 2, 4);
            assertThat(array.type()).isEqualTo(NpyArray.Type.FLOAT32);
            assertThat(array.floatVoxels(1).at(0, 1, 1)).isEqualTo(1);
        }
        assertThat(Files.list(folder)).containsExactly(npz);
    }

    @Test
    void anUnfinishedPredictionHasNoProbabilities() {
        try (ProbabilityStore store = ProbabilityStore.create(2, false, RESTORATION)) {
            assertThatThrownBy(() -> store.head(1)).hasMessageContaining("did not finish");
        }
    }

    private static double sum(FloatVoxels voxels) {
        double sum = 0;
        for (int z = 0; z < voxels.shape().z(); z++) {
            for (float value : voxels.slice(z)) {
                sum += value;
            }
        }
        return sum;
    }
}
