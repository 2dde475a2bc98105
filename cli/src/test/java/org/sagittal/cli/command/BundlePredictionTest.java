package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** A bundle predicts what the model it was made from predicts, number for number. */
class BundlePredictionTest {
    private static final Path TINY =
            Path.of("../nnunet-planner/src/test/resources/org/sagittal/planner/exchange/tiny.zip");

    @TempDir
    Path folder;

    @Test
    void ofATinyModel() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Shape shape = new Shape(9, 12, 14);
        SplittableRandom random = new SplittableRandom(7);
        short[][] slices = new short[shape.z()][shape.sliceVoxels()];
        for (short[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (short) random.nextInt(4);
            }
        }
        VoxelGrid grid = VoxelGrid.of(
                shape, new Spacing(1.5, 1.2, 1), new Vec3(1, 2, 3), new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        new NiftiFormat()
                .writeLabels(images.resolve("a_0000.nii.gz"), new LabelVolume(grid, LabelVoxels.of(shape, slices)), 3);
        requireSame(TINY, List.of(images), "a.nii.gz");
    }

    @Test
    @Tag("slow")
    void ofAReferenceModelWithTwoFolds() throws IOException {
        Path model = SharedData.require("goldens/models/hippocampus-3d/model.zip");
        Path image = SharedData.require("data/Dataset004_Hippocampus/imagesTr/hippocampus_301_0000.nii.gz");
        requireSame(model, List.of(image), "hippocampus_301.nii.gz");
    }

    private void requireSame(Path model, List<Path> input, String labels) throws IOException {
        Path bundle = folder.resolve("m.sagittal");
        assertThat(CommandRun.of("import", model, "-o", bundle).status()).isZero();
        for (Path one : List.of(model, bundle)) {
            List<Object> words = new ArrayList<>(List.of("predict", "-m", one, "-i"));
            words.addAll(input);
            words.addAll(List.of("-o", folder.resolve(one.getFileName() + ".labels"), "--probabilities"));
            CommandRun run = CommandRun.of(words.toArray());
            assertThat(run.status()).as(run.err()).isZero();
        }
        Path expected = folder.resolve(model.getFileName() + ".labels");
        Path found = folder.resolve("m.sagittal.labels");
        assertThat(found.resolve(labels)).hasSameBinaryContentAs(expected.resolve(labels));
        String npz = labels.replace(".nii.gz", ".npz");
        assertThat(probabilities(found.resolve(npz))).isEqualTo(probabilities(expected.resolve(npz)));
    }

    /** The archive around the array has a time. */
    private static byte[] probabilities(Path npz) throws IOException {
        try (ZipFile zip = new ZipFile(npz.toFile())) {
            return zip.getInputStream(zip.getEntry("probabilities.npy")).readAllBytes();
        }
    }
}
