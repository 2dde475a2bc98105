package org.sagittal.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.FiniteReader;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.reader.Placement;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Images and labels in which something is missing, constant, flat or no number. */
class OddCasesTest {
    @TempDir
    private Path folder;

    private static LabelScheme scheme() throws IOException {
        return DatasetDescription.parse(new ObjectMapper()
                        .readTree(
                                "{\"channel_names\": {\"0\": \"MRI\"}, \"labels\": {\"background\": 0, \"organ\": 1}}"))
                .labels();
    }

    private static PreprocessedCase preprocess(CaseImages images, Optional<LabelVoxels> label) throws IOException {
        PreprocessingSpec spec = new PreprocessingSpec(
                3,
                List.of(0, 1, 2),
                List.of(2.0, 1.0, 1.0),
                List.of(new ZScoreNormalization(false)),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                ResamplingSpec.DEFAULT_PROBABILITIES);
        return new Preprocessor(spec, scheme()).preprocess(images, label);
    }

    private static CaseImages images(Shape shape, float value) {
        float[][] slices = new float[shape.z()][shape.sliceVoxels()];
        for (float[] slice : slices) {
            Arrays.fill(slice, value);
        }
        VoxelGrid grid = VoxelGrid.of(shape, new Spacing(1, 1.5, 1));
        return new CaseImages(List.of(FloatVoxels.of(shape, slices)), grid.spacing(), new Placement.World(grid, 3));
    }

    private static LabelVoxels background(Shape shape) {
        return LabelVoxels.of(shape, new short[shape.z()][shape.sliceVoxels()]);
    }

    /** nnU-Net divides by max(deviation, 1e-8), so a constant becomes zero, not NaN. */
    @ParameterizedTest
    @ValueSource(floats = {7, 0, -1000})
    void aConstantImageBecomesZero(float value) throws IOException {
        CaseImages images = images(new Shape(4, 5, 6), value);
        PreprocessedCase made = preprocess(images, Optional.of(background(images.shape())));
        for (int z = 0; z < made.shape().z(); z++) {
            assertThat(made.data().get(0).slice(z)).containsOnly(0f);
        }
        assertThat(made.locations().count(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1,5,6", "5,1,6", "5,6,1", "1,1,6", "1,6,1", "6,1,1", "1,1,1"})
    void axesMayHaveOneVoxel(int z, int y, int x) throws IOException {
        Shape shape = new Shape(z, y, x);
        float[][] slices = new float[z][y * x];
        short[][] labels = new short[z][y * x];
        for (int k = 0; k < z; k++) {
            for (int i = 0; i < y * x; i++) {
                slices[k][i] = 1 + k * 3 + i;
                labels[k][i] = 1;
            }
        }
        VoxelGrid grid = VoxelGrid.of(shape, new Spacing(1, 1.5, 1));
        CaseImages images =
                new CaseImages(List.of(FloatVoxels.of(shape, slices)), grid.spacing(), new Placement.World(grid, 3));

        PreprocessedCase made = preprocess(images, Optional.of(LabelVoxels.of(shape, labels)));

        for (int k = 0; k < made.shape().z(); k++) {
            for (float value : made.data().get(0).slice(k)) {
                assertThat(value).isFinite();
            }
            assertThat(made.seg().slice(k)).containsOnly((short) 1);
        }
        assertThat(made.restoration().networkShape()).isEqualTo(made.shape());
    }

    @Test
    void voxelsThatAreNoNumbersAreRefusedWithTheirNumberAndPlace() throws IOException {
        CaseImages images = images(new Shape(3, 4, 5), 2);
        float[] slice = images.channels().get(0).slice(1);
        slice[7] = Float.NaN;
        slice[8] = Float.NEGATIVE_INFINITY;
        images.channels().get(0).slice(2)[0] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> preprocess(images, Optional.empty()))
                .hasMessageContaining("channel 0 holds 3 voxels that are NaN or infinite")
                .hasMessageContaining("the first at (z, y, x) = (1, 1, 2)")
                .hasMessageContaining("--replace-nonfinite 0");
    }

    @Test
    void orReplacedWhereAValueIsNamed() {
        ImageReader reader = ImageReaders.byName("SimpleITKIO");
        CaseImages images = images(new Shape(3, 4, 5), 2);
        images.channels().get(0).slice(1)[7] = Float.NaN;
        Path file = folder.resolve("case_0000.nii.gz");
        reader.writeIntensities(images.channels().get(0), images, file);

        CaseImages read = FiniteReader.replacing(reader, -5).readImages(List.of(file));

        read.requireFinite();
        assertThat(read.channels().get(0).at(1, 1, 2)).isEqualTo(-5);
        assertThat(read.channels().get(0).at(1, 1, 3)).isEqualTo(2);
        assertThatThrownBy(() -> reader.readImages(List.of(file)).requireFinite())
                .hasMessageContaining("1 voxels");
        assertThatThrownBy(() -> FiniteReader.replacing(reader, Float.NaN)).hasMessageContaining("must be finite");
    }
}
