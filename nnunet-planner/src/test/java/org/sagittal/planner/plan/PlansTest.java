package org.sagittal.planner.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;

class PlansTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** A plan as before nnU-Net 2.4, with a cascade and a configuration a user added. */
    private static final String OLD = """
            {"dataset_name": "Dataset001_A", "plans_name": "nnUNetPlans", "image_reader_writer": "SimpleITKIO",
             "transpose_forward": [2, 0, 1], "transpose_backward": [1, 2, 0], "my_note": {"kept": [1, 2.0]},
             "configurations": {
               "3d_fullres": {"data_identifier": "d", "batch_size": 2, "patch_size": [24, 32, 16], "spacing": [3.0, 1.0, 1.0],
                 "normalization_schemes": ["CTNormalization", "ZScoreNormalization"], "use_mask_for_norm": [false, true],
                 "resampling_fn_data": "resample_data_or_seg_to_shape", "resampling_fn_seg": "resample_data_or_seg_to_shape",
                 "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
                 "resampling_fn_data_kwargs": {"is_seg": false, "order": 3, "order_z": 1, "force_separate_z": true},
                 "resampling_fn_seg_kwargs": {"is_seg": true}, "resampling_fn_probabilities_kwargs": {"order": 1},
                 "batch_dice": true, "UNet_class_name": "PlainConvUNet", "UNet_base_num_features": 30, "unet_max_num_features": 100,
                 "n_conv_per_stage_encoder": [2, 2, 3], "n_conv_per_stage_decoder": [2, 1], "num_pool_per_axis": [1, 2, 2],
                 "pool_op_kernel_sizes": [[1, 1, 1], [1, 2, 2], [2, 2, 2]], "conv_kernel_sizes": [[1, 3, 3], [3, 3, 3], [3, 3, 3]]},
               "cascade": {"inherits_from": "3d_fullres", "previous_stage": "low", "batch_size": 5},
               "mine": {"inherits_from": "cascade", "patch_size": [8, 8, 8], "extra": "kept"}},
             "foreground_intensity_properties_by_modality": {"0": {"mean": 1.5, "std": 2.5, "percentile_00_5": -3, "percentile_99_5": 4}}}
            """;

    private static Plans old() {
        return parse(OLD);
    }

    private static Plans parse(String text) {
        try {
            return Plans.parse(JSON.readTree(text), "plans.json");
        } catch (IOException e) {
            throw new IllegalArgumentException("test text is no JSON", e);
        }
    }

    private static DatasetDescription dataset() throws IOException {
        return DatasetDescription.parse(JSON.readTree("""
                {"channel_names": {"0": "CT", "1": "PET"}, "labels": {"background": 0, "a": 1, "b": 2, "ignore": 3},
                 "numTraining": 3, "file_ending": ".nii.gz"}"""));
    }

    @Test
    void plansFromBefore24BecomeTheSameRecipes() throws IOException {
        Configuration configuration = old().configuration("3d_fullres");
        assertThat(configuration.network(dataset()))
                .isEqualTo(new NetworkSpec(
                        NetworkSpec.Kind.PLAIN_CONV,
                        2,
                        3,
                        List.of(30, 60, 100),
                        List.of(List.of(1, 3, 3), List.of(3, 3, 3), List.of(3, 3, 3)),
                        List.of(List.of(1, 1, 1), List.of(1, 2, 2), List.of(2, 2, 2)),
                        List.of(2, 2, 3),
                        List.of(2, 1)));
        PreprocessingSpec preprocessing = configuration.preprocessing();
        assertThat(preprocessing.transposeForward()).containsExactly(2, 0, 1);
        assertThat(preprocessing.normalizations())
                .containsExactly(new CtNormalization(1.5, 2.5, -3, 4), new ZScoreNormalization(true));
        assertThat(preprocessing.data().orderZ()).isEqualTo(1);
        assertThat(preprocessing.data().forceSeparateZ()).isEqualTo(Optional.of(true));
        assertThat(preprocessing.seg().forceSeparateZ()).isEmpty();
        assertThat(preprocessing.seg().order()).isEqualTo(1);
    }

    @Test
    void childrenOverrideParentsAndParentsOverrideTheirs() throws IOException {
        Configuration mine = old().configuration("mine");
        assertThat(mine.patchShape()).isEqualTo(new Shape(8, 8, 8));
        assertThat(mine.batchSize()).isEqualTo(5);
        assertThat(mine.previousStage()).contains("low");
        assertThat(mine.value("extra").map(JsonNode::textValue)).contains("kept");
        assertThat(mine.network(dataset()).inputChannels())
                .as("image and two foreground labels")
                .isEqualTo(4);
        TrainingSpec training = mine.training();
        assertThat(training.batchDice()).isTrue();
        assertThat(training.schedule().epochs()).isEqualTo(1000);
        assertThat(training.sampling().maskedChannels()).containsExactly(false, true);
    }

    @Test
    void aCircleOfParentsIsAnError() {
        Plans plans = parse("""
                {"configurations": {"a": {"inherits_from": "b"}, "b": {"inherits_from": "c"}, "c": {"inherits_from": "b"},
                                    "lost": {"inherits_from": "nowhere"}}}""");
        assertThatThrownBy(() -> plans.configuration("a"))
                .isInstanceOf(PlansException.class)
                .hasMessage("plans.json: configurations.b.inherits_from must not form a circle, got a -> b -> c -> b");
        assertThatThrownBy(() -> plans.configuration("lost"))
                .hasMessage(
                        "plans.json: configurations.nowhere (inherited by lost) does not exist; there are [a, b, c, lost]");
        assertThatThrownBy(() -> plans.configuration("none"))
                .hasMessageContaining("configurations.none does not exist");
    }

    @Test
    void errorsNameFileAndKey() throws IOException {
        Path file = folder.resolve("plans.json");
        Files.writeString(
                file, OLD.replace("\"order_z\": 1", "\"order_z\": \"one\"").replace("[24, 32, 16]", "[24, 32.5, 16]"));
        Plans plans = Plans.read(file);
        assertThatThrownBy(() -> plans.configuration("3d_fullres").patchSize())
                .isInstanceOf(PlansException.class)
                .hasMessage(file + ": configurations.3d_fullres.patch_size must be a whole number, got 32.5");
        assertThatThrownBy(() -> plans.configuration("mine").preprocessing())
                .hasMessage(
                        file
                                + ": configurations.mine.resampling_fn_data_kwargs.order_z must be a whole number, got \"one\"");
        Files.writeString(file, "{\"configurations\": 3}");
        assertThatThrownBy(() -> Plans.read(file)).hasMessage(file + ": configurations must be an object, got 3");
        Files.writeString(file, "{\n\"configurations\": {,}}");
        assertThatThrownBy(() -> Plans.read(file))
                .hasMessageContaining("is not JSON")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> Plans.read(folder.resolve("no.json"))).hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> parse("[]")).hasMessageContaining("must be a JSON object");
    }

    @Test
    void networksWeDoNotKnowAreRefusedByKey() {
        String changed = OLD.replace("\"UNet_class_name\": \"PlainConvUNet\"", "\"UNet_class_name\": \"MyUNet\"");
        assertThatThrownBy(() -> parse(changed).configuration("3d_fullres"))
                .hasMessage(
                        "plans.json: configurations.3d_fullres.UNet_class_name must be PlainConvUNet or ResidualEncoderUNet,"
                                + " got MyUNet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network_class_name | \"a.b.MyUNet\" | must end in PlainConvUNet or ResidualEncoderUNet",
                "conv_op | \"torch.nn.Conv3d\" | arch_kwargs.conv_op must end in Conv2d",
                "norm_op | \"torch.nn.BatchNorm2d\" | arch_kwargs.norm_op must end in InstanceNorm2d",
                "norm_op_kwargs | {\"eps\": 1e-5} | arch_kwargs.norm_op_kwargs must have affine true",
                "norm_op_kwargs | {\"eps\": 1e-3, \"affine\": true} | norm_op_kwargs.eps must be 1.0E-5 or absent",
                "nonlin_kwargs | {\"negative_slope\": 0.2} | nonlin_kwargs.negative_slope must be 0.01 or absent",
                "nonlin_first | true | arch_kwargs.nonlin_first must be false or absent",
                "conv_bias | false | arch_kwargs.conv_bias must be true",
                "dropout_op | \"torch.nn.Dropout2d\" | arch_kwargs.dropout_op must be null or absent",
                "n_stages | 4 | arch_kwargs.features_per_stage must have 4 entries",
                "strides | [[1, 1], [2]] | arch_kwargs.strides must hold lists of 2 numbers",
                "strides | [[1, 1], [2, 2, 2]] | arch_kwargs.strides must hold lists of 2 numbers",
                "features_per_stage | \"many\" | arch_kwargs.features_per_stage must be a whole number",
            })
    void everyUnknownPartOfANetworkIsNamed(String key, String value, String problem) throws IOException {
        String network = """
                {"configurations": {"2d": {"patch_size": [8, 8], "architecture": {"network_class_name": "x.PlainConvUNet", "arch_kwargs": {
                 "n_stages": 2, "features_per_stage": [4, 8], "conv_op": "torch.nn.modules.conv.Conv2d", "kernel_sizes": 3, "strides": [1, 2],
                 "n_conv_per_stage": 2, "n_conv_per_stage_decoder": [2], "conv_bias": true, "norm_op": "x.InstanceNorm2d",
                 "norm_op_kwargs": {"eps": 1e-5, "affine": true}, "dropout_op": null, "nonlin": "torch.nn.LeakyReLU"}}}}}""";
        assertThat(parse(network).configuration("2d").network(dataset()).strides())
                .containsExactly(List.of(1, 1), List.of(2, 2));
        ObjectNode changed = (ObjectNode) JSON.readTree(network);
        ObjectNode architecture = (ObjectNode) changed.at("/configurations/2d/architecture");
        ObjectNode place = architecture.has(key) ? architecture : (ObjectNode) architecture.get("arch_kwargs");
        place.set(key, JSON.readTree(value));
        assertThatThrownBy(() ->
                        Plans.parse(changed, "plans.json").configuration("2d").network(dataset()))
                .isInstanceOf(PlansException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void writingKeepsEveryKeyAndSpelling() throws IOException {
        Path file = folder.resolve("made/plans.json");
        old().write(file);
        assertThat(JSON.readTree(file.toFile())).isEqualTo(JSON.readTree(OLD));
        String text = Files.readString(file);
        assertThat(text)
                .contains("\"spacing\": [3.0, 1.0, 1.0]")
                .contains("\"kept\": [1, 2.0]")
                .contains("    \"my_note\": {\n");
    }

    @Test
    void numbersAreSpelledAsPythonSpellsThem() {
        Plans plans = parse(
                "{\"configurations\": {}, \"n\": [0.00001, 1e-300, 1.5E22, 128.0, -0.25, 12345678.5, 3, 1e15, 1e16, 0.0001]}");
        assertThat(plans.text())
                .contains("[1e-05, 1e-300, 1.5e+22, 128.0, -0.25, 12345678.5, 3, 1000000000000000.0, 1e+16, 0.0001]")
                .contains("\"configurations\": {}");
    }

    @Test
    void replanningKeepsConfigurationsAUserAdded() {
        Plans fresh = parse("{\"configurations\": {\"3d_fullres\": {\"batch_size\": 7}}, \"plans_name\": \"new\"}");
        Plans merged = fresh.keepingConfigurationsOf(old());
        assertThat(merged.configurationNames()).containsExactly("3d_fullres", "cascade", "mine");
        assertThat(merged.configuration("3d_fullres").batchSize()).isEqualTo(7);
        assertThat(merged.plansName()).isEqualTo("new");
        assertThat(merged.json().has("my_note")).isFalse();
    }
}
