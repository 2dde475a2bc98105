package org.sagittal.planner.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * What nnU-Net's trainer saved: the network's weights and the words around them. Optimiser state and logs are checked with the rest of the
 * file but not unpacked.
 *
 * <p>Source: {@code nnUNetTrainer.save_checkpoint} of nnU-Net 2.8.1.
 */
public final class TorchCheckpoint {
    private final Path file;
    private final Map<?, ?> root;
    private final NamedTensors weights;

    private TorchCheckpoint(Path file, Map<?, ?> root, NamedTensors weights) {
        this.file = file;
        this.root = root;
        this.weights = weights;
    }

    /**
     * Reads a checkpoint; nothing in it is run.
     *
     * @param file {@code checkpoint_final.pth} or another file nnU-Net's trainer saved
     * @return its contents
     * @throws FormatException if the file is broken, asks for more than data, or is no nnU-Net checkpoint
     */
    public static TorchCheckpoint read(Path file) {
        try (TorchArchive archive = TorchArchive.open(file)) {
            if (!(archive.root() instanceof Map<?, ?> root)
                    || !(root.get("network_weights") instanceof Map<?, ?> stored)) {
                throw new FormatException(
                        file, "holds no 'network_weights'; only checkpoints of nnU-Net v2's trainer are read");
            }
            return new TorchCheckpoint(file, root, weights(file, archive, stored));
        }
    }

    private static NamedTensors weights(Path file, TorchArchive archive, Map<?, ?> stored) {
        Map<String, WeightTensor> weights = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : stored.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof TorchTensor tensor)) {
                throw new FormatException(file, "has something else than named tensors among its weights; refused");
            }
            Optional<String> canonical = CanonicalNames.of(name);
            if (canonical.isPresent() && weights.put(canonical.get(), archive.read(tensor)) != null) {
                throw new FormatException(
                        file, "has the weight '" + PickleGlobal.printable(canonical.get()) + "' twice; refused");
            }
        }
        return NamedTensors.of(weights);
    }

    /**
     * The network's weights, each once, under canonical names.
     *
     * @return weights in the order of the file
     */
    public NamedTensors weights() {
        return weights;
    }

    /**
     * The trainer's class name, e.g. {@code nnUNetTrainer_5epochs}.
     *
     * @return the name, if the file has one
     */
    public Optional<String> trainerName() {
        return Optional.ofNullable(root.get("trainer_name"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /**
     * The configuration this network was trained for, e.g. {@code 3d_fullres}.
     *
     * @return the name, if the file has one
     */
    public Optional<String> configuration() {
        return initArgument("configuration").filter(String.class::isInstance).map(String.class::cast);
    }

    /**
     * The fold this network was trained on.
     *
     * @return {@code 0} to {@code 4} or {@code all}, if the file has it
     */
    public Optional<String> fold() {
        return initArgument("fold").filter(TorchCheckpoint::isWord).map(Object::toString);
    }

    /**
     * How many epochs were finished.
     *
     * @return the number, if the file has it
     */
    public OptionalInt epochs() {
        return root.get("current_epoch") instanceof Long epochs
                ? OptionalInt.of(Math.toIntExact(epochs))
                : OptionalInt.empty();
    }

    /**
     * The spatial axes of a patch that may be mirrored when predicting.
     *
     * @return axes from 0; empty where the trainer forbade mirroring
     */
    public List<Integer> mirroringAxes() {
        List<Integer> axes = new ArrayList<>();
        if (root.get("inference_allowed_mirroring_axes") instanceof List<?> stored) {
            for (Object axis : stored) {
                if (!(axis instanceof Long number) || number < 0 || number > 2 || axes.contains(number.intValue())) {
                    throw new FormatException(file, "allows mirroring of other axes than 0, 1 and 2, each once");
                }
                axes.add(number.intValue());
            }
        }
        return List.copyOf(axes);
    }

    /**
     * The plans the trainer was made with, in the words of its time.
     *
     * @return plans.json as stored in the checkpoint, if it is there
     */
    public Optional<ObjectNode> plans() {
        return initArgument("plans").map(value -> PickleJson.object(file, value));
    }

    /**
     * The dataset.json the trainer was made with; the order of its labels is kept.
     *
     * @return dataset.json as stored in the checkpoint, if it is there
     */
    public Optional<ObjectNode> dataset() {
        return initArgument("dataset_json").map(value -> PickleJson.object(file, value));
    }

    private static boolean isWord(Object value) {
        return value instanceof String || value instanceof Long;
    }

    private Optional<Object> initArgument(String key) {
        return root.get("init_args") instanceof Map<?, ?> arguments
                ? Optional.ofNullable(arguments.get(key))
                : Optional.empty();
    }
}
