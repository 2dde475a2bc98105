package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.PreprocessingSpecJson;
import org.sagittal.preprocessing.Restoration;

/**
 * What a case file says about itself, spelled as JSON at its end.
 *
 * @param id case id
 * @param recipe SHA-256 of the recipe it was made with
 * @param inputs SHA-256 of what it was made from
 * @param grid extents and chunks of every voxel section
 * @param sections where the arrays lie
 * @param classes labels of each class with locations
 * @param counts number of locations of each class
 * @param restoration the way back
 */
record CaseFooter(
        String id,
        String recipe,
        String inputs,
        ChunkGrid grid,
        List<Section> sections,
        List<List<Integer>> classes,
        List<Integer> counts,
        Restoration restoration) {

    static final String DATA = "data";
    static final String SEG = "seg";
    static final String PREVIOUS = "previous_stage";
    static final String LOCATIONS = "class_locations";

    /**
     * One array of the file.
     *
     * @param name what it is
     * @param type NumPy's spelling of the element type
     * @param offset first byte
     * @param bytes length
     * @param crc32c checksum of the bytes
     */
    record Section(String name, String type, long offset, long bytes, long crc32c) {}

    ObjectNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("id", id).put("recipe_sha256", recipe).put("inputs_sha256", inputs);
        root.set("shape", numbers(grid.shape()));
        root.set("chunk", numbers(grid.chunk()));
        ArrayNode list = root.putArray("sections");
        for (Section s : sections) {
            list.addObject()
                    .put("name", s.name)
                    .put("type", s.type)
                    .put("offset", s.offset)
                    .put("bytes", s.bytes)
                    .put("crc32c", s.crc32c);
        }
        ArrayNode names = root.putArray("classes");
        for (int i = 0; i < classes.size(); i++) {
            ObjectNode entry = names.addObject();
            ArrayNode labels = entry.putArray("labels");
            classes.get(i).forEach(labels::add);
            entry.put("count", counts.get(i));
        }
        root.set("restoration", restorationJson());
        return root;
    }

    private ObjectNode restorationJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode axes = node.putArray("transpose_forward");
        restoration.transposeForward().forEach(axes::add);
        node.set("shape_before_cropping", numbers(restoration.shapeBeforeCropping()));
        ArrayNode box = node.putArray("bbox_used_for_cropping");
        for (int axis = 0; axis < 3; axis++) {
            box.addArray()
                    .add(restoration.box().start(axis))
                    .add(restoration.box().end(axis));
        }
        node.set("network_shape", numbers(restoration.networkShape()));
        node.set("file_spacing", numbers(restoration.fileSpacing()));
        node.set("network_spacing", numbers(restoration.networkSpacing()));
        node.set("resampling_probabilities", PreprocessingSpecJson.write(restoration.probabilities()));
        return node;
    }

    static CaseFooter parse(JsonNode root) {
        List<Section> sections = new ArrayList<>();
        for (JsonNode s : root.path("sections")) {
            sections.add(new Section(
                    s.path("name").asText(),
                    s.path("type").asText(),
                    s.path("offset").asLong(-1),
                    s.path("bytes").asLong(-1),
                    s.path("crc32c").asLong(-1)));
        }
        List<List<Integer>> classes = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        for (JsonNode entry : root.path("classes")) {
            classes.add(IntStream.of(integers(entry.path("labels"))).boxed().toList());
            counts.add(entry.path("count").asInt());
        }
        return new CaseFooter(
                root.path("id").asText(),
                root.path("recipe_sha256").asText(),
                root.path("inputs_sha256").asText(),
                new ChunkGrid(shape(root.path("shape")), shape(root.path("chunk"))),
                sections,
                classes,
                counts,
                restoration(root.path("restoration")));
    }

    private static Restoration restoration(JsonNode node) {
        JsonNode b = node.path("bbox_used_for_cropping");
        int[] start = new int[3];
        int[] end = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = b.path(axis).path(0).asInt(-1);
            end[axis] = b.path(axis).path(1).asInt(-1);
        }
        return new Restoration(
                IntStream.of(integers(node.path("transpose_forward"))).boxed().toList(),
                shape(node.path("shape_before_cropping")),
                new Box(start[0], start[1], start[2], end[0], end[1], end[2]),
                shape(node.path("network_shape")),
                spacing(node.path("file_spacing")),
                spacing(node.path("network_spacing")),
                PreprocessingSpecJson.readResampling(node.path("resampling_probabilities")));
    }

    private static ArrayNode numbers(Shape shape) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(shape.z())
                .add(shape.y())
                .add(shape.x());
    }

    private static ArrayNode numbers(Spacing spacing) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(spacing.zMm())
                .add(spacing.yMm())
                .add(spacing.xMm());
    }

    private static int[] integers(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt(Integer.MIN_VALUE);
        }
        return values;
    }

    private static Shape shape(JsonNode list) {
        return Shape.of(integers(list));
    }

    private static Spacing spacing(JsonNode list) {
        return new Spacing(
                list.path(0).asDouble(), list.path(1).asDouble(), list.path(2).asDouble());
    }
}
