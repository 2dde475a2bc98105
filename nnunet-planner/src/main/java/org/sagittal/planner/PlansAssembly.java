package org.sagittal.planner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.plan.Architecture;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.NetworkDesign;
import org.sagittal.planner.rules.NetworkFamily;
import org.sagittal.planner.rules.OrderStatistics;
import org.sagittal.planner.rules.PlannedConfiguration;

/** Spells planned configurations as nnU-Net's plans.json does, down to which numbers carry a decimal point. */
final class PlansAssembly {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LOWRES = "3d_lowres";
    private static final String CASCADE = "3d_cascade_fullres";

    private PlansAssembly() {}

    static Plans assemble(
            Outline outline, List<PlannedConfiguration> planned, DatasetFingerprint fingerprint, PlanOptions options) {
        ObjectNode root = JSON.objectNode();
        root.put("dataset_name", options.datasetName()).put("plans_name", options.plansName());
        ArrayNode spacing = root.putArray("original_median_spacing_after_transp");
        outline.transposition().apply(medianSpacing(fingerprint)).forEach(spacing::add);
        ArrayNode shape = root.putArray("original_median_shape_after_transp");
        outline.transposition().apply(medianShape(fingerprint)).forEach(v -> shape.add((long) Math.rint(v)));
        root.put("image_reader_writer", outline.reader());
        integers(root.putArray("transpose_forward"), outline.transposition().forward());
        integers(root.putArray("transpose_backward"), outline.transposition().backward());
        ObjectNode configurations = root.putObject("configurations");
        boolean cascade = planned.stream().anyMatch(c -> c.name().equals(LOWRES));
        for (PlannedConfiguration configuration : planned) {
            configurations.set(configuration.name(), configuration(configuration, outline, options, cascade));
        }
        if (cascade) {
            configurations.putObject(CASCADE).put("inherits_from", "3d_fullres").put("previous_stage", LOWRES);
        }
        root.put("experiment_planner_used", options.profile().plannerName());
        root.put("label_manager", "LabelManager");
        root.set(
                "foreground_intensity_properties_per_channel",
                fingerprint.toJson().get("foreground_intensity_properties_per_channel"));
        return Plans.parse(root, options.plansName());
    }

    private static ObjectNode configuration(
            PlannedConfiguration planned, Outline outline, PlanOptions options, boolean cascade) {
        ObjectNode node = JSON.objectNode();
        node.put("data_identifier", options.profile().dataIdentifier(options.plansName(), planned.name()));
        node.put("preprocessor_name", "DefaultPreprocessor");
        node.put("batch_size", planned.batchSize());
        integers(node.putArray("patch_size"), planned.design().topology().patch());
        ArrayNode median = node.putArray("median_image_size_in_voxels");
        for (double extent : planned.task().shapeVoxels()) {
            // Medians stay floats; the low-resolution shape was rounded to integers when it was planned.
            if (planned.name().equals(LOWRES)) {
                median.add((long) extent);
            } else {
                median.add(extent);
            }
        }
        ArrayNode spacing = node.putArray("spacing");
        planned.task().spacingMm().forEach(spacing::add);
        ArrayNode schemes = node.putArray("normalization_schemes");
        outline.channels().forEach(c -> schemes.add(c.scheme().className()));
        ArrayNode masks = node.putArray("use_mask_for_norm");
        outline.channels().forEach(c -> masks.add(c.useMask()));
        resampling(node);
        node.set("architecture", architecture(planned.design()));
        node.put("batch_dice", batchDice(planned.name(), cascade));
        return planned.name().equals(LOWRES) ? node.put("next_stage", CASCADE) : node;
    }

    private static boolean batchDice(String name, boolean cascade) {
        return name.equals("2d") || name.equals("3d_fullres") && cascade;
    }

    private static void resampling(ObjectNode node) {
        String function = "resample_data_or_seg_to_shape";
        node.put("resampling_fn_data", function).put("resampling_fn_seg", function);
        node.set("resampling_fn_data_kwargs", arguments(false, 3));
        node.set("resampling_fn_seg_kwargs", arguments(true, 1));
        node.put("resampling_fn_probabilities", function);
        node.set("resampling_fn_probabilities_kwargs", arguments(false, 1));
    }

    private static ObjectNode arguments(boolean segmentation, int order) {
        return JSON.objectNode()
                .put("is_seg", segmentation)
                .put("order", order)
                .put("order_z", 0)
                .putNull("force_separate_z");
    }

    /** The network of a configuration as {@code architecture} spells it. */
    static ObjectNode architecture(NetworkDesign design) {
        return new Architecture(
                        design.family() == NetworkFamily.RESIDUAL_ENCODER,
                        design.features(),
                        design.topology().kernels(),
                        design.topology().strides(),
                        design.encoderBlocks(),
                        design.decoderConvolutions())
                .toJson();
    }

    static void integers(ArrayNode list, List<Integer> values) {
        values.forEach(list::add);
    }

    private static List<Double> medianSpacing(DatasetFingerprint fingerprint) {
        return medians(fingerprint.spacings().stream().map(Spacing::toArrayMm).toList());
    }

    private static List<Double> medianShape(DatasetFingerprint fingerprint) {
        return medians(fingerprint.shapesAfterCrop().stream()
                .map(Shape::toArray)
                .map(zyx -> Arrays.stream(zyx).asDoubleStream().toArray())
                .toList());
    }

    private static List<Double> medians(List<double[]> rows) {
        double[] medians = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            medians[axis] =
                    OrderStatistics.median(rows.stream().mapToDouble(r -> r[a]).toArray());
        }
        return Arrays.stream(medians).boxed().toList();
    }
}
