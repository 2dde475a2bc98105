package org.sagittal.models.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Writes a script module and its weights as a TorchScript archive, which libtorch, DJL and Python's {@code torch.jit.load} read.
 *
 * <p>Layout: a zip of stored entries below one folder: {@code data.pkl} (the object tree), {@code data/N} (little-endian float32),
 * {@code code/__torch__.py} (one class a module, the root with all methods), {@code constants.pkl} (empty), {@code version}.
 *
 * <p>Reference: PyTorch, torch/csrc/jit/docs/serialization.md.
 */
public final class TorchScriptArchive {
    private static final String FOLDER = "network/";
    private static final String ROOT = "Network";
    /** File format of PyTorch 1.10 and newer; older numbers make libtorch rewrite operators whose meaning changed. */
    private static final String VERSION = "10\n";

    private final ScriptModule module;
    private final List<WeightTensor> tensors = new ArrayList<>();

    private TorchScriptArchive(ScriptModule module) {
        this.module = module;
    }

    /**
     * Writes an archive: to a temporary neighbour first, then moved into place.
     *
     * @param module the program
     * @param weights a tensor for each parameter and each buffer
     * @param file the archive to make or replace
     * @throws IllegalArgumentException if a tensor is missing or has another shape
     * @throws org.sagittal.geometry.io.file.FormatException if the file cannot be written
     */
    public static void write(ScriptModule module, NamedTensors weights, Path file) {
        TorchScriptArchive archive = new TorchScriptArchive(module);
        archive.tensors.addAll(
                Parameter.select(module.parameters(), weights).asMap().values());
        archive.tensors.addAll(
                Parameter.select(module.buffers(), weights).asMap().values());
        WholeFile.write(file, archive::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        Node root = tree();
        try (StoredZip zip = new StoredZip(out, FOLDER)) {
            zip.add("data.pkl", pickle(root));
            zip.add("code/__torch__.py", source(root).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < tensors.size(); i++) {
                zip.add("data/" + i, tensors.get(i).values());
            }
            zip.add("constants.pkl", new PickleWriter().emptyTuple().finish());
            zip.add("version", VERSION.getBytes(StandardCharsets.US_ASCII));
            zip.add("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Node tree() {
        Node root = new Node(ROOT);
        int key = 0;
        for (Parameter parameter : module.parameters()) {
            root.insert(parameter, key++, true);
        }
        for (Parameter buffer : module.buffers()) {
            root.insert(buffer, key++, false);
        }
        return root;
    }

    private byte[] pickle(Node root) {
        PickleWriter out = new PickleWriter();
        root.pickle(out);
        return out.finish();
    }

    private String source(Node root) {
        StringBuilder out = new StringBuilder();
        root.declare(out);
        for (ScriptMethod method : module.methods()) {
            out.append("  def ")
                    .append(method.name())
                    .append("(self: __torch__.")
                    .append(ROOT);
            method.arguments().forEach(argument -> out.append(",\n    ").append(argument));
            out.append(") -> ").append(method.returnType()).append(":\n");
            method.lines().forEach(line -> out.append("    ").append(line).append('\n'));
        }
        root.children().forEach(child -> child.declareAll(out));
        return out.toString();
    }

    /** A module of the tree: its class in the source and its object in the pickle. */
    private static final class Node {
        private final String className;
        private final Map<String, Object> attributes = new LinkedHashMap<>();

        Node(String className) {
            this.className = className;
        }

        void insert(Parameter parameter, int key, boolean trainable) {
            Node node = this;
            String[] parts = parameter.name().split("\\.");
            for (int i = 0; i < parts.length - 1; i++) {
                String child = node.className + "_" + parts[i];
                node = (Node) node.attributes.computeIfAbsent(parts[i], part -> new Node(child));
            }
            node.attributes.put(parts[parts.length - 1], new Leaf(Integer.toString(key), parameter.shape(), trainable));
        }

        List<Node> children() {
            return attributes.values().stream()
                    .filter(Node.class::isInstance)
                    .map(Node.class::cast)
                    .toList();
        }

        void pickle(PickleWriter out) {
            out.beginObject("__torch__", className);
            out.string("training").bool(true).string("_is_full_backward_hook").none();
            attributes.forEach((name, attribute) -> {
                out.string(name);
                if (attribute instanceof Node child) {
                    child.pickle(out);
                } else {
                    Leaf leaf = (Leaf) attribute;
                    out.tensor(leaf.key, leaf.shape, leaf.trainable);
                }
            });
            out.endObject();
        }

        void declare(StringBuilder out) {
            out.append("class ").append(className).append("(Module):\n");
            out.append("  __parameters__ = [").append(names(true)).append("]\n");
            out.append("  __buffers__ = [").append(names(false)).append("]\n");
            attributes.forEach((name, attribute) -> {
                if (attribute instanceof Leaf) {
                    declare(out, name, "Tensor");
                }
            });
            out.append("  training : bool\n  _is_full_backward_hook : Optional[bool]\n");
            attributes.forEach((name, attribute) -> {
                if (attribute instanceof Node child) {
                    declare(out, name, "__torch__." + child.className);
                }
            });
        }

        void declareAll(StringBuilder out) {
            declare(out);
            children().forEach(child -> child.declareAll(out));
        }

        private static void declare(StringBuilder out, String name, String type) {
            if (Character.isDigit(name.charAt(0))) {
                out.append("  __annotations__[\"")
                        .append(name)
                        .append("\"] = ")
                        .append(type)
                        .append('\n');
            } else {
                out.append("  ").append(name).append(" : ").append(type).append('\n');
            }
        }

        private String names(boolean trainable) {
            StringBuilder names = new StringBuilder();
            attributes.forEach((name, attribute) -> {
                if (attribute instanceof Leaf leaf && leaf.trainable == trainable) {
                    names.append('"').append(name).append("\", ");
                }
            });
            return names.toString();
        }
    }

    private record Leaf(String key, TensorShape shape, boolean trainable) {}
}
