package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** A dataset in another format than NIfTI goes the whole way: checked, planned, trained on, predicted in its own format, scored. */
@Tag("slow")
class OtherFormatsTest {
    private static final Shape SHAPE = new Shape(6, 24, 22);
    private static final VoxelGrid GRID = VoxelGrid.of(
            SHAPE, new Spacing(3, 1, 1.25), new Vec3(-10.5, 20, 7), new double[] {0.8, -0.6, 0, 0.6, 0.8, 0, 0, 0, 1});

    @TempDir
    Path folder;

    private static void write(Path images, Path labels, String id, String ending, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] image = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        short[][] label = new short[SHAPE.z()][SHAPE.sliceVoxels()];
        int y0 = random.nextInt(8, 16);
        int x0 = random.nextInt(8, 14);
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < SHAPE.sliceVoxels(); i++) {
                int y = i / SHAPE.x() - y0;
                int x = i % SHAPE.x() - x0;
                boolean inside = y * y + x * x <= 25;
                image[z][i] = (float) (1 + random.nextDouble() + (inside ? 3 : 0));
                label[z][i] = (short) (inside ? 1 : 0);
            }
        }
        Path file = images.resolve(id + "_0000" + ending);
        VolumeFormats.forWriting(file)
                .writeIntensities(
                        file,
                        VolumeHeader.forWriting(SampleType.FLOAT32, GRID, 3, 1),
                        List.of(FloatVoxels.of(SHAPE, image)));
        Path truth = labels.resolve(id + ending);
        VolumeFormats.forWriting(truth).writeLabels(truth, new LabelVolume(GRID, LabelVoxels.of(SHAPE, label)), 3);
    }

    @ParameterizedTest
    @CsvSource({".nrrd, .mha", ".mha, .mgz"})
    void theWholeWay(String ending, String other) throws IOException {
        Path raw = Files.createDirectories(folder.resolve("Dataset007_Discs"));
        for (int i = 0; i < 5; i++) {
            write(raw.resolve("imagesTr"), raw.resolve("labelsTr"), "disc_" + i, ending, i);
        }
        write(raw.resolve("imagesTs"), raw.resolve("labelsTs"), "disc_9", ending, 9);
        Path dataset = Files.writeString(raw.resolve("dataset.json"), """
                {"channel_names": {"0": "noise"}, "labels": {"background": 0, "disc": 1}, "numTraining": 5,
                 "file_ending": "%s"}""".formatted(ending));
        Path work = folder.resolve("work");
        done("check", raw);
        String[] hurry = "-c 2d --epochs 1 --iterations 1 --validation-iterations 1 --batch-size 2".split(" ");
        Object[] words = new Object[4 + hurry.length];
        System.arraycopy(new Object[] {"run", raw, "-o", work}, 0, words, 0, 4);
        System.arraycopy(hurry, 0, words, 4, hurry.length);
        done(words);
        assertOnGrid(work.resolve("predictions/disc_9" + ending));

        Path predictions = folder.resolve("predictions");
        done("predict", "-m", work.resolve("runs/2d"), "-i", raw.resolve("imagesTs"), "-o", predictions);
        assertOnGrid(predictions.resolve("disc_9" + ending));
        done("evaluate", raw.resolve("labelsTs"), predictions, "--dataset-json", dataset);
        assertThat(predictions.resolve("summary.json")).isRegularFile();

        // Images need not be in the format that the model was trained on.
        Path strange = folder.resolve("strange");
        write(strange, folder.resolve("truth"), "disc_9", other, 9);
        done("predict", "-m", work.resolve("runs/2d"), "-i", strange, "-o", folder.resolve("again"));
        assertThat(VolumeFormats.of(folder.resolve("again/disc_9" + ending))
                        .readLabels(folder.resolve("again/disc_9" + ending))
                        .voxels()
                        .slice(3))
                .isEqualTo(VolumeFormats.of(predictions.resolve("disc_9" + ending))
                        .readLabels(predictions.resolve("disc_9" + ending))
                        .voxels()
                        .slice(3));
    }

    private static void done(Object... words) {
        CommandRun run = CommandRun.of(words);
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static void assertOnGrid(Path file) {
        VoxelGrid grid = VolumeFormats.of(file).readHeader(file).grid();
        assertThat(grid.shape()).isEqualTo(SHAPE);
        assertThat(grid.spacing().toArrayMm()).containsExactly(GRID.spacing().toArrayMm(), within(1e-9));
        assertThat(grid.direction()).containsExactly(GRID.direction(), within(1e-9));
        assertThat(grid.originMm()).isEqualTo(GRID.originMm());
    }
}
