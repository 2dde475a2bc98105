package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Which classes are written, and how.
 *
 * @param classes those that stay in the label map, everything else becoming 0; none for all
 * @param masks those that are also written as a file of 0 and 1 each
 */
public record LabelChoice(List<ForegroundClass> classes, List<ForegroundClass> masks) {
    /** The whole label map, no masks. */
    public static final LabelChoice ALL = new LabelChoice(List.of(), List.of());

    /** Copies the lists. */
    public LabelChoice {
        classes = List.copyOf(classes);
        masks = List.copyOf(masks);
    }

    /**
     * Reads what is typed.
     *
     * @param words names of labels or regions, or numbers of labels; none for all
     * @param asMasks whether each class is written as a mask too
     * @param labels what the dataset knows
     * @return the choice
     * @throws IllegalArgumentException if a word is neither
     */
    public static LabelChoice of(List<String> words, boolean asMasks, LabelScheme labels) {
        List<ForegroundClass> all = ForegroundClass.of(labels);
        List<ForegroundClass> chosen = new ArrayList<>();
        for (String word : words) {
            chosen.add(find(word, all));
        }
        return new LabelChoice(chosen, !asMasks ? List.of() : chosen.isEmpty() ? all : chosen);
    }

    private static ForegroundClass find(String word, List<ForegroundClass> all) {
        for (ForegroundClass one : all) {
            if (one.name().equals(word)) {
                return one;
            }
        }
        for (ForegroundClass one : all) {
            int value = word.matches("\\d{1,5}") ? Integer.parseInt(word) : -1;
            if (one.values().contains(value)) {
                return one.values().size() == 1 ? one : new ForegroundClass(word, List.of(value));
            }
        }
        throw new IllegalArgumentException("label must be a name or number of "
                + all.stream()
                        .map(c -> c.name() + " "
                                + (c.values().size() == 1 ? c.values().get(0) : c.values()))
                        .toList()
                + ", got '" + word + "'");
    }

    /**
     * The label map with the chosen classes only.
     *
     * @param labels as predicted
     * @return the same object if all stay
     */
    LabelVoxels apply(LabelVoxels labels) {
        return classes.isEmpty() ? labels : map(labels, classes, false);
    }

    /**
     * The voxels of one class.
     *
     * @param labels as predicted
     * @param one the class
     * @return 1 where it is, 0 elsewhere
     */
    static LabelVoxels mask(LabelVoxels labels, ForegroundClass one) {
        return map(labels, List.of(one), true);
    }

    private static LabelVoxels map(LabelVoxels labels, List<ForegroundClass> kept, boolean ones) {
        short[][] slices = new short[labels.shape().z()][labels.shape().sliceVoxels()];
        for (int z = 0; z < slices.length; z++) {
            short[] from = labels.slice(z);
            for (int i = 0; i < from.length; i++) {
                short label = from[i];
                if (label != 0 && kept.stream().anyMatch(one -> one.holds(label))) {
                    slices[z][i] = ones ? 1 : label;
                }
            }
        }
        return LabelVoxels.of(labels.shape(), slices);
    }
}
