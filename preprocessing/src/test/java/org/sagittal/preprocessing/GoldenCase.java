package org.sagittal.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.NoNormalization;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.RescaleTo01Normalization;
import org.sagittal.preprocessing.normalize.RgbTo01Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Reads recipes out of nnU-Net's plans and compares a preprocessed case with nnU-Net's. */
final class GoldenCase {
    private GoldenCase() {}

    static PreprocessingSpec spec(JsonNode plans, String configuration) {
        JsonNode c = plans.get("configurations").get(configuration);
        List<Double> spacing = new ArrayList<>();
        c.get("spacing").forEach(mm -> spacing.add(mm.asDouble()));
        List<Integer> axes = new ArrayList<>();
        plans.get("transpose_forward").forEach(a -> axes.add(a.asInt()));
        List<Normalization> channels = new ArrayList<>();
        for (int i = 0; i < c.get("normalization_schemes").size(); i++) {
            channels.add(normalization(
                    c.get("normalization_schemes").get(i).asText(),
                    c.get("use_mask_for_norm").get(i).asBoolean(),
                    plans.get("foreground_intensity_properties_per_channel").get(Integer.toString(i))));
        }
        return new PreprocessingSpec(
                spacing.size(),
                axes,
                spacing,
                channels,
                resampling(c.get("resampling_fn_data_kwargs")),
                resampling(c.get("resampling_fn_seg_kwargs")),
                resampling(c.get("resampling_fn_probabilities_kwargs")));
    }

    private static ResamplingSpec resampling(JsonNode node) {
        JsonNode force = node.get("force_separate_z");
        return new ResamplingSpec(
                node.get("order").asInt(),
                node.get("order_z").asInt(),
                force.isNull() ? Optional.empty() : Optional.of(force.asBoolean()));
    }

    private static Normalization normalization(String scheme, boolean mask, JsonNode p) {
        return switch (scheme) {
            case "ZScoreNormalization" -> new ZScoreNormalization(mask);
            case "CTNormalization" ->
                new CtNormalization(
                        p.get("mean").asDouble(),
                        p.get("std").asDouble(),
                        p.get("percentile_00_5").asDouble(),
                        p.get("percentile_99_5").asDouble());
            case "NoNormalization" -> new NoNormalization();
            case "RescaleTo01Normalization" -> new RescaleTo01Normalization();
            case "RGBTo01Normalization" -> new RgbTo01Normalization();
            default -> throw new IllegalArgumentException("golden with an unknown scheme " + scheme);
        };
    }

    static LabelScheme labels(JsonNode dataset) {
        return LabelScheme.parse(
                (ObjectNode) dataset.get("labels"), Optional.ofNullable(dataset.get("regions_class_order")));
    }

    /** What differs in the data by more than 1e-4 plus 1e-6 of the magnitude. */
    static List<String> compareData(List<FloatVoxels> expected, List<FloatVoxels> actual) {
        List<String> problems = new ArrayList<>();
        for (int c = 0; c < expected.size(); c++) {
            FloatVoxels e = expected.get(c);
            FloatVoxels a = actual.get(c);
            if (!e.shape().equals(a.shape())) {
                problems.add("channel " + c + " has shape " + a.shape() + ", expected " + e.shape());
                continue;
            }
            double worst = 0;
            for (int z = 0; z < e.shape().z(); z++) {
                for (int i = 0; i < e.slice(z).length; i++) {
                    double allowed = 1e-4 + 1e-6 * Math.abs(e.slice(z)[i]);
                    worst = Math.max(worst, Math.abs(e.slice(z)[i] - a.slice(z)[i]) / allowed);
                }
            }
            if (!(worst <= 1)) {
                problems.add("channel " + c + " differs by " + worst + " times the tolerance");
            }
        }
        return problems;
    }

    static List<String> compareLabels(LabelVoxels expected, LabelVoxels actual) {
        if (!expected.shape().equals(actual.shape())) {
            return List.of("seg has shape " + actual.shape() + ", expected " + expected.shape());
        }
        int wrong = 0;
        for (int z = 0; z < expected.shape().z(); z++) {
            for (int i = 0; i < expected.slice(z).length; i++) {
                wrong += expected.slice(z)[i] == actual.slice(z)[i] ? 0 : 1;
            }
        }
        return wrong == 0 ? List.of() : List.of("seg differs at " + wrong + " voxels");
    }

    static List<String> compareLocations(JsonNode expected, ClassLocations actual) {
        List<String> problems = new ArrayList<>();
        if (expected.size() != actual.classes().size()) {
            problems.add("classes are " + actual.classes() + ", expected " + expected.size());
        }
        for (int i = 0; i < actual.classes().size(); i++) {
            String name = actual.classes().get(i).stream().map(String::valueOf).collect(Collectors.joining(","));
            JsonNode node = expected.path(name);
            if (node.path("count").asInt(-1) != actual.count(i)
                    || !node.path("sha256").asText().equals(sha256(actual, i))) {
                problems.add("class " + name + " has " + actual.count(i) + " locations " + sha256(actual, i)
                        + ", expected " + node.path("count") + " " + node.path("sha256"));
            }
        }
        return problems;
    }

    private static String sha256(ClassLocations locations, int index) {
        ByteBuffer bytes = ByteBuffer.allocate(32 * locations.count(index)).order(ByteOrder.LITTLE_ENDIAN);
        for (int voxel = 0; voxel < locations.count(index); voxel++) {
            bytes.putLong(0);
            for (int axis = 0; axis < 3; axis++) {
                bytes.putLong(locations.coordinate(index, voxel, axis));
            }
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256", e);
        }
    }

    static List<String> compareGeometry(JsonNode expected, Restoration actual) {
        List<String> problems = new ArrayList<>();
        Box box = actual.box();
        for (int axis = 0; axis < 3; axis++) {
            boolean same = expected.get("shape_before_cropping").get(axis).asInt()
                            == actual.shapeBeforeCropping().axis(axis)
                    && expected.get("shape_after_cropping_and_before_resampling")
                                    .get(axis)
                                    .asInt()
                            == actual.shapeAfterCropping().axis(axis)
                    && expected.get("bbox_used_for_cropping").get(axis).get(0).asInt() == box.start(axis)
                    && expected.get("bbox_used_for_cropping").get(axis).get(1).asInt() == box.end(axis)
                    && expected.get("spacing").get(axis).asDouble()
                            == actual.fileSpacing().axisMm(axis);
            if (!same) {
                problems.add("geometry of axis " + axis + " differs: " + actual);
            }
        }
        return problems;
    }
}
