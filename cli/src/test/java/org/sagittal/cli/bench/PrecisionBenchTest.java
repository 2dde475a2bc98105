package org.sagittal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "commands are run by bash")
class PrecisionBenchTest {
    @TempDir
    private Path folder;

    private void label(String name, int... labels) {
        Shape shape = new Shape(1, 2, 2);
        short[] slice = new short[4];
        for (int i = 0; i < 4; i++) {
            slice[i] = (short) labels[i];
        }
        Path file = folder.resolve(name);
        VolumeFormats.byEnding(file)
                .orElseThrow()
                .writeLabels(
                        file,
                        new LabelVolume(
                                VoxelGrid.of(shape, Spacing.UNIT), LabelVoxels.of(shape, new short[][] {slice})),
                        3);
    }

    @Test
    void everyWayIsScoredAndComparedWithFloat32() throws Exception {
        label("full/a.nii.gz", 0, 1, 1, 2);
        label("full/b.nii.gz", 1, 1, 1, 1);
        label("bf16/a.nii.gz", 0, 1, 2, 2);
        label("bf16/b.nii.gz", 1, 1, 1, 1);
        FakePrograms fakes = new FakePrograms(folder.resolve("bin"));
        Path ours = fakes.add("sagittal", """
                if [ $1 = predict ]; then
                  out=$7; from=full; [[ "$*" == *bf16* ]] && from=bf16
                  mkdir "$out"; cp '%1$s'/$from/* "$out"; touch "$out/dataset.json"
                else
                  dice=0.9; [[ $3 == */bf16 ]] && dice=0.8
                  echo "{\\"foreground_mean\\": {\\"Dice\\": $dice}, \\"mean\\": {\\"1\\": {\\"Dice\\": 0.5}}}" >'%1$s/work/summary.json'
                fi""".formatted(folder));
        fakes.add("nnUNetv2_predict_from_modelfolder", "mkdir \"$6\"; cp '" + folder + "'/full/* \"$6\"");
        Workbench bench = new Workbench(Files.createDirectories(folder.resolve("work")), List.of(ours.toString()), 1);
        PredictionTask task = new PredictionTask(folder.resolve("model"), folder.resolve("images"), true, List.of());
        List<String> news = new ArrayList<>();
        List<PrecisionBench.Row> rows = new PrecisionBench(
                        bench, fakes.peers(), task, folder.resolve("full"), List.of("a", "b"), news::add)
                .run();
        assertThat(rows).extracting(PrecisionBench.Row::name).containsExactly("float32", "bf16", "--fast", "nnU-Net");
        assertThat(rows.get(0).agreement()).isEqualTo(1);
        assertThat(rows.get(1).agreement()).isCloseTo(7.0 / 8, within(1e-12));
        assertThat(rows.get(1).worst()).isCloseTo(0.75, within(1e-12));
        assertThat(rows.get(1).dice()).isEqualTo(0.8);
        assertThat(rows.get(3).labelDice()).containsEntry("1", 0.5);
        assertThat(rows.get(1).json().toString()).startsWith("{\"task\":\"precision\",\"way\":\"bf16\",\"dice\":0.8");
        assertThat(fakes.calls()).hasSize(8);
        assertThat(news)
                .as("a line before and after each way")
                .hasSize(8)
                .startsWith("precision, float32, 2 cases ...")
                .element(7)
                .asString()
                .matches("precision, nnU-Net, 2 cases: [0-9.]+ s, [0-9.]+ s of processor time, \\d+ MiB");
    }
}
