package org.sagittal.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.batch.GroupScores;

/**
 * {@code report.json}: every value of a report, so that it can be read back and shown again. Infinity is the string {@code "inf"}, what
 * is undefined is {@code {"undefined": reason}}, NaN never occurs.
 */
public final class ReportJson {
    private static final String FORMAT = "sagittal-report";
    private static final int VERSION = 1;

    private ReportJson() {}

    /**
     * Writes a report as a tree.
     *
     * @param report what to write
     * @return an object with format, version, title, scorer, scheme, aggregation, cases, failed
     */
    public static ObjectNode of(EvaluationReport report) {
        return of(report, report.aggregation());
    }

    static ObjectNode of(EvaluationReport report, Aggregation sums) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format", FORMAT).put("version", VERSION);
        node.put("title", report.title()).put("scorer", report.scorer());
        node.set("scheme", scheme(report.scheme()));
        node.set("aggregation", sums.toJson());
        node.putArray("cases");
        for (CaseResult result : report.results()) {
            node.withArray("cases").add(caseNode(result));
        }
        return node;
    }

    private static ObjectNode scheme(ScoringScheme scheme) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (LabelGroup group : scheme.groups()) {
            ObjectNode entry = node.withArray("groups").addObject();
            entry.put("key", group.key()).put("name", group.name()).put("region", group.region());
            group.labels().forEach(entry.putArray("labels")::add);
        }
        scheme.ignoreLabel().ifPresent(label -> node.put("ignore", label));
        return node;
    }

    private static ObjectNode caseNode(CaseResult result) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", result.files().id());
        node.put("reference", result.files().reference().toString());
        node.put("prediction", result.files().prediction().toString());
        if (result instanceof FailedCase failed) {
            node.put("error", failed.reason());
        } else if (result instanceof ScoredCase scored) {
            ObjectNode groups = node.putObject("groups");
            scored.groups().forEach((key, scores) -> groups.set(key, scores.toJson()));
        }
        return node;
    }

    /**
     * Reads a report back.
     *
     * @param node what {@link #of} wrote
     * @return an equal report
     * @throws IllegalArgumentException if it is another format or a newer version
     */
    public static EvaluationReport parse(JsonNode node) {
        if (!node.path("format").asText().equals(FORMAT) || node.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("report must have format " + FORMAT + " version " + VERSION + ", got "
                    + node.path("format") + " version " + node.path("version"));
        }
        List<CaseResult> results = new ArrayList<>();
        node.path("cases").forEach(entry -> results.add(parseCase(entry)));
        return new EvaluationReport(
                node.path("title").asText(),
                parseScheme(node.path("scheme")),
                node.path("scorer").asText(),
                results);
    }

    private static ScoringScheme parseScheme(JsonNode node) {
        List<LabelGroup> groups = new ArrayList<>();
        for (JsonNode entry : node.path("groups")) {
            List<Integer> labels = new ArrayList<>();
            entry.path("labels").forEach(label -> labels.add(label.intValue()));
            groups.add(new LabelGroup(
                    entry.path("name").asText(), labels, entry.path("region").asBoolean()));
        }
        OptionalInt ignore =
                node.has("ignore") ? OptionalInt.of(node.get("ignore").intValue()) : OptionalInt.empty();
        return new ScoringScheme(groups, ignore);
    }

    private static CaseResult parseCase(JsonNode node) {
        CasePair files = new CasePair(
                node.path("id").asText(),
                Path.of(node.path("reference").asText()),
                Path.of(node.path("prediction").asText()));
        if (node.has("error")) {
            return new FailedCase(files, node.get("error").asText());
        }
        Map<String, GroupScores> groups = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("groups").properties()) {
            groups.put(entry.getKey(), GroupScores.parse(entry.getValue()));
        }
        return new ScoredCase(files, groups);
    }
}
