package org.sagittal.preprocessing.resample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.HalfFloat;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Recorded calls of nnU-Net's own resampling: a few beside this test, all of them in the reference data. */
class ResamplingGoldenTest {
    @Test
    void agreesWithNnunetOnAFewCalls() throws IOException, URISyntaxException {
        Path folder = Path.of(getClass().getResource("cases.json").toURI()).getParent();
        assertThat(compareAll(folder)).isEqualTo(11);
    }

    @Test
    void agreesWithNnunetOnEveryRecordedCall() throws IOException {
        assertThat(compareAll(SharedData.require("goldens/resampling"))).isGreaterThan(90);
    }

    private static int compareAll(Path folder) throws IOException {
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (JsonNode node :
                new ObjectMapper().readTree(folder.resolve("cases.json").toFile())) {
            String name = node.get("name").asText();
            NpyArray in = NpyFormat.read(folder.resolve(name + "_in.npy.gz"));
            NpyArray out = NpyFormat.read(folder.resolve(name + "_out.npy.gz"));
            for (int channel = 0; channel < in.shape()[0]; channel++) {
                String problem = node.get("is_seg").asBoolean()
                        ? compareLabels(node, in, out, channel)
                        : compareData(node, in, out, channel);
                if (problem != null) {
                    wrong.add(name + " channel " + channel + ": " + problem);
                }
            }
            cases++;
        }
        assertThat(wrong).isEmpty();
        return cases;
    }

    private static ResamplingSpec spec(JsonNode node) {
        JsonNode force = node.get("force_separate_z");
        return new ResamplingSpec(
                node.get("order").asInt(),
                node.get("order_z").asInt(),
                force.isNull() ? Optional.empty() : Optional.of(force.asBoolean()));
    }

    private static Spacing spacing(JsonNode node) {
        return new Spacing(
                node.get(0).asDouble(), node.get(1).asDouble(), node.get(2).asDouble());
    }

    private static Shape newShape(JsonNode node) {
        JsonNode list = node.get("new_shape");
        return new Shape(list.get(0).asInt(), list.get(1).asInt(), list.get(2).asInt());
    }

    private static String compareData(JsonNode node, NpyArray in, NpyArray out, int channel) {
        FloatVoxels input = in.floatVoxels(channel);
        FloatVoxels expected = out.floatVoxels(channel);
        Spacing current = spacing(node.get("current_spacing"));
        Spacing target = spacing(node.get("new_spacing"));
        boolean half = node.get("type_in").asText().equals("float16");
        FloatVoxels actual = Resampling.resizeData(input, newShape(node), current, target, spec(node));
        String problem = half ? null : compare(expected, actual, false);
        if (problem == null && spec(node).order() < 3) {
            actual = slices(LinearSlices.of(input.shape(), newShape(node), current, target, spec(node)), input, half);
            problem = compare(expected, actual, half);
        }
        return problem;
    }

    private static FloatVoxels slices(LinearSlices plan, FloatVoxels input, boolean half) {
        Shape out = plan.outShape();
        float[][] slices = new float[out.z()][out.sliceVoxels()];
        float[] low = new float[out.sliceVoxels()];
        float[] high = new float[out.sliceVoxels()];
        for (int z = 0; z < out.z(); z++) {
            plan.resize(input.slice(plan.low(z)), low);
            plan.resize(input.slice(plan.high(z)), high);
            plan.mix(z, low, high, slices[z]);
            for (int i = 0; half && i < slices[z].length; i++) {
                slices[z][i] = HalfFloat.toFloat(HalfFloat.toHalf(slices[z][i]));
            }
        }
        return FloatVoxels.of(out, slices);
    }

    private static String compare(FloatVoxels expected, FloatVoxels actual, boolean half) {
        if (!expected.shape().equals(actual.shape())) {
            return "shape " + actual.shape() + ", expected " + expected.shape();
        }
        double magnitude = 0;
        for (int z = 0; z < expected.shape().z(); z++) {
            for (float v : expected.slice(z)) {
                magnitude = Math.max(magnitude, Math.abs(v));
            }
        }
        double tolerance = 2e-7 * magnitude + 1e-6;
        for (int z = 0; z < expected.shape().z(); z++) {
            for (int i = 0; i < expected.slice(z).length; i++) {
                double e = expected.slice(z)[i];
                double allowed = half ? Math.max(Math.ulp(e * 0x1p42) * 1.0001, 6e-8) : tolerance;
                if (!(Math.abs(e - actual.slice(z)[i]) <= allowed)) {
                    return "slice " + z + " element " + i + " is " + actual.slice(z)[i] + ", expected " + e;
                }
            }
        }
        return null;
    }

    private static String compareLabels(JsonNode node, NpyArray in, NpyArray out, int channel) {
        LabelVoxels input = labels(in.floatVoxels(channel));
        LabelVoxels expected = labels(out.floatVoxels(channel));
        LabelVoxels actual = Resampling.resizeLabels(
                input,
                newShape(node),
                spacing(node.get("current_spacing")),
                spacing(node.get("new_spacing")),
                spec(node));
        Set<String> ties = new HashSet<>();
        node.get("ties").forEach(t -> ties.add(t.toString()));
        for (int z = 0; z < expected.shape().z(); z++) {
            for (int y = 0; y < expected.shape().y(); y++) {
                for (int x = 0; x < expected.shape().x(); x++) {
                    boolean tie = ties.contains("[" + z + "," + y + "," + x + "]");
                    if (!tie && expected.at(z, y, x) != actual.at(z, y, x)) {
                        return "voxel " + z + ", " + y + ", " + x + " is " + actual.at(z, y, x) + ", expected "
                                + expected.at(z, y, x);
                    }
                }
            }
        }
        return null;
    }

    private static LabelVoxels labels(FloatVoxels values) {
        Shape shape = values.shape();
        short[][] slices = new short[shape.z()][shape.sliceVoxels()];
        for (int z = 0; z < shape.z(); z++) {
            for (int i = 0; i < slices[z].length; i++) {
                slices[z][i] = (short) values.slice(z)[i];
            }
        }
        return LabelVoxels.of(shape, slices);
    }
}
