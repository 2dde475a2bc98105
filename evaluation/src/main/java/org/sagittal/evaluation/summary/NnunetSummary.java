package org.sagittal.evaluation.summary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.batch.GroupScores;
import org.sagittal.evaluation.overlap.Confusion;
import org.sagittal.evaluation.overlap.OverlapScores;
import org.sagittal.geometry.io.file.FormatException;

/**
 * The {@code summary.json} of nnU-Net v2: per case the counts, Dice and IoU of each class or region, their mean over cases, and the mean
 * of these over classes.
 *
 * <p>Dice and IoU are NaN where both masks are empty. The mean of a class passes over NaN; the foreground mean does not, so that one
 * class which never occurs makes it NaN. That is nnU-Net's rule, kept here because readers of the file rely on it.
 *
 * <p>Reference: {@code nnunetv2/evaluation/evaluate_predictions.py} of nnU-Net 2.8.1.
 */
public final class NnunetSummary {
    private static final Map<String, ToDoubleFunction<Confusion>> MEASURES = new TreeMap<>(Map.of(
            "Dice", c -> OverlapScores.dice(c).orNaN(),
            "IoU", c -> OverlapScores.iou(c).orNaN(),
            "TP", Confusion::tp,
            "FP", Confusion::fp,
            "FN", Confusion::fn,
            "TN", Confusion::tn,
            "n_pred", Confusion::prediction,
            "n_ref", Confusion::reference));

    private final ObjectNode json;

    private NnunetSummary(ObjectNode json) {
        this.json = json;
    }

    /**
     * Sums up scored cases.
     *
     * @param cases at least one, all with the same classes or regions
     * @return the summary
     * @throws IllegalArgumentException if there is no case
     */
    public static NnunetSummary of(List<ScoredCase> cases) {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("cases of a summary must number at least 1, got 0");
        }
        Map<String, ObjectNode> means = new TreeMap<>();
        for (String key : cases.get(0).groups().keySet()) {
            means.put(
                    key,
                    meanOverCases(cases.stream()
                            .map(scored -> scored.groups().get(key).confusion())
                            .toList()));
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("foreground_mean", meanOverClasses(means.values()));
        json.putObject("mean").setAll(means);
        cases.forEach(scored -> json.withArray("metric_per_case").add(caseNode(scored)));
        return new NnunetSummary(json);
    }

    /**
     * Reads a file that nnU-Net or {@link #write} wrote.
     *
     * @param file usually {@code summary.json}
     * @return the summary
     * @throws FormatException if it has no Dice of the foreground and of each class
     * @throws IllegalArgumentException if it is not JSON
     */
    public static NnunetSummary read(Path file) {
        JsonNode json = JsonText.read(file);
        boolean dice =
                json.at("/foreground_mean/Dice").isNumber() && json.path("mean").isObject();
        for (JsonNode mean : json.path("mean")) {
            dice &= mean.path("Dice").isNumber();
        }
        if (!dice) {
            throw new FormatException(
                    file, "is no summary of nnU-Net: foreground_mean and the mean of each class must have a Dice");
        }
        return new NnunetSummary((ObjectNode) json);
    }

    private static ObjectNode meanOverCases(List<Confusion> counts) {
        ObjectNode mean = JsonNodeFactory.instance.objectNode();
        MEASURES.forEach((name, measure) -> mean.put(
                name,
                counts.stream()
                        .mapToDouble(measure)
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(Double.NaN)));
        return mean;
    }

    private static ObjectNode meanOverClasses(Collection<ObjectNode> means) {
        ObjectNode mean = JsonNodeFactory.instance.objectNode();
        for (String name : MEASURES.keySet()) {
            double sum =
                    means.stream().mapToDouble(m -> m.get(name).doubleValue()).sum();
            mean.put(name, sum / means.size());
        }
        return mean;
    }

    private static ObjectNode caseNode(ScoredCase scored) {
        Map<String, ObjectNode> metrics = new TreeMap<>();
        for (Map.Entry<String, GroupScores> group : scored.groups().entrySet()) {
            metrics.put(group.getKey(), metricsNode(group.getValue().confusion()));
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("metrics").setAll(metrics);
        node.put("prediction_file", scored.files().prediction().toString());
        node.put("reference_file", scored.files().reference().toString());
        return node;
    }

    private static ObjectNode metricsNode(Confusion c) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("Dice", OverlapScores.dice(c).orNaN());
        node.put("FN", c.fn());
        node.put("FP", c.fp());
        node.put("IoU", OverlapScores.iou(c).orNaN());
        node.put("TN", c.tn());
        node.put("TP", c.tp());
        node.put("n_pred", c.prediction());
        node.put("n_ref", c.reference());
        return node;
    }

    /**
     * The summary as a tree, keys sorted.
     *
     * @return a copy
     */
    public ObjectNode toJson() {
        return json.deepCopy();
    }

    /**
     * The mean Dice over classes, as nnU-Net compares configurations by it.
     *
     * @return NaN if a class never occurs
     */
    public double foregroundMeanDice() {
        return json.get("foreground_mean").get("Dice").doubleValue();
    }

    /**
     * The mean Dice of each class or region over cases.
     *
     * @return key as {@code LabelGroup.key()} to Dice; NaN for a class that is in no reference and no prediction
     */
    public Map<String, Double> classDice() {
        Map<String, Double> dice = new TreeMap<>();
        json.get("mean")
                .properties()
                .forEach(mean ->
                        dice.put(mean.getKey(), mean.getValue().get("Dice").doubleValue()));
        return dice;
    }

    /**
     * Writes the file as nnU-Net would.
     *
     * @param file usually {@code summary.json}
     */
    public void write(Path file) {
        JsonText.write(file, JsonText.indented(json));
    }
}
