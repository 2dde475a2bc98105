package org.sagittal.models.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sagittal.models.onnx.OnnxEngine;

/**
 * What someone writes who has an exported folder and nothing of ours: follows pipeline.json step by step with onnxruntime. Images no
 * larger than one patch, on the network's spacing, without holes in their nonzero mask; arrays are flat, extents (z, y, x).
 */
final class FollowedPipeline {
    private final Path folder;
    private final JsonNode pipeline;

    private final List<float[]> channels = new ArrayList<>();
    private int[] extents;
    private double[] spacing;
    private int[] previous;
    private boolean[] mask;
    private int[] whole;
    private int[] boxStart;
    private int[] padding;
    private int[] unpadded;
    private List<float[]> logits = new ArrayList<>();
    private int[] labels;

    FollowedPipeline(Path folder) throws IOException {
        this.folder = folder;
        this.pipeline =
                new ObjectMapper().readTree(folder.resolve("pipeline.json").toFile());
    }

    /** Runs a case; {@code firstStage} may be null where the pipeline asks for none. */
    int[] run(List<float[]> image, int[] shape, double[] spacingMm, int[] firstStage) throws OrtException {
        channels.addAll(image);
        extents = shape;
        spacing = spacingMm;
        previous = firstStage;
        for (JsonNode step : pipeline.get("steps")) {
            apply(step);
        }
        return labels;
    }

    private void apply(JsonNode step) throws OrtException {
        switch (step.get("step").asText()) {
            case "read", "postprocess", "write" -> {}
            case "transpose" -> transpose(ints(step.get("axes")));
            case "crop_to_nonzero" -> crop();
            case "normalize" -> normalize(step.get("channels"));
            case "resample" -> requireSameSpacing(step.get("spacing"));
            case "previous_stage" ->
                step.get("labels").forEach(label -> {
                    float[] oneHot = new float[previous.length];
                    for (int i = 0; i < oneHot.length; i++) {
                        oneHot[i] = previous[i] == label.asInt() ? 1 : 0;
                    }
                    channels.add(oneHot);
                });
            case "pad" -> pad(ints(step.get("patch_size")));
            case "tile" -> requireOneTile(ints(step.get("patch_size")));
            case "run" -> runNetworks(ints(step.get("mirroring_axes")));
            case "add_tiles", "resample_logits" -> {}
            case "remove_padding" -> logits = cut(logits, extents, padding, unpadded);
            case "decode" -> decode(step);
            case "uncrop" -> uncrop();
            case "transpose_back" -> labels = permute(labels, extents, ints(step.get("axes")));
            default -> throw new IllegalStateException("a step nobody described: " + step);
        }
    }

    private void transpose(int[] axes) {
        channels.replaceAll(channel -> toFloats(permute(toInts(channel), extents, axes)));
        previous = previous == null ? null : permute(previous, extents, axes);
        extents = new int[] {extents[axes[0]], extents[axes[1]], extents[axes[2]]};
        spacing = new double[] {spacing[axes[0]], spacing[axes[1]], spacing[axes[2]]};
    }

    private void crop() {
        whole = extents;
        int[] from = extents.clone();
        int[] to = new int[3];
        boolean[] nonzero = new boolean[channels.get(0).length];
        for (int i = 0; i < nonzero.length; i++) {
            int at = i;
            nonzero[i] = channels.stream().anyMatch(c -> c[at] != 0);
            if (nonzero[i]) {
                int[] position = position(i, extents);
                for (int axis = 0; axis < 3; axis++) {
                    from[axis] = Math.min(from[axis], position[axis]);
                    to[axis] = Math.max(to[axis], position[axis] + 1);
                }
            }
        }
        boxStart = from;
        int[] kept = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
        List<float[]> cut = cut(channels, extents, from, kept);
        channels.clear();
        channels.addAll(cut);
        previous = previous == null
                ? null
                : toInts(cut(List.of(toFloats(previous)), extents, from, kept).get(0));
        float[] flags = new float[nonzero.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = nonzero[i] ? 1 : 0;
        }
        float[] inside = cut(List.of(flags), extents, from, kept).get(0);
        mask = new boolean[inside.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = inside[i] == 1;
        }
        extents = kept;
    }

