package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

/** What commands say of labels that dataset.json does not name, and of label maps that lie elsewhere. */
class OddLabelsTest {
    private static final Shape SHAPE = new Shape(2, 3, 4);
    private static final double[] UPRIGHT = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    @TempDir
    private Path folder;

    private Path json;

    @BeforeEach
    void describes() throws IOException {
        for (String part : new String[] {"imagesTr", "labelsTr", "found"}) {
            Files.createDirectories(folder.resolve("Dataset001_Odd").resolve(part));
        }
        json = Files.writeString(folder.resolve("Dataset001_Odd/dataset.json"), """
                {"channel_names": {"0": "MRI"}, "labels": {"background": 0, "organ": 1}, "numTraining": 1,
                 "file_ending": ".nii.gz"}""");
    }

    /** All voxels are 1, but for the last row of the first slice. */
    private Path write(String name, int last, Vec3 originMm) {
        short[][] slices = new short[2][12];
        for (int i = 0; i < 12; i++) {
            slices[0][i] = (short) (i < 8 ? 1 : last);
            slices[1][i] = 1;
        }
        Path file = folder.resolve("Dataset001_Odd").resolve(name);
        VoxelGrid grid = VoxelGrid.of(SHAPE, new Spacing(3, 2, 1), originMm, UPRIGHT);
        new NiftiFormat().writeLabels(file, new LabelVolume(grid, LabelVoxels.of(SHAPE, slices)), 3);
        return file;
    }

    @Test
    void fingerprintTellsOfALabelMapThatLiesElsewhere() {
        write("imagesTr/a_0000.nii.gz", 5, Vec3.ZERO);
        write("labelsTr/a.nii.gz", 0, new Vec3(0, 0, 2.5));
        CommandRun run = CommandRun.of("fingerprint", folder.resolve("Dataset001_Odd"), "-o", folder.resolve("f.json"));
        assertThat(run.err())
                .contains(
                        "warning: a: label a.nii.gz begins 2.50000 mm away from a_0000.nii.gz; voxels are matched by index");
        assertThat(run.status()).isZero();
    }

    @Test
    void fingerprintRefusesALabelWithoutAName() {
        write("imagesTr/a_0000.nii.gz", 5, Vec3.ZERO);
        write("labelsTr/a.nii.gz", -1, Vec3.ZERO);
        CommandRun run = CommandRun.of("fingerprint", folder.resolve("Dataset001_Odd"), "-o", folder.resolve("f.json"));
        assertThat(run.err())
                .contains(
                        "a: label a.nii.gz holds -1 (4 voxels, the first at (z, y, x) = (0, 2, 0)), but dataset.json names"
                                + " [0, 1]");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void evaluateCountsThemAsBackgroundAndSaysSo() {
        Path truth = write("labelsTr/a.nii.gz", 0, Vec3.ZERO);
        Path found = write("found/a.nii.gz", 9, new Vec3(3, 4, 0));
        CommandRun run = CommandRun.of("evaluate", truth, found, "--dataset-json", json);
        assertThat(run.err())
                .contains("the prediction begins 5.00000 mm away from its reference")
                .contains(
                        "a.nii.gz holds 9 (4 voxels, the first at (z, y, x) = (0, 2, 0)), which dataset.json does not name;"
                                + " they count as background");
        assertThat(run.out()).contains("Dice 1.0000");
        assertThat(run.status()).isZero();
    }
}
