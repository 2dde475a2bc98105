package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import org.sagittal.preprocessing.reader.Placement;

/** A raw dataset of bright balls in noise, and plans of three small 3D configurations for it, one of them a cascade. */
final class BallDataset {
    static final Shape SHAPE = new Shape(20, 24, 22);

    private BallDataset() {}

    static Path write(Path parent, int cases) throws IOException {
        Path raw = parent.resolve("Dataset001_Balls");
        Files.createDirectories(raw.resolve("imagesTr"));
        Files.createDirectories(raw.resolve("labelsTr"));
        Files.writeString(raw.resolve("dataset.json"), """
                {"channel_names": {"0": "noise"}, "labels": {"background": 0, "ball": 1}, "numTraining": %d,
                 "file_ending": ".nii.gz"}""".formatted(cases));
        ImageReader writer = ImageReaders.byName("SimpleITKIO");
        for (int i = 0; i < cases; i++) {
            writeCase(raw, "ball_" + i, new SplittableRandom(i), writer);
        }
        return raw;
    }

    private static void writeCase(Path raw, String id, SplittableRandom random, ImageReader writer) {
        float[][] image = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        short[][] label = new short[SHAPE.z()][SHAPE.sliceVoxels()];
        int z0 = random.nextInt(7, 13);
        int y0 = random.nextInt(7, 16);
        int x0 = random.nextInt(7, 14);
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < SHAPE.sliceVoxels(); i++) {
                int y = i / SHAPE.x();
                int x = i % SHAPE.x();
                boolean inside = (z - z0) * (z - z0) + (y - y0) * (y - y0) + (x - x0) * (x - x0) <= 36;
                image[z][i] = (float) (1 + random.nextDouble() + (inside ? 3 : 0));
                label[z][i] = (short) (inside ? 1 : 0);
            }
        }
        FloatVoxels voxels = FloatVoxels.of(SHAPE, image);
        VoxelGrid grid = VoxelGrid.of(SHAPE, new Spacing(1, 1, 1));
        CaseImages like = new CaseImages(List.of(voxels), grid.spacing(), new Placement.World(grid, 3));
        writer.writeIntensities(voxels, like, raw.resolve("imagesTr/" + id + "_0000.nii.gz"));
        writer.writeLabel(LabelVoxels.of(SHAPE, label), like, raw.resolve("labelsTr/" + id + ".nii.gz"));
    }

    static String plans() {
        return """
                {"dataset_name": "Dataset001_Balls", "plans_name": "nnUNetPlans",
                 "original_median_spacing_after_transp": [1.0, 1.0, 1.0], "original_median_shape_after_transp": [20, 24, 22],
                 "image_reader_writer": "SimpleITKIO", "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2],
                 "experiment_planner_used": "ExperimentPlanner", "label_manager": "LabelManager",
                 "foreground_intensity_properties_per_channel": {"0": {"max": 5.0, "mean": 4.5, "median": 4.5, "min": 4.0,
                   "percentile_00_5": 4.0, "percentile_99_5": 5.0, "std": 0.3}},
                 "configurations": {
                   "3d_lowres": %s,
                   "3d_fullres": %s,
                   "3d_cascade_fullres": {"inherits_from": "3d_fullres", "previous_stage": "3d_lowres"}}}""".formatted(
                        configuration("3d_lowres", 2.0, 8, ", \"next_stage\": \"3d_cascade_fullres\""),
                        configuration("3d_fullres", 1.0, 16, ""));
    }

    /** The same of two stages of a few features, and at low resolution one tile a case: what is done to files stays the same. */
    static String tinyPlans() {
        return plans().replace("\"patch_size\": [8, 8, 8]", "\"patch_size\": [12, 12, 12]")
                .replace(
                        "\"n_stages\": 3, \"features_per_stage\": [4, 8, 8]",
                        "\"n_stages\": 2, \"features_per_stage\": [2, 4]")
                .replace("[[3, 3, 3], [3, 3, 3], [3, 3, 3]]", "[[3, 3, 3], [3, 3, 3]]")
                .replace("[[1, 1, 1], [2, 2, 2], [2, 2, 2]]", "[[1, 1, 1], [2, 2, 2]]")
                .replace(
                        "\"n_conv_per_stage\": [1, 1, 1], \"n_conv_per_stage_decoder\": [1, 1]",
                        "\"n_conv_per_stage\": [1, 1], \"n_conv_per_stage_decoder\": [1]");
    }

    private static String configuration(String name, double spacingMm, int patch, String more) {
        String resampling = "\"resampling_fn_%s\": \"resample_data_or_seg_to_shape\", \"resampling_fn_%s_kwargs\": "
                + "{\"is_seg\": %s, \"order\": %d, \"order_z\": 0, \"force_separate_z\": null}, ";
        return "{\"data_identifier\": \"nnUNetPlans_" + name + "\", \"preprocessor_name\": \"DefaultPreprocessor\", "
                + "\"batch_size\": 2, \"patch_size\": [P, P, P], \"median_image_size_in_voxels\": [20, 24, 22], "
                        .replace("P", patch + "")
                + "\"spacing\": [S, S, S], ".replace("S", spacingMm + "")
                + "\"normalization_schemes\": [\"ZScoreNormalization\"], \"use_mask_for_norm\": [false], "
                + resampling.formatted("data", "data", false, 3) + resampling.formatted("seg", "seg", true, 1)
                + resampling.formatted("probabilities", "probabilities", false, 1)
                + "\"architecture\": {\"network_class_name\": \"dynamic_network_architectures.architectures.unet.PlainConvUNet\", "
                + "\"arch_kwargs\": {\"n_stages\": 3, \"features_per_stage\": [4, 8, 8], \"conv_op\": \"torch.nn.modules.conv.Conv3d\", "
                + "\"kernel_sizes\": [[3, 3, 3], [3, 3, 3], [3, 3, 3]], \"strides\": [[1, 1, 1], [2, 2, 2], [2, 2, 2]], "
                + "\"n_conv_per_stage\": [1, 1, 1], \"n_conv_per_stage_decoder\": [1, 1], \"conv_bias\": true, "
                + "\"norm_op\": \"torch.nn.modules.instancenorm.InstanceNorm3d\", \"norm_op_kwargs\": {\"eps\": 1e-05, \"affine\": true}, "
                + "\"dropout_op\": null, \"dropout_op_kwargs\": null, \"nonlin\": \"torch.nn.LeakyReLU\", "
                + "\"nonlin_kwargs\": {\"inplace\": true}}, \"_kw_requires_import\": [\"conv_op\", \"norm_op\", \"dropout_op\", \"nonlin\"]}, "
                + "\"batch_dice\": false" + more + "}";
    }
}
