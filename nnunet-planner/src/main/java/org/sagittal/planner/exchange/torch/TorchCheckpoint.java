package org.sagittal.planner.exchange.torch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.weights.NamedTensors;

/**
 * What nnU-Net's trainer saved: the network's weights and the words around them. Optimiser state and logs are checked with the rest of the
 * pickle but not unpacked.
 *
 * <p>Source: {@code nnUNetTrainer.save_checkpoint} of nnU-Net 2.8.1.
 */
public final class TorchCheckpoint {
    /** What is kept beside the weights; optimiser state and logs are let go. */
    private static final List<String> WORDS =
            List.of("trainer_name", "init_args", "current_epoch", "inference_allowed_mirroring_axes");

    private static final Pattern WEIGHT_NAME = Pattern.compile("[\\w.-]{1,300}");

    /** Class names and configurations: they become names of files and folders. */
    private static final Pattern NAME = Pattern.compile("[^./\\\\:\\p{Cntrl}][^/\\\\:\\p{Cntrl}]{0,199}");

    private static final Pattern FOLD = Pattern.compile("\\d{1,4}|all");

    private final Path file;
    private final Map<String, Object> root;
    private final NamedTensors weights;

    private TorchCheckpoint(Path file, Map<String, Object> root, NamedTensors weights) {
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
        return read(file, true);
    }

    /**
     * Reads everything of a checkpoint but its numbers; {@link #weights()} then holds none.
     *
     * @param file {@code checkpoint_final.pth} or another file nnU-Net's trainer saved
     * @return its words
     * @throws FormatException if the file is broken, asks for more than data, or is no nnU-Net checkpoint
     */
    public static TorchCheckpoint readWords(Path file) {
        return read(file, false);
    }

    private static TorchCheckpoint read(Path file, boolean numbers) {
        try (TorchArchive archive = TorchArchive.open(file)) {
            if (!(archive.root() instanceof Map<?, ?> root)
                    || !(root.get("network_weights") instanceof Map<?, ?> stored)) {
                throw new FormatException(
                        file, "holds no 'network_weights'; only checkpoints of nnU-Net v2's trainer are read");
            }
            NamedTensors weights = NamedTensors.of(numbers ? archive.read(views(file, stored)) : Map.of());
            Map<String, Object> words = new HashMap<>();
            WORDS.forEach(key -> words.put(key, root.get(key)));
            TorchCheckpoint checkpoint = new TorchCheckpoint(file, words, weights);
            checkpoint.requireWords();
            return checkpoint;
        }
    }

    /** Asked when the file is read, so that who reads it can say which file of a model it is. */
    private void requireWords() {
        mirroringAxes();
        trainerName();
        configuration();
    }

    private static Map<String, TorchTensor> views(Path file, Map<?, ?> stored) {
        Map<String, TorchTensor> views = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : stored.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof TorchTensor tensor)) {
                throw new FormatException(file, "has something else than named tensors among its weights; refused");
            }
            if (!WEIGHT_NAME.matcher(name).matches()) {
                throw new FormatException(
                        file,
                        "has a weight with the name '" + Printable.of(name)
                                + "'; letters, digits, '_', '-' and '.' are expected, at most 300");
            }
            Optional<String> canonical = CanonicalNames.of(name);
            if (canonical.isPresent() && views.put(canonical.get(), tensor) != null) {
                throw new FormatException(file, "has the weight '" + canonical.get() + "' twice; refused");
            }
        }
        return views;
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
        return name("the trainer's name", root.get("trainer_name"));
    }

    /**
     * The configuration this network was trained for, e.g. {@code 3d_fullres}.
     *
     * @return the name, if the file has one
     */
    public Optional<String> configuration() {
        return name("the configuration's name", initArgument("configuration").orElse(null));
    }

    /**
     * The fold this network was trained on.
     *
     * @return {@code 0} to {@code 4} or {@code all}, if the file has it
     */
    public Optional<String> fold() {
        return initArgument("fold")
                .filter(value -> value instanceof String || value instanceof Long)
                .map(Object::toString)
                .filter(text -> FOLD.matcher(text).matches());
    }

    /**
     * How many epochs were finished.
     *
     * @return the number, if the file has it
     */
    public OptionalInt epochs() {
        return root.get("current_epoch") instanceof Long epochs && epochs >= 0 && epochs <= Integer.MAX_VALUE
                ? OptionalInt.of(epochs.intValue())
                : OptionalInt.empty();
    }

    /**
     * The spatial axes of a patch that may be mirrored when predicting.
     *
     * @return axes from 0; empty where the trainer forbade mirroring
     */
    public List<Integer> mirroringAxes() {
        Object stored = root.get("inference_allowed_mirroring_axes");
        List<Integer> axes = new ArrayList<>();
        if (stored == null) {
            return List.of();
        }
        if (!((stored instanceof NumpyArray array ? array.nested(3) : stored) instanceof List<?> list)) {
            throw wrongMirroring();
        }
        for (Object axis : list) {
            if (!(axis instanceof Long number) || number < 0 || number > 2 || axes.contains(number.intValue())) {
                throw wrongMirroring();
            }
            axes.add(number.intValue());
        }
        return List.copyOf(axes);
    }

    private FormatException wrongMirroring() {
        return new FormatException(file, "allows mirroring of other axes than 0, 1 and 2, each once");
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

    private Optional<String> name(String what, Object value) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        if (!NAME.matcher(text).matches()) {
            throw new FormatException(
                    file,
                    what + " is '" + Printable.of(text)
                            + "'; at most 200 characters without '/', '\\' and ':' are expected");
        }
        return Optional.of(text);
    }

    private Optional<Object> initArgument(String key) {
        return root.get("init_args") instanceof Map<?, ?> arguments
                ? Optional.ofNullable(arguments.get(key))
                : Optional.empty();
    }
}
