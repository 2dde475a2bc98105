package org.sagittal.evaluation.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;

/** Reads trials from nnU-Net's {@code summary.json}, which has Dice and IoU, or a {@code report.json}, which has every score. */
public final class TrialFiles {
    private static final Map<String, String> IN_SUMMARY = Map.of("dice", "Dice", "iou", "IoU");

    private TrialFiles() {}

    /**
     * Reads a trial.
     *
     * @param file a {@code summary.json} or {@code report.json}
     * @param fold which fold it is
     * @param score e.g. {@code dice} or {@code nsd@2}
     * @return the trial
     * @throws FormatException if the file is neither, or has no such score
     */
    public static Trial read(Path file, int fold, String score) {
        JsonNode json = JsonText.read(file);
        SortedMap<String, Map<String, Double>> scores = new TreeMap<>();
        if (json.path("metric_per_case").isArray()) {
            String key = IN_SUMMARY.get(score);
            if (key == null) {
                throw new FormatException(
                        file, "has only dice and iou, not " + score + "; make report.json with 'evaluate --report'");
            }
            json.get("metric_per_case").forEach(one -> put(scores, file, caseOf(one), summaryScores(one, key)));
        } else if (json.path("format").asText().equals("sagittal-report")) {
            json.path("cases")
                    .forEach(one -> put(scores, file, one.path("id").asText(), reportScores(file, one, score)));
        } else {
            throw new FormatException(file, "must be nnU-Net's summary.json or a report.json of 'evaluate --report'");
        }
        if (scores.isEmpty()) {
            throw new FormatException(file, "holds no scored case");
        }
        return new Trial(fold, file.toString(), scores);
    }

    private static void put(
            SortedMap<String, Map<String, Double>> scores, Path file, String id, Map<String, Double> ofCase) {
        if (scores.putIfAbsent(id, ofCase) != null) {
            throw new FormatException(file, "holds case " + id + " twice");
        }
    }

    private static String caseOf(JsonNode entry) {
        String name = Path.of(entry.path("prediction_file").asText().replace('\\', '/'))
                .getFileName()
                .toString();
        int ending = VolumeFormats.endingOf(Path.of(name)).map(String::length).orElse(0);
        return name.substring(0, name.length() - ending);
    }

    private static Map<String, Double> summaryScores(JsonNode entry, String key) {
        Map<String, Double> scores = new HashMap<>();
        entry.path("metrics").properties().forEach(group -> {
            double value = group.getValue().path(key).asDouble(Double.NaN);
            if (!Double.isNaN(value)) {
                scores.put(group.getKey(), value);
            }
        });
        return scores;
    }

    private static Map<String, Double> reportScores(Path file, JsonNode entry, String score) {
        if (entry.has("error")) {
            throw new FormatException(
                    file,
                    "has a case without scores, " + entry.path("id") + ": "
                            + entry.get("error").asText() + "; mend it and evaluate again");
        }
        Map<String, Double> scores = new HashMap<>();
        entry.path("groups").properties().forEach(group -> {
            JsonNode node = group.getValue().path("scores").path(score);
            if (node.isMissingNode()) {
                throw new FormatException(
                        file,
                        "has no score " + score + ", only "
                                + String.join(", ", names(group.getValue().path("scores"))));
            }
            Score.parse(node).value().ifPresent(value -> scores.put(group.getKey(), value));
        });
        return scores;
    }

    private static Iterable<String> names(JsonNode scores) {
        return scores::fieldNames;
    }
}
