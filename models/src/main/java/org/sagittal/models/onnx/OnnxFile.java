package org.sagittal.models.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.script.OnnxNode;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.Pass;
import org.sagittal.models.script.Step;
import org.sagittal.models.script.Value;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Writes a network as an ONNX model: input {@code image} (N, C, [D,] H, W) float32, output {@code logits} (N, heads, [D,] H, W) of the
 * same extents, before softmax or sigmoid. Batch and spatial extents are free; each spatial extent must be a multiple of the product of
 * the strides along its axis. The weights that the finest logits depend on are initializers under nnU-Net's state-dict names.
 *
 * <p>Reference: onnx.proto, IR version 8, operator set 17.
 */
public final class OnnxFile {
    /** Name of the input. */
    public static final String INPUT = "image";
    /** Name of the output. */
    public static final String OUTPUT = "logits";
    /** The operator set the file asks for. */
    public static final int OPERATOR_SET = 17;

    private static final int IR_VERSION = 8;
    private static final int FLOAT32 = 1;
    /** A protobuf message must be shorter than this; larger networks would need their weights in a second file. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private static final List<String> SPATIAL_3D = List.of("depth", "height", "width");

    private OnnxFile() {}

    /**
     * Writes a model: to a temporary neighbour first, then moved into place.
     *
     * @param network the network
     * @param weights a tensor for each parameter, canonical names; others are ignored
     * @param metadata free words, written as metadata_props
     * @param file the file to make or replace
     * @throws IllegalArgumentException if a tensor is missing or has another shape, or all together pass 2 GiB
     * @throws org.sagittal.geometry.io.file.FormatException if the file cannot be written
     */
    public static void write(UNet network, NamedTensors weights, Map<String, String> metadata, Path file) {
        ProtobufMessage model = new ProtobufMessage()
                .number(1, IR_VERSION)
                .text(2, "Sagittal")
                .message(7, graph(network, Parameter.select(network.parameters(), weights)))
                .message(8, new ProtobufMessage().text(1, "").number(2, OPERATOR_SET));
        metadata.forEach((key, value) ->
                model.message(14, new ProtobufMessage().text(1, key).text(2, value)));
        refuseTooLong(model.length());
        WholeFile.write(file, model::writeTo);
    }

    /** Refuses what readers of protobuf cannot take in one piece. */
    static void refuseTooLong(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("an ONNX file must be shorter than 2 GiB, this network's would have "
                    + bytes + " bytes; export it to torchscript or nnunet instead");
        }
    }

    private static ProtobufMessage graph(UNet network, NamedTensors weights) {
        Pass pass = new Pass();
        Value image = pass.input(INPUT, network.exampleShape());
        Value logits = network.forward(pass, image, false).get(0);
        Map<String, String> names =
                network.parameters().stream().collect(Collectors.toMap(Parameter::expression, Parameter::name));
        names.put(logits.name(), OUTPUT);
        ProtobufMessage graph = new ProtobufMessage();
        pass.steps().forEach(step -> graph.message(1, node(step, names)));
        graph.text(2, "network");
        // The coarser levels' segmentation layers are there for training only; the finest logits do not ask for them.
        Set<String> read = pass.steps().stream()
                .flatMap(step -> step.inputs().stream())
                .map(input -> named(input, names))
                .collect(Collectors.toSet());
        weights.asMap().forEach((name, tensor) -> {
            if (read.contains(name)) {
                graph.message(5, initializer(name, tensor));
            }
        });
        graph.message(11, described(INPUT, image));
        graph.message(12, described(OUTPUT, logits));
        return graph;
    }

    private static ProtobufMessage node(Step step, Map<String, String> names) {
        OnnxNode node = step.operator().onnx();
        ProtobufMessage message = new ProtobufMessage();
        for (Value input : step.inputs()) {
            message.text(1, named(input, names));
        }
        String output = named(step.output(), names);
        message.text(2, output).text(3, nodeName(step, names, output)).text(4, node.operator());
        node.numbers()
                .forEach((name, value) -> message.message(
                        5, new ProtobufMessage().text(1, name).number(3, value).number(20, 2)));
        node.lists().forEach((name, values) -> {
            ProtobufMessage attribute = new ProtobufMessage().text(1, name);
            values.forEach(value -> attribute.number(8, value));
            message.message(5, attribute.number(20, 7));
        });
        node.reals()
                .forEach((name, value) -> message.message(
                        5, new ProtobufMessage().text(1, name).real(2, value).number(20, 1)));
        return message;
    }

    /** A step with weights is called after them, e.g. {@code encoder.stages.0.0.convs.0.conv}; others after their output. */
    private static String nodeName(Step step, Map<String, String> names, String output) {
        return step.inputs().stream()
                .map(input -> named(input, names))
                .filter(name -> name.endsWith(".weight"))
                .map(name -> name.substring(0, name.length() - ".weight".length()))
                .findFirst()
                .orElse("step_" + output);
    }

    private static String named(Value value, Map<String, String> names) {
        return names.getOrDefault(value.name(), value.name());
    }

    private static ProtobufMessage initializer(String name, WeightTensor tensor) {
        ProtobufMessage message = new ProtobufMessage();
        tensor.shape().forEach(extent -> message.number(1, extent));
        return message.number(2, FLOAT32).text(8, name).floats(9, tensor.values());
    }

    private static ProtobufMessage described(String name, Value value) {
        ProtobufMessage shape = new ProtobufMessage();
        shape.message(1, new ProtobufMessage().text(2, "batch"));
        shape.message(1, new ProtobufMessage().number(1, value.shape().axis(1)));
        int spatial = value.shape().axes() - 2;
        for (String axis : SPATIAL_3D.subList(SPATIAL_3D.size() - spatial, SPATIAL_3D.size())) {
            shape.message(1, new ProtobufMessage().text(2, axis));
        }
        ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT32).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }
}
