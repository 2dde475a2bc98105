package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.resample.ResamplingSpec;

class LogitResamplerTest {
    private static Restoration restoration(Shape from, Shape to, Spacing network, Spacing file, ResamplingSpec spec) {
        return new Restoration(List.of(0, 1, 2), to, Box.of(to), from, file, network, spec);
    }

    private static float[][][] resample(float[][][] in, Shape shape, Restoration restoration) {
        float[][][] out = new float[restoration.shapeAfterCropping().z()][][];
        LogitSink sink = LogitResampler.of(in[0].length, restoration, (z, logits) -> {
            out[z] = new float[logits.length][];
            for (int head = 0; head < logits.length; head++) {
                out[z][head] = logits[head].clone();
            }
        });
        for (int z = 0; z < shape.z(); z++) {
            sink.slice(z, in[z]);
        }
        return out;
    }

    /** nnunet.md section 12: [0,1,4,9,16,25,36,49] to 5 voxels is .3 3.7 12.5 26.1 45.1, along whichever axis. */
    @Test
    void interpolatesLinearlyAlongEachAxis() {
        float[] line = {0, 1, 4, 9, 16, 25, 36, 49};
        float[] expected = {.3f, 3.7f, 12.5f, 26.1f, 45.1f};
        for (int axis = 0; axis < 3; axis++) {
            int[] from = {1, 1, 1};
            int[] to = {1, 1, 1};
            from[axis] = 8;
            to[axis] = 5;
            Shape shape = Shape.of(from);
            float[][][] in = new float[shape.z()][1][];
            for (int z = 0; z < shape.z(); z++) {
                in[z][0] = axis == 0 ? new float[] {line[z]} : line;
            }
            float[][][] out = resample(
                    in,
                    shape,
                    restoration(shape, Shape.of(to), Spacing.UNIT, Spacing.UNIT, ResamplingSpec.DEFAULT_PROBABILITIES));
            for (int i = 0; i < 5; i++) {
                float value = axis == 0 ? out[i][0][0] : out[0][0][i];
                assertThat(value).isCloseTo(expected[i], Offset.offset(4e-6f));
            }
        }
    }

    /** nnunet.md section 12, nearest along z: 3 -> 7 takes 0 0 1 1 1 2 2; 7 -> 3 takes 1 3 5; 10 -> 4 takes 1 3 6 8. */
    @Test
    void takesTheNearestSliceAlongASeparateAxis() {
        assertThat(slicesTaken(3, 7)).containsExactly(0, 0, 1, 1, 1, 2, 2);
        assertThat(slicesTaken(7, 3)).containsExactly(1, 3, 5);
        assertThat(slicesTaken(10, 4)).containsExactly(1, 3, 6, 8);
    }

    private static float[] slicesTaken(int from, int to) {
        float[][][] in = new float[from][1][4];
        for (int z = 0; z < from; z++) {
            java.util.Arrays.fill(in[z][0], z);
        }
        Shape shape = new Shape(from, 2, 2);
        float[][][] out = resample(
                in,
                shape,
                restoration(
                        shape,
                        new Shape(to, 2, 2),
                        new Spacing(5, 1, 1),
                        Spacing.UNIT,
                        ResamplingSpec.DEFAULT_PROBABILITIES));
        float[] taken = new float[to];
        for (int z = 0; z < to; z++) {
            taken[z] = out[z][0][3];
        }
        return taken;
    }

    @Test
    void equalShapesPassThrough() {
        LogitSink next = (z, logits) -> {};
        Shape shape = new Shape(2, 3, 4);

        assertThat(LogitResampler.of(
                        2,
                        restoration(
                                shape, shape, Spacing.UNIT, new Spacing(9, 1, 1), ResamplingSpec.DEFAULT_PROBABILITIES),
                        next))
                .isSameAs(next);
    }

    @Test
    void resamplesAsNnunet() throws IOException {
        Path folder = SharedData.require("goldens/resampling");
        int checked = 0;
        for (JsonNode item :
                new ObjectMapper().readTree(folder.resolve("cases.json").toFile())) {
            JsonNode force = item.get("force_separate_z");
            ResamplingSpec spec = new ResamplingSpec(
                    item.get("order").asInt(),
                    item.get("order_z").asInt(),
                    force.isNull() ? Optional.empty() : Optional.of(force.asBoolean()));
            if (item.get("is_seg").asBoolean()) {
                continue;
            }
            String name = item.get("name").asText();
            requireEqual(
                    item,
                    spec,
                    NpyFormat.read(folder.resolve(name + "_in.npy.gz")),
                    NpyFormat.read(folder.resolve(name + "_out.npy.gz")));
            checked++;
        }
        assertThat(checked).isGreaterThan(10);
    }

    private static void requireEqual(JsonNode item, ResamplingSpec spec, NpyArray in, NpyArray expected) {
        int heads = in.shape()[0];
        FloatVoxels[] before = new FloatVoxels[heads];
        FloatVoxels[] after = new FloatVoxels[heads];
        for (int head = 0; head < heads; head++) {
            before[head] = in.floatVoxels(head);
            after[head] = expected.floatVoxels(head);
        }
        Shape from = before[0].shape();
        float[][][] slices = new float[from.z()][heads][];
        for (int z = 0; z < from.z(); z++) {
            for (int head = 0; head < heads; head++) {
                slices[z][head] = before[head].slice(z);
            }
        }
        float[][][] out = resample(
                slices,
                from,
                restoration(
                        from,
                        after[0].shape(),
                        spacing(item.get("current_spacing")),
                        spacing(item.get("new_spacing")),
                        spec));
        if (from.equals(after[0].shape())) {
            out = slices;
        }
        boolean half = item.get("type_out").asText().equals("float16");
        for (int head = 0; head < heads; head++) {
            for (int z = 0; z < out.length; z++) {
                for (int i = 0; i < out[z][head].length; i++) {
                    float wanted = after[head].slice(z)[i];
                    float tolerance = (half ? 1e-3f : 1e-6f) * Math.max(1, Math.abs(wanted));
                    assertThat(out[z][head][i])
                            .as(item.get("name") + " " + z)
                            .isCloseTo(wanted, Offset.offset(tolerance));
                }
            }
        }
    }

    private static Spacing spacing(JsonNode mm) {
        return new Spacing(mm.get(0).asDouble(), mm.get(1).asDouble(), mm.get(2).asDouble());
    }
}
