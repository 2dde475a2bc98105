package org.sagittal.preprocessing.dataset;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sagittal.geometry.volume.LabelVoxels;

/** The numbers that a label map may hold: those that {@code dataset.json} names, the ignore label among them. Safe for many threads. */
public final class LabelNumbers {
    private static final int MOST_NAMED = 5;
    private static final int ALL = 1 << Short.SIZE;

    private final TreeSet<Integer> known;
    private final boolean[] allowed = new boolean[ALL];

    /**
     * The numbers of a scheme.
     *
     * @param scheme what the labels mean
     */
    public LabelNumbers(LabelScheme scheme) {
        known = new TreeSet<>(scheme.allLabels());
        scheme.ignoreLabel().ifPresent(known::add);
        known.forEach(label -> allowed[label] = true);
    }

    /** Where a number was met first, and how often it was. */
    private static final class Stranger {
        private final String place;
        private long voxels;

        Stranger(int z, int y, int x) {
            place = "(" + z + ", " + y + ", " + x + ")";
        }

        @Override
        public String toString() {
            return voxels + (voxels == 1 ? " voxel, at" : " voxels, the first at") + " (z, y, x) = " + place;
        }
    }

    /**
     * Refuses other numbers. nnU-Net goes on with them, and its training then fails within the loss, or learns a class that is none.
     *
     * @param name of the file, for the message
     * @param label (z, y, x)
     * @throws IllegalArgumentException naming the numbers, how many voxels have them, and the first of those
     */
    void require(String name, LabelVoxels label) {
        strangers(label).ifPresent(numbers -> {
            throw new IllegalArgumentException("label " + name + " holds " + numbers + ", but dataset.json names "
                    + known + "; add them to labels, or correct the file");
        });
    }

    /**
     * Looks for other numbers.
     *
     * @param label (z, y, x)
     * @return e.g. "-1 (2 voxels, the first at (z, y, x) = (0, 2, 0)), 7 (1 voxel, ...)"; empty if there are none
     */
    public Optional<String> strangers(LabelVoxels label) {
        Map<Integer, Stranger> strangers = new TreeMap<>();
        int width = label.shape().x();
        for (int z = 0; z < label.shape().z(); z++) {
            short[] slice = label.slice(z);
            for (int i = 0; i < slice.length; i++) {
                if (!allowed[Short.toUnsignedInt(slice[i])]) {
                    int at = i;
                    int of = z;
                    strangers.computeIfAbsent((int) slice[i], n -> new Stranger(of, at / width, at % width)).voxels++;
                }
            }
        }
        if (strangers.isEmpty()) {
            return Optional.empty();
        }
        int more = strangers.size() - MOST_NAMED;
        return Optional.of(strangers.entrySet().stream()
                        .limit(MOST_NAMED)
                        .map(e -> e.getKey() + " (" + e.getValue() + ")")
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " other numbers" : ""));
    }
}
