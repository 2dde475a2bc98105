package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.Sha256;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Postprocessing.KeepLargest;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;
import org.sagittal.planner.exchange.torch.Samples;

class NnunetModelsTest {
    private static final List<CheckpointKind> USUAL = List.of(CheckpointKind.FINAL, CheckpointKind.BEST);
    private static final Path TINY = Samples.of("tiny.zip");
    private static final String MODEL = "Dataset901_Tiny/nnUNetTrainer__nnUNetPlans__3d_fullres/";

    @TempDir
    Path folder;

    @Test
    void describesAZip() {
        try (NnunetModels models = NnunetModels.open(TINY, USUAL)) {
            BundleDescription description = models.description();
            MemberDescription member = description.onlyMember();
            assertThat(member.name()).isEqualTo("3d_fullres");
            assertThat(member.trainer()).isEqualTo("nnUNetTrainer");
            assertThat(member.plans()).isEqualTo("nnUNetPlans");
            assertThat(member.checkpoint()).isEqualTo("final");
            assertThat(member.folds()).containsExactly("0");
            assertThat(description.provenance().source()).isEqualTo("tiny.zip");
            assertThat(models.sourceSha256()).containsExactly(Map.entry("tiny.zip", Sha256.of(TINY)));
            assertThat(models.documents()).containsExactly("dataset.json", "3d_fullres/plans.json");
            assertThat(models.document("dataset.json")).isPresent();
            assertThat(models.document("other.json")).isEmpty();
            SegmentationModel model = models.model("3d_fullres", List.of());
            assertThat(model.folds().get(0).asMap())
                    .isEqualTo(models.weights("3d_fullres", "0").asMap());
            assertThatThrownBy(() -> models.weights("3d_fullres", "3")).hasMessageContaining("there are [0]");
            assertThatThrownBy(() -> models.weights("2d", "0")).hasMessageContaining("[3d_fullres]");
        }
    }

    @Test
    void takesTheBestCheckpointWhereThereIsNoFinalOne() throws IOException {
        unpack(MODEL, folder.resolve("m"), "checkpoint_best.pth");

        try (NnunetModels models = NnunetModels.open(folder.resolve("m"), USUAL)) {
            assertThat(models.description().onlyMember().checkpoint()).isEqualTo("best");
            assertThat(models.weights("3d_fullres", "0").names()).isNotEmpty();
            assertThat(models.sourceSha256()).containsOnlyKeys("fold_0/checkpoint_best.pth");
        }
        assertThatThrownBy(() -> NnunetModels.open(folder.resolve("m"), List.of(CheckpointKind.FINAL)))
                .hasMessageContaining("checkpoint_final.pth");
    }

    @Test
    void namesMembersByTheirTrainerWhereConfigurationsAreEqual() throws IOException {
        unpack(MODEL, folder.resolve("nnUNetTrainer__nnUNetPlans__3d_fullres"), "checkpoint_final.pth");
        unpack(MODEL, folder.resolve("nnUNetTrainer_5epochs__nnUNetPlans__3d_fullres"), "checkpoint_final.pth");

        try (NnunetModels models = NnunetModels.open(folder, USUAL)) {
            assertThat(models.description().memberNames())
                    .containsExactly(
                            "nnUNetTrainer_5epochs__nnUNetPlans__3d_fullres", "nnUNetTrainer__nnUNetPlans__3d_fullres");
            assertThatThrownBy(() -> models.description().onlyMember()).hasMessageContaining("several configurations");
        }
    }

    @Test
    void refusesSeveralDatasets() throws IOException {
        unpack(MODEL, folder.resolve("A/nnUNetTrainer__nnUNetPlans__3d_fullres"), "checkpoint_final.pth");
        Path other = folder.resolve("B/nnUNetTrainer__nnUNetPlans__3d_fullres_2");
        unpack(MODEL, other, "checkpoint_final.pth");
        Path plans = other.resolve("plans.json");
        Files.writeString(plans, Files.readString(plans).replace("Dataset901_Tiny", "Dataset902_Other"));

        assertThatThrownBy(() -> NnunetModels.open(folder, USUAL))
                .hasMessageContaining("several datasets")
                .hasMessageContaining("Dataset902_Other");
    }

    @Test
    void takesTheChoiceAndPostprocessingThatLieBeside() throws IOException {
        Path model = folder.resolve("nnUNetTrainer__nnUNetPlans__3d_fullres");
        unpack(MODEL, model, "checkpoint_final.pth");
        Path crossval = Files.createDirectories(model.resolve("crossval_results_folds_0_1"));
        Files.writeString(
                crossval.resolve("postprocessing.json"),
                "{\"postprocessing_fns\": [\"remove_all_but_largest_component_from_segmentation\"],"
                        + " \"postprocessing_kwargs\": [{\"labels_or_regions\": [1, [1, 2]]}]}");
        try (NnunetModels models = NnunetModels.open(folder, USUAL)) {
            assertThat(models.description().ensemble()).isEmpty();
            assertThat(models.description().postprocessing())
                    .contains(Postprocessing.NONE.then(KeepLargest.together(List.of(1, 2))));
        }
        Files.writeString(
                folder.resolve("inference_information.json"),
                "{\"best_model_or_ensemble\": {\"postprocessing_file\": \"/elsewhere/" + model.getFileName()
                        + "/crossval_results_folds_0_1/postprocessing.pkl\", \"selected_model_or_models\": ["
                        + "{\"configuration\": \"3d_fullres\", \"trainer\": \"nnUNetTrainer\","
                        + " \"plans_identifier\": \"nnUNetPlans\"}]}}");
        try (NnunetModels models = NnunetModels.open(folder, USUAL)) {
            assertThat(models.description().ensemble()).containsExactly("3d_fullres");
            assertThat(models.description().postprocessing()).isPresent();
        }
    }

    @Test
    void refusesWeightsThatTheNetworkHasNoPlaceFor() {
        try (NnunetModels models = NnunetModels.open(TINY, USUAL)) {
            MemberDescription member = models.description().onlyMember();
            NamedTensors weights = models.weights("3d_fullres", "0");
            Map<String, WeightTensor> more = new LinkedHashMap<>(weights.asMap());
            more.put(
                    "encoder.attention.weight",
                    weights.asMap().values().iterator().next());
            assertThatThrownBy(() -> member.fitted(NamedTensors.of(more)))
                    .hasMessageContaining("'encoder.attention.weight' has no place in the network");
        }
    }

    @Test
    void readsResidualEncodersAndCascades() {
        Path goldens = SharedData.require("goldens/models");
        try (NnunetModels models = NnunetModels.open(goldens.resolve("hippocampus-resenc/model"), USUAL)) {
            assertThat(models.description().onlyMember().recipe().network().kind())
                    .isEqualTo(NetworkSpec.Kind.RESIDUAL_ENCODER);
        }
        try (NnunetModels models = NnunetModels.open(goldens.resolve("hippocampus-cascade/cascade.zip"), USUAL)) {
            assertThat(models.description().onlyMember().previousStage()).contains("3d_lowres");
        }
    }

    /** The model of the zip as a folder, its checkpoint under another name if that is asked for. */
    private static void unpack(String prefix, Path target, String checkpoint) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(TINY), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName().substring(prefix.length()), zip.readAllBytes());
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path written = target.resolve(file.getKey().replace("checkpoint_final.pth", checkpoint));
            Files.createDirectories(written.getParent());
            Files.write(written, file.getValue());
        }
    }
}
