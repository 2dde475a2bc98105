package org.sagittal.models.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.onnx.OnnxFile;
import org.sagittal.models.unet.NetworkSpec;

/**
 * {@code pipeline.json}: what an engineer needs to run an exported network elsewhere and get our labels, in the order in which it is done.
 * Each step has its numbers under keys of their own and its rule as a sentence. The format is described in docs/files.md.
 *
 * @param model what the member belongs to
 * @param member the configuration
 * @param folds the folds that were written
 * @param export how they were written
 */
record PipelineDescription(
        BundleDescription model, MemberDescription member, List<String> folds, ProgramExport export) {
    private static final String FORMAT = "sagittal-pipeline 1";

    /** The document; equal models give equal documents. */
    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        root.set("model", origin());
        root.put("arrays", "(z, y, x), x fastest; spacings in mm in the same order; float32");
        root.set("network", network());
        root.set("channels", channels());
        root.set("steps", new PipelineSteps(model, member).json());
        root.set("labels", model.dataset().json().get("labels").deepCopy());
        if (model.labels().hasRegions()) {
            model.labels().regionsClassOrder().forEach(root.putArray("regions_class_order")::add);
        }
        return root;
    }

    private ObjectNode origin() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", model.name());
        node.put("dataset", model.provenance().dataset());
        node.put("configuration", member.configuration());
        node.put("trainer", member.trainer());
        node.put("plans", member.plans());
        node.put("checkpoint", member.checkpoint());
        node.put("licence", model.licence());
        node.put("source", model.provenance().source());
        return node.put("exported_by", export.program());
    }

    private ObjectNode network() {
        NetworkSpec spec = member.recipe().network();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        export.format().describe(node);
        ArrayNode files = node.putArray("files");
        folds.forEach(fold ->
                files.addObject().put("fold", fold).put("file", export.format().fileName(fold)));
        node.set("input", tensor(OnnxFile.INPUT, spec.inputChannels(), spec.dimensions()));
        node.set("output", tensor(OnnxFile.OUTPUT, spec.heads(), spec.dimensions()));
        ArrayNode multiples = node.putArray("extents_multiple_of");
        for (int axis = 0; axis < spec.dimensions(); axis++) {
            int a = axis;
            multiples.add(spec.strides().stream().mapToInt(s -> s.get(a)).reduce(1, Math::multiplyExact));
        }
        return node;
    }

    private static ObjectNode tensor(String name, int channels, int dimensions) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name).put("type", "float32");
        ArrayNode shape = node.putArray("shape").add("batch").add(channels);
        List.of("depth", "height", "width").subList(3 - dimensions, 3).forEach(shape::add);
        return node;
    }

    private ArrayNode channels() {
        ArrayNode channels = JsonNodeFactory.instance.arrayNode();
        List<String> names = model.dataset().channelNames();
        for (int c = 0; c < names.size(); c++) {
            channels.addObject()
                    .put("name", names.get(c))
                    .put("from", "image")
                    .put("file", "<case>_%04d".formatted(c) + model.dataset().fileEnding());
        }
        if (member.previousStage().isPresent()) {
            for (int label : model.labels().foregroundLabels()) {
                channels.addObject()
                        .put("name", "label " + label)
                        .put("from", "previous_stage")
                        .put("label", label);
            }
        }
        return channels;
    }
}
