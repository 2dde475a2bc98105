package org.sagittal.planner.exchange;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The folder name nnU-Net wants of a dataset: {@code DatasetNNN_Name} with three digits. */
final class DatasetName {
    /** Where numbers for datasets without one begin: far from those that people give. */
    private static final int FIRST_FREE = 900;

    private static final int LAST = 999;

    private DatasetName() {}

    /**
     * A name nnU-Net takes.
     *
     * @param own what the model calls its dataset
     * @param results where other datasets may lie; their numbers are not taken again
     * @return the same name where it has the form already
     * @throws IllegalArgumentException if all numbers are taken
     */
    static String of(String own, Path results) {
        if (own.matches("Dataset\\d{3}_[\\w.-]+")) {
            return own;
        }
        String word = own.replaceAll("[^A-Za-z0-9]+", "");
        String name = word.isEmpty() ? "Model" : word;
        String[] entries = results.toFile().list((File folder, String entry) -> entry.matches("Dataset\\d{3}_.*"));
        List<String> taken = entries == null ? List.of() : Arrays.asList(entries);
        for (int number = FIRST_FREE; number <= LAST; number++) {
            String prefix = "Dataset" + number + "_";
            if (taken.contains(prefix + name) || taken.stream().noneMatch(entry -> entry.startsWith(prefix))) {
                return prefix + name;
            }
        }
        throw new IllegalArgumentException("no dataset number from " + FIRST_FREE + " to " + LAST + " is free in "
                + results + "; choose another folder to write to");
    }
}
