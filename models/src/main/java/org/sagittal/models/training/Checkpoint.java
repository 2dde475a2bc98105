package org.sagittal.models.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sagittal.models.bundle.Safetensors;
import org.sagittal.models.weights.NamedTensors;

/**
 * A training between two epochs: everything that the rest of it depends on. With it the training goes on as if it had not stopped,
 * because batches are functions of the seed, the epoch and their number.
 *
 * <p>File: safetensors (see {@link Safetensors}) of weights under their state-dict names and velocities under
 * {@code momentum.<name>}, and metadata {@code format} ("sagittal-checkpoint 1"), {@code nextEpoch}, {@code seed}, {@code bestEma}
 * (absent before the first class was seen), {@code recipe} (a digest of what was trained and how) and {@code log} (a JSON list of
 * {@link EpochRecord} without wall times, so that equal trainings give equal files).
 *
 * @param state weights, and velocities where training may go on
 * @param nextEpoch the epoch that comes next, 0 for the first
 * @param seed of sampling and augmentation
 * @param bestEma highest moving average of pseudo Dice so far; negative infinity before any
 * @param recipe digest of the recipe
 * @param log epochs done
 */
public record Checkpoint(
        NamedTensors state, int nextEpoch, long seed, double bestEma, String recipe, List<EpochRecord> log) {
    /** After the last finished epoch. */
    public static final String LATEST = "checkpoint_latest";
    /** After the epoch with the highest moving average of pseudo Dice. */
    public static final String BEST = "checkpoint_best";
    /** After the last epoch of the schedule. */
    public static final String FINAL = "checkpoint_final";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "sagittal-checkpoint 1";

    /** Copies the log and refuses a log that does not lead to the next epoch. */
    public Checkpoint {
        log = List.copyOf(log);
        if (log.size() != nextEpoch) {
            throw new IllegalArgumentException("log must have " + nextEpoch + " epochs, got " + log.size());
        }
    }

    /**
     * Writes a checkpoint; whole or not at all.
     *
     * @param file to make or replace
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Map<String, String> metadata = new java.util.LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("nextEpoch", Integer.toString(nextEpoch));
        metadata.put("seed", Long.toString(seed));
        if (Double.isFinite(bestEma)) {
            metadata.put("bestEma", Double.toString(bestEma));
        }
        metadata.put("recipe", recipe);
        metadata.put(
                "log",
                JSON.writeValueAsString(log.stream().map(EpochRecord::untimed).toList()));
        new Safetensors(state, metadata).write(file);
    }

    /**
     * Reads a checkpoint.
     *
     * @param file written by {@link #write}
     * @return the checkpoint
     * @throws IOException if it cannot be read or is none, saying why
     */
    public static Checkpoint read(Path file) throws IOException {
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = content.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new IOException(file + " is no checkpoint of this version: format is '" + metadata.get("format")
                    + "', wanted '" + FORMAT + "'");
        }
        try {
            return new Checkpoint(
                    content.tensors(),
                    Integer.parseInt(metadata.get("nextEpoch")),
                    Long.parseLong(metadata.get("seed")),
                    Double.parseDouble(metadata.getOrDefault("bestEma", "-Infinity")),
                    metadata.getOrDefault("recipe", ""),
                    JSON.readValue(metadata.get("log"), new TypeReference<List<EpochRecord>>() {}));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new IOException(file + " is a broken checkpoint: " + e.getMessage(), e);
        }
    }

    /**
     * The weights of a checkpoint without its velocities.
     *
     * @return tensors under their state-dict names
     */
    public NamedTensors weights() {
        Map<String, org.sagittal.models.weights.WeightTensor> weights = new java.util.LinkedHashMap<>(state.asMap());
        weights.keySet().removeIf(name -> name.startsWith(NesterovSgd.PREFIX));
        return NamedTensors.of(weights);
    }

    static boolean exists(Path run, String name) {
        return Files.isRegularFile(run.resolve(name));
    }
}
