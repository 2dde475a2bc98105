package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

class NnunetExportTest {
    @TempDir
    Path folder;

    private Path export(Path model) {
        try (NnunetModelFolder files = NnunetModelFolder.open(model)) {
            SegmentationModel read = files.model(List.of(), CheckpointKind.FINAL);
            NnunetExport export = new NnunetExport(
                    files.plans(),
                    files.dataset(),
                    files.configurationName(),
                    read.mirroringAxes(),
                    Map.of("0", read.folds().get(0)));
            return export.write(folder);
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Path tiny = TorchCheckpointTest.resource("tiny.zip");
        Path written = export(tiny);

        assertThat(written).hasFileName("nnUNetTrainer__nnUNetPlans__3d_fullres");
        try (NnunetModelFolder before = NnunetModelFolder.open(tiny);
                NnunetModelFolder after = NnunetModelFolder.open(written)) {
            TorchCheckpoint first = before.checkpoint("0", CheckpointKind.FINAL);
            TorchCheckpoint second = after.checkpoint("0", CheckpointKind.FINAL);
            assertThat(second.weights().asMap()).isEqualTo(first.weights().asMap());
            assertThat(List.copyOf(second.weights().names()))
                    .isEqualTo(List.copyOf(first.weights().names()));
            assertThat(second.mirroringAxes()).isEqualTo(first.mirroringAxes());
            assertThat(second.configuration()).contains("3d_fullres");
            assertThat(second.plans().orElseThrow().get("configurations").toString())
                    .isEqualTo(first.plans().orElseThrow().get("configurations").toString());
            assertThat(second.dataset()).isEqualTo(first.dataset());
            assertThat(after.plans().json()).isEqualTo(before.plans().json());
        }
    }

    /** nnU-Net loads weights strictly: every name of its state dict, in whatever order; we keep the order, too. */
    @Test
    void namesAreThoseOfNnunetsStateDict() {
        assertThat(storedNames(TorchCheckpointTest.resource("tiny.zip"))).isNotEmpty();
        for (String model : List.of("hippocampus-resenc/model", "em-2d/model", "hippocampus-3d/model.zip")) {
            storedNames(SharedData.require("goldens/models/" + model));
        }
    }

    private static List<String> storedNames(Path model) {
        try (NnunetModelFolder files = NnunetModelFolder.open(model);
                ModelFiles raw = ModelFiles.open(model)) {
            String name = raw.names().stream()
                    .filter(n -> n.endsWith(CheckpointKind.FINAL.fileName()))
                    .findFirst()
                    .orElseThrow();
            List<String> stored = new ArrayList<>();
            try (TorchArchive archive = TorchArchive.open(raw.onDisk(name))) {
                Map<?, ?> root = (Map<?, ?>) archive.root();
                ((Map<?, ?>) root.get("network_weights")).keySet().forEach(key -> stored.add((String) key));
            }
            NamedTensors network = UNet.of(files.network()).initialWeights(1);
            assertThat(List.copyOf(StateDictNames.of(network.names()).keySet())).isEqualTo(stored);
            return stored;
        }
    }

    @Test
    void refusesAnotherNetworksWeights() {
        try (NnunetModelFolder files = NnunetModelFolder.open(TorchCheckpointTest.resource("tiny.zip"))) {
            NetworkSpec spec = files.network();
            NetworkSpec wider = new NetworkSpec(
                    spec.kind(),
                    spec.inputChannels(),
                    spec.heads(),
                    List.of(2, 5),
                    spec.kernelSizes(),
                    spec.strides(),
                    spec.blocksPerStage(),
                    spec.convolutionsPerDecoderStage());
            NnunetExport export = new NnunetExport(
                    files.plans(),
                    files.dataset(),
                    "3d_fullres",
                    List.of(),
                    Map.of("0", UNet.of(wider).initialWeights(1)));

            assertThatThrownBy(() -> export.write(folder)).hasMessageContaining("encoder.stages.1");
            assertThatThrownBy(() -> new NnunetExport(
                            files.plans(),
                            files.dataset(),
                            "3d_fullres",
                            List.of(),
                            Map.of(
                                    "x",
                                    files.checkpoint("0", CheckpointKind.FINAL).weights())))
                    .hasMessageContaining("'x'");
        }
    }
}
