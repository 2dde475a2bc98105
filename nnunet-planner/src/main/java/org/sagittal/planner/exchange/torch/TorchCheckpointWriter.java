package org.sagittal.planner.exchange.torch;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.script.PickleWriter;
import org.sagittal.models.script.StoredZip;
import org.sagittal.models.script.TensorShape;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Writes a checkpoint that nnU-Net's predictor loads: the weights under all of the state dict's names, each stored once, and the words the
 * predictor asks for. There is no optimiser state, so nnU-Net cannot go on training from it, but takes it as pretrained weights.
 *
 * <p>Source: {@code torch.save} (a zip of stored entries) and {@code nnUNetTrainer.save_checkpoint} of nnU-Net 2.8.1.
 */
public final class TorchCheckpointWriter {
    private static final String FOLDER = "checkpoint/";

    private TorchCheckpointWriter() {}

    /**
     * The words around the weights.
     *
     * @param trainer class name of nnU-Net's trainer
     * @param configuration e.g. {@code 3d_fullres}
     * @param fold 0 to 4 or all
     * @param mirroringAxes axes that may be mirrored; none forbids mirroring
     * @param plans plans.json
     * @param dataset dataset.json
     */
    public record Words(
            String trainer,
            String configuration,
            String fold,
            List<Integer> mirroringAxes,
            JsonNode plans,
            JsonNode dataset) {}

    /**
     * Writes a checkpoint.
     *
     * @param file where to; wholly there or not at all
     * @param weights canonical names, in the network's order
     * @param words what else the predictor reads
     */
    public static void write(Path file, NamedTensors weights, Words words) {
        List<String> keys = new ArrayList<>(weights.names());
        byte[] pickle = pickle(weights, keys, words);
        WholeFile.write(file, out -> {
            try (StoredZip zip = new StoredZip(out, FOLDER)) {
                zip.add("data.pkl", pickle);
                zip.add("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < keys.size(); i++) {
                    zip.add("data/" + i, weights.get(keys.get(i)).values());
                }
                zip.add("version", "3\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    private static byte[] pickle(NamedTensors weights, List<String> keys, Words words) {
        PickleWriter pickle = new PickleWriter().emptyDict().mark().string("network_weights");
        pickle.global("collections", "OrderedDict").emptyTuple().reduce().mark();
        for (Map.Entry<String, String> entry :
                StateDictNames.of(weights.names()).entrySet()) {
            WeightTensor tensor = weights.get(entry.getValue());
            long[] extents =
                    tensor.shape().stream().mapToLong(Integer::longValue).toArray();
            String key = Integer.toString(keys.indexOf(entry.getValue()));
            pickle.string(entry.getKey()).tensor(key, TensorShape.of(extents), false);
        }
        pickle.setItems();
        pickle.string("optimizer_state").none();
        pickle.string("grad_scaler_state").none();
        pickle.string("logging").emptyDict();
        pickle.string("_best_ema").none();
        pickle.string("current_epoch").integer(0);
        pickle.string("init_args").emptyDict().mark();
        pickle.string("plans");
        write(pickle, words.plans);
        pickle.string("configuration").string(words.configuration);
        pickle.string("fold");
        if (words.fold.matches("\\d+")) {
            pickle.integer(Long.parseLong(words.fold));
        } else {
            pickle.string(words.fold);
        }
        pickle.string("dataset_json");
        write(pickle, words.dataset);
        pickle.setItems();
        pickle.string("trainer_name").string(words.trainer);
        pickle.string("inference_allowed_mirroring_axes");
        if (words.mirroringAxes.isEmpty()) {
            pickle.none();
        } else {
            pickle.mark();
            words.mirroringAxes.forEach(pickle::integer);
            pickle.tuple();
        }
        return pickle.setItems().finish();
    }

    private static void write(PickleWriter pickle, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                pickle.emptyDict().mark();
                node.properties().forEach(field -> {
                    pickle.string(field.getKey());
                    write(pickle, field.getValue());
                });
                pickle.setItems();
            }
            case ARRAY -> {
                pickle.emptyList().mark();
                node.forEach(item -> write(pickle, item));
                pickle.appends();
            }
            case STRING -> pickle.string(node.textValue());
            case BOOLEAN -> pickle.bool(node.booleanValue());
            case NUMBER -> {
                if (node.isIntegralNumber()) {
                    pickle.integer(node.longValue());
                } else {
                    pickle.number(node.doubleValue());
                }
            }
            default -> pickle.none();
        }
    }
}
