package org.sagittal.models.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.Recipe;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.PreprocessingSpecJson;
import org.sagittal.preprocessing.dataset.LabelScheme;

/** The steps of {@code pipeline.json}, from the files of a case to its label map. */
record PipelineSteps(BundleDescription model, MemberDescription member) {
    private static final Map<String, String> READERS = Map.of(
            "NaturalImage2DIO",
            "a picture; colour planes become channels; z = 1 and spacing (999, 1, 1)",
            "SimpleITKIO",
            "the array as SimpleITK gives it; an image of two axes gets z = 1 and the z spacing 999 times its largest; no reorientation",
            "SimpleITKIOWithReorient",
            "as SimpleITKIO, after reorienting the image to RAS",
            "Tiff3DIO",
            "a TIFF stack; spacing (z, y, x) from <case>.json beside it, else (1, 1, 1)",
            "NibabelIO",
            "the array as nibabel gives it, its axes reversed to (z, y, x); no reorientation",
            "NibabelIOWithReorient",
            "as NibabelIO, after reorienting the image to RAS");

    private static final Map<String, String> NORMALIZATIONS = Map.of(
            "ZScoreNormalization",
            "subtract the mean, divide by max(population standard deviation, 1e-8), both of the cropped channel; with use_mask only "
                    + "voxels inside the nonzero mask count and change",
            "CTNormalization",
            "clip to [percentile_00_5, percentile_99_5], subtract mean, divide by max(std, 1e-8)",
            "RescaleTo01Normalization",
            "subtract the minimum, divide by max(the maximum of the result, 1e-8)",
            "RGBTo01Normalization",
            "divide by 255",
            "NoNormalization",
            "leave as it is");

    ArrayNode json() {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        preparation(steps);
        prediction(steps);
        restoration(steps);
        return steps;
    }

    private void preparation(ArrayNode steps) {
        PreprocessingSpec spec = member.recipe().preprocessing();
        ObjectNode spelled = PreprocessingSpecJson.write(spec);
        String reader = member.recipe().imageReader();
        step(steps, "read", "channels in the order of their files; " + READERS.getOrDefault(reader, reader))
                .put("reader", reader)
                .put("file_ending", model.dataset().fileEnding());
        step(steps, "transpose", "axis a of the array and its spacing is axis axes[a] of the file's")
                .set("axes", spelled.get("transpose_forward"));
        step(
                steps,
                "crop_to_nonzero",
                "mask = any channel differs from 0, then holes are filled: background that does not reach the array's border through "
                        + "faces joins the mask (in an array with z = 1 all background reaches it); keep the mask's tight box, or "
                        + "everything where the mask is empty; remember shape and box");
        ArrayNode channels = JsonNodeFactory.instance.arrayNode();
        for (JsonNode channel : spelled.get("normalization")) {
            channels.add(((ObjectNode) channel)
                    .put("rule", NORMALIZATIONS.get(channel.get("scheme").asText())));
        }
        step(steps, "normalize", "each channel by its own rule, before resampling")
                .set("channels", channels);
        ObjectNode resample = step(steps, "resample", resampling(spec));
        resample.set("spacing", spelled.get("spacing"));
        resample.setAll((ObjectNode) spelled.get("resampling_data"));
        member.previousStage().ifPresent(previous -> {
            ObjectNode step = step(
                    steps,
                    "previous_stage",
                    "the label map that this configuration predicted for the same image, after its own last step, transposed, cropped "
                            + "with the image's box and resampled to the image's new shape: each label's indicator linearly, the "
                            + "largest wins (order 1; separate axis as for the image); then one channel a label, 1 where the label "
                            + "is, appended after the image's channels");
            step.put("configuration", previous);
            step.setAll((ObjectNode) spelled.get("resampling_seg"));
            model.labels().foregroundLabels().forEach(step.putArray("labels")::add);
        });
    }

    private static String resampling(PreprocessingSpec spec) {
        String slices = spec.dimensions() == 2 ? "the first axis keeps its spacing; " : "";
        return slices
                + "new shape = rint(spacing of the file / spacing * shape), halves to even, nothing to do where it stays; else per "
                + "channel x_in = (x_out + 0.5) * in / out - 0.5 with repeated edges, interpolating spline of this order (3: cubic "
                + "B-spline with prefilter; 1: linear), clipped to the input's minimum and maximum. If force_separate_z is null, one "
                + "axis is separate when the file's largest spacing is more than 3 times its smallest, else when the new one's is: "
                + "the axis with that largest spacing, none if axes tie. Then each slice across it is resampled (and clipped) with "
                + "order, and the axis itself with order_z (0: the slice floor(x_in + 0.5), kept inside)";
    }

