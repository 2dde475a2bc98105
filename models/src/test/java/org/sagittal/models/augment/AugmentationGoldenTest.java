package org.sagittal.models.augment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.intensity.Brightness;
import org.sagittal.models.augment.intensity.Contrast;
import org.sagittal.models.augment.intensity.Gamma;
import org.sagittal.models.augment.intensity.GaussianBlur;
import org.sagittal.models.augment.intensity.LowResolution;
import org.sagittal.models.augment.label.BinaryMorphology;
import org.sagittal.models.augment.label.Footprint;
import org.sagittal.models.augment.label.LabelTargets;
import org.sagittal.models.augment.label.PreviousStageChannels;
import org.sagittal.models.augment.label.ReplaceLabel;
import org.sagittal.models.augment.label.ZeroOutsideMask;
import org.sagittal.models.augment.patch.TrainingPatch;
import org.sagittal.models.augment.patch.Transform;
import org.sagittal.models.augment.spatial.BackwardMap;
import org.sagittal.models.augment.spatial.CentreCrop;
import org.sagittal.models.augment.spatial.Mirror;
import org.sagittal.models.augment.spatial.SpatialTransform;

/**
 * Every change, with its numbers given, against nnU-Net's own functions: once on small arrays that come with the sources, once on the
 * shared reference. Images to 1e-4 of the largest magnitude; labels equal but for at most 0.2 % of voxels, where two tie in half precision.
 */
class AugmentationGoldenTest {
    private static final double IMAGE_TOLERANCE = 1e-4;
    private static final double TIED_SHARE = 0.002;

