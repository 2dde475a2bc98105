package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.testing.SharedData;

class ExportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void writesForNnunetAndSaysWhatToTypeThere() {
        Path model = SharedData.require("goldens/models/hippocampus-3d/model.zip");
        CommandRun run = CommandRun.of("export", model, "-o", folder, "--to", "nnunet", "-f", "1");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("nnUNetv2_predict -d Dataset", "-c 3d_fullres -f 1 -i IMAGES");
        assertThat(folder.toFile().list()).hasSize(1);

        CommandRun again = CommandRun.of("export", model, "-o", folder, "--to", "nnunet");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("is there already").hasLineCount(1);
    }

    @Test
    void writesForOtherEngines() {
        Path model = SharedData.require("goldens/models/em-2d/model");
        assertThat(CommandRun.of("export", model, "-o", folder.resolve("a"), "--to", "onnx")
                        .status())
                .isZero();
        assertThat(CommandRun.of("export", model, "-o", folder.resolve("b"), "--to", "torchscript", "-q")
                        .err())
                .isEmpty();
        assertThat(folder.resolve("a/2d/pipeline.json")).exists();
        assertThat(folder.resolve("a/2d/fold_0.onnx")).exists();
        assertThat(folder.resolve("b/2d/fold_0.pt")).exists();
    }

    @Test
    void aBundleGivesTheSameCheckpointAsTheModelItWasMadeOf() {
        Path model = SharedData.require("goldens/models/hippocampus-3d/model.zip");
        Path bundle = folder.resolve("model.sagittal");
        assertThat(CommandRun.of("import", model, "-o", bundle).status()).isZero();
        for (Path source : List.of(model, bundle)) {
            CommandRun run = CommandRun.of(
                    "export", source, "-o", folder.resolve(source.getFileName() + "-out"), "--to", "nnunet");
            assertThat(run.status()).as(run.err()).isZero();
        }
        String checkpoint = "Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__3d_fullres/fold_1/checkpoint_final.pth";
        assertThat(folder.resolve("model.sagittal-out").resolve(checkpoint))
                .hasSameBinaryContentAs(folder.resolve("model.zip-out").resolve(checkpoint));
    }

    @Test
    void whatCannotBeExportedIsOneSentence() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        CommandRun none = CommandRun.of("export", empty, "-o", folder.resolve("out"), "--to", "onnx");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("empty").hasLineCount(1);
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(CommandRun.of("export", empty, "-o", folder, "--to", "pickle")
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("export", empty, "--to", "onnx").status()).isEqualTo(2);
    }
}
