package org.sagittal.evaluation.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model that competes: its folds, trained once or several times.
 *
 * @param name what people call it
 * @param repeats fold to trial, one map for each time all folds were trained, e.g. with another seed
 */
public record Contender(String name, List<SortedMap<Integer, Trial>> repeats) {
    /** Takes copies and refuses a contender without trials. */
    public Contender {
        List<SortedMap<Integer, Trial>> copies = new ArrayList<>();
        for (SortedMap<Integer, Trial> repeat : repeats) {
            if (repeat.isEmpty()) {
                throw new IllegalArgumentException("repeats of " + name + " must have at least one fold, got none");
            }
            copies.add(Collections.unmodifiableSortedMap(new TreeMap<>(repeat)));
        }
        repeats = List.copyOf(copies);
        if (repeats.isEmpty()) {
            throw new IllegalArgumentException("repeats of " + name + " must number at least 1, got 0");
        }
    }

    /**
     * The same contender with some folds only.
     *
     * @param folds which
     * @return the contender
     * @throws IllegalArgumentException if it lacks one
     */
    public Contender withFolds(List<Integer> folds) {
        List<SortedMap<Integer, Trial>> kept = new ArrayList<>();
        for (SortedMap<Integer, Trial> repeat : repeats) {
            SortedMap<Integer, Trial> some = new TreeMap<>(repeat);
            some.keySet().retainAll(folds);
            if (some.size() != folds.size()) {
                throw new IllegalArgumentException(name + " must have the folds " + folds + ", got " + repeat.keySet()
                        + "; train the others first");
            }
            kept.add(some);
        }
        return new Contender(name, kept);
    }
}