    @TestFactory
    List<DynamicTest> small() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("augmentation-small.json")) {
            JsonNode golden = new ObjectMapper().readTree(in);
            return tests(Path.of("."), golden.get("entries"), golden.get("inputs"));
        }
    }

    @TestFactory
    List<DynamicTest> shared() throws IOException {
        Path folder = SharedData.require("goldens/training-parts");
        JsonNode entries =
                new ObjectMapper().readTree(folder.resolve("augmentation.json").toFile());
        return tests(folder, entries, null);
    }

    private List<DynamicTest> tests(Path folder, JsonNode entries, JsonNode inputs) {
        // The network's trainer only ever interpolates images linearly.
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> !entry.get("parameters").has("mode_image"))
                .map(entry ->
                        DynamicTest.dynamicTest(entry.get("name").textValue(), () -> check(folder, entry, inputs)))
                .toList();
    }

    private void check(Path folder, JsonNode entry, JsonNode inputs) {
        String input = entry.get("input").textValue();
        JsonNode imageNode = inputs == null
                ? new ObjectMapper().valueToTree("augmentation/" + input + "_image.npy")
                : inputs.get(input).get("image");
        JsonNode labelNode = inputs == null
                ? new ObjectMapper().valueToTree("augmentation/" + input + "_label.npy")
                : inputs.get(input).get("label");
        GoldenArrays image = GoldenArrays.read(folder, imageNode);
        TrainingPatch patch = GoldenArrays.patch(image, GoldenArrays.read(folder, labelNode));
        JsonNode parameters = entry.get("parameters");
        if (parameters.has("previous_stage")) {
            short[] previous =
                    GoldenArrays.read(folder, parameters.get("previous_stage")).shorts()[0];
            patch = ReplaceLabel.OUTSIDE_BY_BACKGROUND.apply(
                    new TrainingPatch(patch.shape(), image.floats(), new short[][] {patch.label(0), previous}));
        }
        String kind = entry.get("transform").textValue();
        if (kind.startsWith("regions")) {
            checkRegions(patch, entry, GoldenArrays.read(folder, entry.get("label")));
            return;
        }
        TrainingPatch actual = transform(kind, parameters, patch, image.flat()).apply(patch);
        if (entry.has("image")) {
            GoldenArrays expected = GoldenArrays.read(folder, entry.get("image"));
            assertThat(actual.shape()).isEqualTo(expected.extents());
            assertThat(actual.channels()).isEqualTo(expected.channels());
            for (int c = 0; c < expected.channels(); c++) {
                assertClose(actual.image(c), expected.floats()[c]);
            }
        }
        if (kind.startsWith("morphology")) {
            float[][] expected = GoldenArrays.read(folder, entry.get("label")).floats();
            for (int c = 0; c < 3; c++) {
                assertThat(actual.image(actual.channels() - 3 + c)).isEqualTo(expected[c]);
            }
        } else if (entry.has("label")) {
            GoldenArrays expected = GoldenArrays.read(folder, entry.get("label"));
            assertLabels(actual.label(0), expected.shorts()[0], kind.equals("spatial") ? TIED_SHARE : 0);
        }
    }

    private Transform transform(String kind, JsonNode parameters, TrainingPatch patch, boolean flat) {
        return switch (kind) {
            case "spatial" -> spatial(parameters, patch.shape());
            case "gaussian blur" -> new GaussianBlur(threes(parameters.get("sigma_per_channel_and_axis"), 0));
            case "multiplicative brightness" -> new Brightness(doubles(parameters.get("factors")));
            case "contrast" ->
                new Contrast(
                        doubles(parameters.get("factors")),
                        parameters.get("keep_range").booleanValue());
            case "simulated low resolution" ->
                new LowResolution(threes(parameters.get("scale_per_channel_and_axis"), 1));
            case "gamma" ->
                new Gamma(
                        doubles(parameters.get("gammas")),
                        parameters.get("invert").booleanValue(),
                        parameters.get("keep_mean_and_std").booleanValue());
            case "mirror" ->
                new Mirror(integers(parameters.get("axes")).stream()
                        .map(a -> flat ? a + 1 : a)
                        .toList());
            case "zero outside mask" -> new ZeroOutsideMask(integers(parameters.get("channels")));
            case "replace label" ->
                new ReplaceLabel(
                        parameters.get("from").shortValue(),
                        parameters.get("to").shortValue());
            case "previous stage as one-hot channels" -> new PreviousStageChannels(integers(parameters.get("labels")));
            case "morphology on the channel of label 2" -> morphology(parameters, patch);
            default -> throw new IllegalArgumentException("unknown transform: " + kind);
        };
    }

    private static Transform spatial(JsonNode parameters, Shape input) {
        List<Integer> extents = new ArrayList<>(integers(parameters.get("patch")));
        boolean within = extents.size() == 2;
        if (within) {
            extents.add(0, input.z());
        }
        Shape output = new Shape(extents.get(0), extents.get(1), extents.get(2));
        JsonNode angles = parameters.get("angles_radians");
        JsonNode scale = parameters.get("scale");
        if (angles.isNull() && scale.isNull()) {
            return new CentreCrop(output);
        }
        List<Double> radians = angles.isNull() ? List.of(0.0, 0.0, 0.0) : doubles(angles);
        double factor = scale.isNull() ? 1 : scale.doubleValue();
        return new SpatialTransform(
                within
                        ? BackwardMap.inPlane(radians.get(radians.size() - 1), factor, output, input)
                        : BackwardMap.spatial(
                                new double[] {radians.get(0), radians.get(1), radians.get(2)}, factor, output, input));
    }

    private static Transform morphology(JsonNode parameters, TrainingPatch patch) {
        String operator = parameters.get("operator").textValue();
        int channel = patch.channels() + parameters.get("channel").intValue();
        List<Integer> others = integers(parameters.get("channels")).stream()
                .map(c -> patch.channels() + c)
                .filter(c -> c != channel)
                .toList();
        double radius = parameters.get("radius").doubleValue();
        return new BinaryMorphology(
                BinaryMorphology.Operator.valueOf(
                        operator.replace("binary_", "").replace("_torch", "").toUpperCase()),
                patch.shape().z() == 1 ? Footprint.disk(radius) : Footprint.ball(radius),
                channel,
                others);
    }

    private static void checkRegions(TrainingPatch patch, JsonNode entry, GoldenArrays expected) {
        TrainingPatch clean = ReplaceLabel.OUTSIDE_BY_BACKGROUND.apply(patch);
        List<List<Integer>> regions = new ArrayList<>();
        entry.get("parameters")
                .get("regions")
                .forEach(region -> regions.add(region.isArray() ? integers(region) : List.of(region.intValue())));
        LabelTargets targets = new LabelTargets(regions, OptionalInt.empty());
        float[] actual = new float[targets.channels() * patch.voxels()];
        targets.write(clean.label(0), patch.shape(), patch.shape(), actual, 0);
        for (int c = 0; c < expected.channels(); c++) {
            for (int i = 0; i < patch.voxels(); i++) {
                assertThat(actual[c * patch.voxels() + i]).isEqualTo(expected.floats()[c][i]);
            }
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        float largest = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        assertThat(difference).as("largest difference").isLessThanOrEqualTo((float) (IMAGE_TOLERANCE * largest));
    }

    private static void assertLabels(short[] actual, short[] expected, double tiedShare) {
        int different = 0;
        for (int i = 0; i < expected.length; i++) {
            different += actual[i] == expected[i] ? 0 : 1;
        }
        assertThat(different).as("voxels that differ").isLessThanOrEqualTo((int) (tiedShare * expected.length));
    }

    private static List<List<Double>> threes(JsonNode perChannel, double forZ) {
        List<List<Double>> result = new ArrayList<>();
        for (JsonNode channel : perChannel) {
            List<Double> values = new ArrayList<>(doubles(channel));
            if (values.size() == 2) {
                values.add(0, forZ);
            }
            result.add(values);
        }
        return result;
    }

    private static List<Double> doubles(JsonNode node) {
        List<Double> values = new ArrayList<>();
        node.forEach(v -> values.add(v.doubleValue()));
        return values;
    }

    private static List<Integer> integers(JsonNode node) {
        List<Integer> values = new ArrayList<>();
        node.forEach(v -> values.add(v.intValue()));
        return values;
    }
}
