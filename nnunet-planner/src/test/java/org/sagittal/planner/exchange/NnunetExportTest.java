package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.export.ExportSelection;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Postprocessing.KeepLargest;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.exchange.torch.Samples;
import org.sagittal.planner.exchange.torch.StateDictNames;
import org.sagittal.planner.exchange.torch.TorchArchive;
import org.sagittal.planner.exchange.torch.TorchCheckpoint;
import org.sagittal.planner.plan.Plans;

class NnunetExportTest {
    private static final List<CheckpointKind> FINAL = List.of(CheckpointKind.FINAL);

    @TempDir
    Path folder;

    private static ModelSource tiny() {
        return NnunetModels.open(Samples.of("tiny.zip"), FINAL);
    }

    /** A model that says more of itself than the file it is read from. */
    private record Described(ModelSource inner, BundleDescription description, NamedTensors instead, boolean bare)
            implements ModelSource {
        @Override
        public Path origin() {
            return inner.origin();
        }

        @Override
        public NamedTensors weights(String member, String fold) {
            return instead == null ? inner.weights(member, fold) : instead;
        }

        @Override
        public List<String> documents() {
            return inner.documents();
        }

        @Override
        public Optional<byte[]> document(String name) {
            return bare ? Optional.empty() : inner.document(name);
        }

        @Override
        public Map<String, String> sourceSha256() {
            return inner.sourceSha256();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static Described described(
            ModelSource source, String dataset, String trainer, List<String> ensemble, Postprocessing postprocessing) {
        BundleDescription was = source.description();
        MemberDescription member = was.members().get(0);
        MemberDescription renamed = new MemberDescription(
                member.name(),
                member.configuration(),
                trainer,
                member.plans(),
                member.checkpoint(),
                member.recipe(),
                member.folds());
        return new Described(
                source,
                new BundleDescription(
                        was.name(),
                        was.licence(),
                        was.card(),
                        new Provenance("x", Map.of(), dataset, Map.of()),
                        was.dataset(),
                        List.of(renamed),
                        ensemble,
                        Optional.of(postprocessing)),
                null,
                false);
    }

    private static void assertSameWeights(ModelSource after, ModelSource before) {
        assertThat(after.description().memberNames())
                .isEqualTo(before.description().memberNames());
        for (MemberDescription member : before.description().members()) {
            MemberDescription read = after.description().member(member.name());
            assertThat(read.folds()).isEqualTo(member.folds());
            assertThat(read.recipe()).isEqualTo(member.recipe());
            for (String fold : member.folds()) {
                assertThat(after.weights(member.name(), fold).asMap())
                        .isEqualTo(before.weights(member.name(), fold).asMap());
            }
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        try (ModelSource before = tiny()) {
            NnunetExport.Written written = NnunetExport.write(before, ExportSelection.ALL, folder);
            String dataset = before.description().provenance().dataset();

            assertThat(written.renamed()).isFalse();
            assertThat(written.folders())
                    .containsExactly(folder.resolve(dataset).resolve("nnUNetTrainer__nnUNetPlans__3d_fullres"));
            try (ModelSource after = NnunetModels.open(written.folders().get(0), FINAL)) {
                assertSameWeights(after, before);
                assertThat(after.description().dataset().json())
                        .isEqualTo(before.description().dataset().json());
            }
            Path file = written.folders().get(0).resolve("fold_0/checkpoint_final.pth");
            TorchCheckpoint checkpoint = TorchCheckpoint.read(file);
            assertThat(checkpoint.configuration()).contains("3d_fullres");
            assertThat(checkpoint.trainerName()).contains("nnUNetTrainer");
            assertThat(checkpoint.plans().orElseThrow().get("configurations"))
                    .isEqualTo(Plans.read(written.folders().get(0).resolve("plans.json"))
                            .json()
                            .get("configurations"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hippocampus-3d/model.zip",
        "em-2d/model",
        "hippocampus-resenc/model",
        "hippocampus-old-plans/model.zip",
        "brats-regions/model.zip",
        "hippocampus-cascade/cascade.zip",
        "hippocampus-best-and-final/model",
        "hippocampus-compiled-names/model"
    })
    void importedModelsKeepTheirWeightsBitForBit(String model) {
        Path golden = SharedData.require("goldens/models/" + model);
        try (ModelSource before = NnunetModels.open(golden, FINAL)) {
            List<Path> written =
                    NnunetExport.write(before, ExportSelection.ALL, folder).folders();
            try (ModelSource after = NnunetModels.open(written.get(0), FINAL)) {
                assertSameWeights(after, before);
            }
        }
    }

    /** nnU-Net loads weights strictly: every name of its state dict, in whatever order; we keep the order, too. */
    @Test
    void namesAreThoseOfNnunetsStateDict() {
        assertThat(storedNames(Samples.of("tiny.zip"))).isNotEmpty();
        for (String model : List.of("hippocampus-resenc/model", "em-2d/model", "hippocampus-3d/model.zip")) {
            storedNames(SharedData.require("goldens/models/" + model));
        }
    }

    private static List<String> storedNames(Path model) {
        try (ModelSource source = NnunetModels.open(model, FINAL);
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
            NamedTensors network = UNet.of(
                            source.description().members().get(0).recipe().network())
                    .initialWeights(1);
            assertThat(List.copyOf(StateDictNames.of(network.names()).keySet())).isEqualTo(stored);
            return stored;
        }
    }

    @Test
    void anotherTrainersModelIsLoadedByTheUsualOne() {
        try (Described source =
                described(tiny(), "Dataset007_Seven", "nnUNetTrainerMine", List.of(), Postprocessing.NONE)) {
            Path written = NnunetExport.write(source, ExportSelection.ALL, folder)
                    .folders()
                    .get(0);

            assertThat(folder.relativize(written).toString().replace('\\', '/'))
                    .isEqualTo("Dataset007_Seven/nnUNetTrainerMine__nnUNetPlans__3d_fullres");
            assertThat(TorchCheckpoint.read(written.resolve("fold_0/checkpoint_final.pth"))
                            .trainerName())
                    .contains("nnUNetTrainer");
            assertThat(Plans.read(written.resolve("plans.json")).datasetName()).isEqualTo("Dataset007_Seven");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hippocampus-3d/model.zip",
        "em-2d/model",
        "hippocampus-resenc/model",
        "ct-25-labels/model.zip",
        "brats-regions/model.zip",
        "hippocampus-cascade/cascade.zip",
        "spine-transposed/model.zip"
    })
    void plansAreSpelledFromTheRecipeWhereAModelHasNone(String model) {
        Path golden = SharedData.require("goldens/models/" + model);
        try (ModelSource files = NnunetModels.open(golden, FINAL);
                ModelSource bare = new Described(files, files.description(), null, true)) {
            List<Path> written =
                    NnunetExport.write(bare, ExportSelection.ALL, folder).folders();
            try (ModelSource after = NnunetModels.open(written.get(0), FINAL)) {
                assertSameWeights(after, files);
            }
        }
    }

    @Test
    void aDatasetWithoutANumberGetsAFreeOne() throws IOException {
        Files.createDirectories(folder.resolve("Dataset900_Other"));
        try (Described source = described(tiny(), "my hearts", "sagittal", List.of(), Postprocessing.NONE)) {
            NnunetExport.Written written = NnunetExport.write(source, ExportSelection.ALL, folder);

            assertThat(written.renamed()).isTrue();
            assertThat(written.datasetName()).isEqualTo("Dataset901_myhearts");
            assertThat(written.folders().get(0)).hasFileName("nnUNetTrainer__nnUNetPlans__3d_fullres");
        }
        assertThat(DatasetName.of("", folder)).isEqualTo("Dataset902_Model");
        assertThat(DatasetName.of("Dataset12_Two", folder)).isEqualTo("Dataset902_Dataset12Two");
        assertThat(DatasetName.of("my hearts", folder)).isEqualTo("Dataset901_myhearts");
        for (int number = 900; number < 1000; number++) {
            Files.createDirectories(folder.resolve("Dataset" + number + "_X"));
        }
        assertThatThrownBy(() -> DatasetName.of("y", folder)).hasMessageContaining("900 to 999");
    }

    @Test
    void postprocessingAndChoiceAreReadAgain() {
        Postprocessing learned =
                Postprocessing.NONE.then(KeepLargest.together(List.of(1, 2))).then(KeepLargest.label(1));
        try (Described source =
                described(tiny(), "Dataset007_Seven", "nnUNetTrainer", List.of("3d_fullres"), learned)) {
            Path written = NnunetExport.write(source, ExportSelection.ALL, folder)
                    .folders()
                    .get(0);

            assertThat(written.resolve("crossval_results_folds_0/postprocessing.pkl"))
                    .exists();
            assertThat(folder.resolve("Dataset007_Seven/inference_information.json"))
                    .exists();
            try (ModelSource after = NnunetModels.open(folder.resolve("Dataset007_Seven"), FINAL)) {
                assertThat(after.description().postprocessing()).contains(learned);
                assertThat(after.description().ensemble()).containsExactly("3d_fullres");
            }
        }
    }

    @Test
    void nothingIsOverwrittenAndNothingHalfDoneIsLeft() throws IOException {
        try (ModelSource source = tiny()) {
            NnunetExport.write(source, ExportSelection.ALL, folder);
            assertThatThrownBy(() -> NnunetExport.write(source, ExportSelection.ALL, folder))
                    .hasMessageContaining("nnUNetTrainer__nnUNetPlans__3d_fullres: is there already");

            ModelSource broken = new Described(source, source.description(), NamedTensors.of(Map.of()), false);
            assertThatThrownBy(() -> NnunetExport.write(broken, ExportSelection.ALL, folder.resolve("new")))
                    .hasMessageContaining("encoder.stages.0");
            assertThat(folder.resolve("new")).doesNotExist();
        }
    }
}
