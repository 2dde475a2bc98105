package org.sagittal.models.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sagittal.models.onnx.OnnxFile;
import org.sagittal.models.script.ScriptModule;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;

/** Files that hold a network with its weights and that another engine runs: image (N, C, [D,] H, W) -> logits (N, heads, [D,] H, W). */
public enum ProgramFormat {
    /** libtorch's archive, for {@code torch.jit.load}. */
    TORCHSCRIPT(".pt") {
        @Override
        void write(UNet network, NamedTensors weights, Map<String, String> words, Path file) {
            ScriptModule module = new ScriptModule(network.parameters(), List.of(), List.of(network.forwardMethod()));
            TorchScriptArchive.write(module, weights, file);
        }

        @Override
        void describe(ObjectNode network) {
            network.put("format", "torchscript").put("method", "forward");
        }
    },

    /** The Open Neural Network Exchange format, for onnxruntime and others. */
    ONNX(".onnx") {
        @Override
        void write(UNet network, NamedTensors weights, Map<String, String> words, Path file) {
            OnnxFile.write(network, weights, words, file);
        }

        @Override
        void describe(ObjectNode network) {
            network.put("format", "onnx").put("operator_set", OnnxFile.OPERATOR_SET);
        }
    };

    private final String ending;

    ProgramFormat(String ending) {
        this.ending = ending;
    }

    /**
     * The file of one fold.
     *
     * @param fold "0", "1", ... or "all"
     * @return e.g. {@code fold_0.onnx}
     */
    public String fileName(String fold) {
        return "fold_" + fold + ending;
    }

    /** Writes one fold's network; {@code words} go into the file where the format has a place for them. */
    abstract void write(UNet network, NamedTensors weights, Map<String, String> words, Path file);

    /** Says what one must know to load the files. */
    abstract void describe(ObjectNode network);
}
