package org.sagittal.planner.split;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.preprocessing.random.LegacyNumpyRandom;

/**
 * The folds of a cross-validation, as nnU-Net's {@code splits_final.json} lists them: {@code [{"train": [ids], "val": [ids]},
 * ...]}.
 *
 * <p>Reference: nnunetv2 2.8.1 {@code generate_crossval_split} (scikit-learn's shuffled KFold, seed 12345) and {@code do_split}.
 * Classes are not balanced over the folds.
 *
 * @param folds at least one
 */
public record CrossValidationSplit(List<Fold> folds) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 12345;
    private static final int FOLDS = 5;
    private static final double TRAINING_SHARE = 0.8;
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    /** Copies the list and refuses a split without folds. */
    public CrossValidationSplit {
        folds = List.copyOf(folds);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("folds must have at least one fold, got none");
        }
    }

    /**
     * nnU-Net's five folds.
     *
     * @param ids all training cases; the order does not matter
     * @return the same folds for the same ids, always
     * @throws IllegalArgumentException for fewer than five cases
     */
    public static CrossValidationSplit generate(Collection<String> ids) {
        List<String> sorted = sorted(ids);
        if (sorted.size() < FOLDS) {
            throw new IllegalArgumentException("cases must be at least 5 for five folds, got " + sorted.size()
                    + "; train fold all, or write your own splits_final.json");
        }
        int[] order = new LegacyNumpyRandom(SEED).permutation(sorted.size());
        List<Fold> folds = new ArrayList<>();
        int start = 0;
        for (int k = 0; k < FOLDS; k++) {
            int size = sorted.size() / FOLDS + (k < sorted.size() % FOLDS ? 1 : 0);
            folds.add(fold(sorted, Arrays.copyOfRange(order, start, start + size)));
            start += size;
        }
        return new CrossValidationSplit(folds);
    }

    private static Fold fold(List<String> sorted, int[] heldOut) {
        Set<Integer> validation = new HashSet<>();
        Arrays.stream(heldOut).forEach(validation::add);
        return new Fold(
                pick(sorted, IntStream.range(0, sorted.size()).filter(i -> !validation.contains(i))),
                pick(sorted, IntStream.range(0, sorted.size()).filter(validation::contains)));
    }

    private static List<String> pick(List<String> sorted, IntStream positions) {
        return positions.mapToObj(sorted::get).toList();
    }

    /**
     * One fold. A number beyond the file gives a random 80:20 split that depends on the number only and is not written down.
     *
     * @param number from 0
     * @param ids all training cases, for folds beyond the file
     * @return who trains and who is held out
     */
    public Fold fold(int number, Collection<String> ids) {
        if (number < 0) {
            throw new IllegalArgumentException("fold must be 0 or more, got " + number);
        }
        return number < folds.size() ? folds.get(number) : beyond(number, ids);
    }

    private static Fold beyond(int number, Collection<String> ids) {
        List<String> sorted = sorted(ids);
        int count = (int) (sorted.size() * TRAINING_SHARE);
        int[] drawn = new LegacyNumpyRandom(SEED + number).choiceWithoutReplacement(sorted.size(), count);
        Set<Integer> training = new HashSet<>();
        Arrays.stream(drawn).forEach(training::add);
        // Training cases keep the order they were drawn in, as nnU-Net's do.
        return new Fold(
                pick(sorted, Arrays.stream(drawn)),
                pick(sorted, IntStream.range(0, sorted.size()).filter(i -> !training.contains(i))));
    }

    /**
     * The split in a file, or five new folds written to it when there is none.
     *
     * @param splitsJson usually {@code splits_final.json}
     * @param ids all training cases
     * @return the folds of the file, as they are
     */
    public static CrossValidationSplit openOrCreate(Path splitsJson, Collection<String> ids) {
        if (Files.exists(splitsJson)) {
            return read(splitsJson);
        }
        CrossValidationSplit split = generate(ids);
        split.write(splitsJson);
        return split;
    }

    /**
     * Reads a split.
     *
     * @param splitsJson the file
     * @return its folds
     * @throws FormatException if it is no list of objects with {@code train} and {@code val}
     */
    public static CrossValidationSplit read(Path splitsJson) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(splitsJson));
            if (!root.isArray() || root.isEmpty()) {
                throw new FormatException(splitsJson, "must be a list of at least one fold, got " + root.getNodeType());
            }
            List<Fold> folds = new ArrayList<>();
            for (JsonNode fold : root) {
                folds.add(new Fold(ids(splitsJson, fold, "train"), ids(splitsJson, fold, "val")));
            }
            return new CrossValidationSplit(folds);
        } catch (JsonProcessingException e) {
            throw new FormatException(
                    splitsJson,
                    "is not JSON: " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (IOException e) {
            throw new FormatException(splitsJson, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    private static List<String> ids(Path file, JsonNode fold, String key) {
        JsonNode list = fold.path(key);
        List<String> ids = new ArrayList<>();
        list.forEach(id -> ids.add(id.asText()));
        if (!list.isArray()) {
            throw new FormatException(
                    file, "each fold must have a list \"" + key + "\" of case ids, got " + fold.getNodeType());
        }
        return ids;
    }

    /**
     * Writes the split as nnU-Net does, indent 4.
     *
     * @param splitsJson where to
     */
    public void write(Path splitsJson) {
        ArrayNode root = JSON.createArrayNode();
        for (Fold fold : folds) {
            ObjectNode node = root.addObject();
            fold.train().forEach(node.putArray("train")::add);
            fold.validation().forEach(node.putArray("val")::add);
        }
        DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        WholeFile.write(splitsJson, out -> out.write(JSON.writer(printer).writeValueAsBytes(root)));
    }

    static List<String> sorted(Collection<String> ids) {
        return ids.stream().distinct().sorted(BY_CODE_POINT).toList();
    }
}
