package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sagittal.evaluation.JsonText;

/** Which configuration did best on the cases that it was held back from: the highest mean Dice over classes and folds, first wins ties. */
final class BestRuns {
    private BestRuns() {}

    /**
     * Chooses.
     *
     * @param runs trained and validated folds, at least one
     * @return the folds of one configuration, in the order given
     */
    static List<RunFolder> of(List<RunFolder> runs) {
        Map<String, List<RunFolder>> byConfiguration = runs.stream()
                .collect(Collectors.groupingBy(RunFolder::configuration, LinkedHashMap::new, Collectors.toList()));
        List<RunFolder> best = List.of();
        double bestDice = Double.NEGATIVE_INFINITY;
        for (List<RunFolder> folds : byConfiguration.values()) {
            double dice = folds.stream().mapToDouble(BestRuns::dice).average().orElse(0);
            if (best.isEmpty() || dice > bestDice) {
                best = folds;
                bestDice = dice;
            }
        }
        return best;
    }

    /** Classes that occur in no validation case do not count. */
    private static double dice(RunFolder run) {
        Path summary = run.folder().resolve("validation").resolve("summary.json");
        try {
            JsonNode means = JsonText.parse(Files.readString(summary)).path("mean");
            return StreamSupport.stream(means.spliterator(), false)
                    .mapToDouble(mean -> mean.path("Dice").asDouble(Double.NaN))
                    .filter(dice -> !Double.isNaN(dice))
                    .average()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("the validation's summary cannot be read: " + summary, e);
        }
    }
}