    private void prediction(ArrayNode steps) {
        Recipe recipe = member.recipe();
        boolean flat = recipe.network().dimensions() == 2;
        step(
                        steps,
                        "pad",
                        "zeros to at least the patch, the image in the middle, the odd voxel at the end"
                                + (flat ? "; the first axis stays" : ""))
                .set("patch_size", numbers(recipe.patchSize()));
        step(
                        steps,
                        "tile",
                        "along each axis n = ceil((size - patch) / (patch * step_size)) + 1 tiles, tile k from rint(k * (size - patch) / (n - 1)), "
                                + "halves to even" + (flat ? "; every slice of the first axis is a 2D sample" : ""))
                .put("step_size", 0.5)
                .set("patch_size", numbers(recipe.patchSize()));
        step(
                        steps,
                        "run",
                        "each tile through every network file: for each subset of axes (the empty one included) flip the patch along them, "
                                + "run, flip the logits back; mean over the subsets, then over the files")
                .set("mirroring_axes", numbers(recipe.mirroringAxes()));
        step(
                        steps,
                        "add_tiles",
                        "logits = sum of w * tile / sum of w, w = peak * exp(-sum over axes of (i - floor(p / 2))^2 / (2 (p * sigma)^2)), rounded to "
                                + "float16; weights that become 0 take the smallest above 0")
                .put("peak", 10)
                .put("sigma", 0.125);
        step(steps, "remove_padding", "cut the image out of the padded array");
    }

    private void restoration(ArrayNode steps) {
        PreprocessingSpec spec = member.recipe().preprocessing();
        step(
                        steps,
                        "resample_logits",
                        "each head back to the shape after cropping, by the rule of resample with the spacings exchanged")
                .setAll(PreprocessingSpecJson.write(spec.probabilities()));
        decode(steps);
        step(steps, "uncrop", "into zeros of the shape before cropping, at the box");
        ArrayNode back = JsonNodeFactory.instance.arrayNode();
        List<Integer> forward = spec.transposeForward();
        for (int axis = 0; axis < forward.size(); axis++) {
            back.add(forward.indexOf(axis));
        }
        step(steps, "transpose_back", "axis a of the file's array is axis axes[a] of this one")
                .set("axes", back);
        model.postprocessing().ifPresent(learned -> postprocess(steps, learned));
        step(steps, "write", "the label map on the grid of the first channel's file, uint8 where labels allow it");
    }

    private void decode(ArrayNode steps) {
        LabelScheme labels = model.labels();
        ObjectNode step;
        if (labels.hasRegions()) {
            step = step(
                    steps, "decode", "start from 0; for each head in order write its label where its logit is above 0");
            step.put("kind", "regions");
        } else {
            step = step(steps, "decode", "the label of the head with the largest logit, the first wins a tie");
            step.put("kind", "argmax");
        }
        ArrayNode heads = step.putArray("heads");
        List<String> names = labels.names().stream()
                .filter(name -> !name.equals("ignore"))
                .filter(name ->
                        !labels.hasRegions() || labels.values(name).stream().anyMatch(v -> v != 0))
                .toList();
        for (int head = 0; head < labels.segmentationHeads(); head++) {
            if (labels.hasRegions()) {
                String name = names.get(head);
                ObjectNode node = heads.addObject().put("name", name);
                node.set("region", numbers(labels.values(name)));
                node.put("label", labels.regionsClassOrder().get(head));
            } else {
                int label = labels.allLabels().get(head);
                String name = names.stream()
                        .filter(n -> labels.values(n).equals(List.of(label)))
                        .findFirst()
                        .orElse("");
                heads.addObject().put("name", name).put("label", label);
            }
        }
    }

    private static void postprocess(ArrayNode steps, Postprocessing postprocessing) {
        ObjectNode step = step(
                steps,
                "postprocess",
                "for each entry: its labels together are one mask; of the mask's components (26-connected; in a slice 8-connected) the largest "
                        + "stays, all of them where several are as large, the other voxels become 0");
        ArrayNode kept = step.putArray("keep_largest");
        postprocessing.steps().forEach(one -> kept.add(numbers(one.labels())));
    }

    private static ObjectNode step(ArrayNode steps, String name, String rule) {
        return steps.addObject().put("step", name).put("rule", rule);
    }

    private static ArrayNode numbers(List<Integer> values) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        values.forEach(node::add);
        return node;
    }
}