    private void normalize(JsonNode rules) {
        for (int c = 0; c < rules.size(); c++) {
            JsonNode rule = rules.get(c);
            float[] values = channels.get(c);
            if (rule.get("scheme").asText().equals("CTNormalization")) {
                for (int i = 0; i < values.length; i++) {
                    double clipped = Math.max(
                            rule.get("percentile_00_5").asDouble(),
                            Math.min(rule.get("percentile_99_5").asDouble(), values[i]));
                    values[i] = (float) ((clipped - rule.get("mean").asDouble())
                            / Math.max(rule.get("std").asDouble(), 1e-8));
                }
            } else {
                zScore(values, rule.get("use_mask").asBoolean());
            }
        }
    }

    private void zScore(float[] values, boolean masked) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (!masked || mask[i]) {
                sum += values[i];
                squares += (double) values[i] * values[i];
                count++;
            }
        }
        double mean = sum / count;
        double deviation = Math.max(Math.sqrt(squares / count - mean * mean), 1e-8);
        for (int i = 0; i < values.length; i++) {
            if (!masked || mask[i]) {
                values[i] = (float) ((values[i] - mean) / deviation);
            }
        }
    }

    private void requireSameSpacing(JsonNode target) {
        for (int i = 0; i < target.size(); i++) {
            if (target.get(i).asDouble() != spacing[3 - target.size() + i]) {
                throw new IllegalStateException("this follower does not resample: " + target);
            }
        }
    }

    private void pad(int[] patch) {
        unpadded = extents;
        padding = new int[3];
        int[] padded = extents.clone();
        for (int i = 0; i < patch.length; i++) {
            int axis = 3 - patch.length + i;
            padded[axis] = Math.max(extents[axis], patch[i]);
            padding[axis] = (padded[axis] - extents[axis]) / 2;
        }
        channels.replaceAll(channel -> {
            float[] larger = new float[padded[0] * padded[1] * padded[2]];
            for (int i = 0; i < channel.length; i++) {
                larger[index(plus(position(i, unpadded), padding), padded)] = channel[i];
            }
            return larger;
        });
        extents = padded;
    }

    private void requireOneTile(int[] patch) {
        for (int i = 0; i < patch.length; i++) {
            if (extents[3 - patch.length + i] != patch[i]) {
                throw new IllegalStateException("this follower takes one tile, got " + Arrays.toString(extents));
            }
        }
    }

    private void runNetworks(int[] axes) throws OrtException {
        JsonNode network = pipeline.get("network");
        boolean flat = network.get("input").get("shape").size() == 4;
        int heads = network.get("output").get("shape").get(1).asInt();
        int voxels = extents[0] * extents[1] * extents[2];
        for (int head = 0; head < heads; head++) {
            logits.add(new float[voxels]);
        }
        int passes = network.get("files").size() << axes.length;
        for (JsonNode file : network.get("files")) {
            Path model = folder.resolve(file.get("file").asText());
            try (OrtSession session = OnnxEngine.load(model)) {
                for (int subset = 0; subset < 1 << axes.length; subset++) {
                    boolean[] flipped = new boolean[3];
                    for (int i = 0; i < axes.length; i++) {
                        flipped[axes[i] + (flat ? 1 : 0)] = (subset >> i & 1) == 1;
                    }
                    List<float[]> answer = infer(session, flat, flipped);
                    for (int head = 0; head < heads; head++) {
                        for (int i = 0; i < voxels; i++) {
                            logits.get(head)[i] += answer.get(head)[flip(i, flipped)] / passes;
                        }
                    }
                }
            }
        }
    }

    /** In 3D one sample, in 2D a sample a slice. */
    private List<float[]> infer(OrtSession session, boolean flat, boolean[] flipped) throws OrtException {
        int samples = flat ? extents[0] : 1;
        int voxels = extents[0] * extents[1] * extents[2] / samples;
        FloatBuffer input = FloatBuffer.allocate(samples * channels.size() * voxels);
        for (int sample = 0; sample < samples; sample++) {
            for (float[] channel : channels) {
                for (int i = 0; i < voxels; i++) {
                    input.put(channel[flip(sample * voxels + i, flipped)]);
                }
            }
        }
        long[] shape = flat
                ? new long[] {samples, channels.size(), extents[1], extents[2]}
                : new long[] {1, channels.size(), extents[0], extents[1], extents[2]};
        JsonNode network = pipeline.get("network");
        try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxEngine.environment(), input.flip(), shape);
                OrtSession.Result result =
                        session.run(Map.of(network.get("input").get("name").asText(), tensor))) {
            String name = network.get("output").get("name").asText();
            FloatBuffer output = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
            List<float[]> heads = new ArrayList<>();
            int count = output.remaining() / samples / voxels;
            for (int head = 0; head < count; head++) {
                float[] values = new float[samples * voxels];
                for (int sample = 0; sample < samples; sample++) {
                    output.get((sample * count + head) * voxels, values, sample * voxels, voxels);
                }
                heads.add(values);
            }
            return heads;
        }
    }

    private int flip(int i, boolean[] flipped) {
        int[] position = position(i, extents);
        for (int axis = 0; axis < 3; axis++) {
            position[axis] = flipped[axis] ? extents[axis] - 1 - position[axis] : position[axis];
        }
        return index(position, extents);
    }

    private void decode(JsonNode step) {
        extents = unpadded;
        labels = new int[logits.get(0).length];
        boolean regions = step.get("kind").asText().equals("regions");
        for (int i = 0; i < labels.length; i++) {
            float best = Float.NEGATIVE_INFINITY;
            for (int head = 0; head < logits.size(); head++) {
                float value = logits.get(head)[i];
                if (regions ? value > 0 : value > best) {
                    labels[i] = step.get("heads").get(head).get("label").asInt();
                    best = value;
                }
            }
        }
    }

    private void uncrop() {
        int[] larger = new int[whole[0] * whole[1] * whole[2]];
        for (int i = 0; i < labels.length; i++) {
            larger[index(plus(position(i, extents), boxStart), whole)] = labels[i];
        }
        labels = larger;
        extents = whole;
    }

    private static List<float[]> cut(List<float[]> arrays, int[] extents, int[] start, int[] size) {
        return arrays.stream()
                .map(array -> {
                    float[] part = new float[size[0] * size[1] * size[2]];
                    for (int i = 0; i < part.length; i++) {
                        part[i] = array[index(plus(position(i, size), start), extents)];
                    }
                    return part;
                })
                .toList();
    }

    private static int[] permute(int[] values, int[] extents, int[] axes) {
        int[] turned = {extents[axes[0]], extents[axes[1]], extents[axes[2]]};
        int[] result = new int[values.length];
        for (int i = 0; i < result.length; i++) {
            int[] to = position(i, turned);
            int[] from = new int[3];
            for (int axis = 0; axis < 3; axis++) {
                from[axes[axis]] = to[axis];
            }
            result[i] = values[index(from, extents)];
        }
        return result;
    }

    private static int[] plus(int[] a, int[] b) {
        return new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
    }

    private static int[] position(int i, int[] extents) {
        return new int[] {i / (extents[1] * extents[2]), i / extents[2] % extents[1], i % extents[2]};
    }

    private static int index(int[] position, int[] extents) {
        return (position[0] * extents[1] + position[1]) * extents[2] + position[2];
    }

    private static int[] toInts(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static float[] toFloats(int[] bits) {
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        return values;
    }

    private static int[] ints(JsonNode node) {
        int[] values = new int[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get(i).asInt();
        }
        return values;
    }
}
