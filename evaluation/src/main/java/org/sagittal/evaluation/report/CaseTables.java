package org.sagittal.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.batch.GroupScores;
import org.sagittal.evaluation.figure.SliceOverlay;
import org.sagittal.evaluation.statistics.Percentiles;

/** The tables with a line a case, and the one of scores that do not exist. */
final class CaseTables {
    private static final int MOST_ROWS = 500;
    private static final int MOST_CLASSES = 12;
    private static final int MOST_CLASSES_OF_A_CASE = 8;
    private static final int NAMED_CASES = 4;
    private static final int MOST_OPEN_ROWS = 12;

    private static final List<String> SHOWN = List.of("dice", "hd95", "nsd@2", "sensitivity", "precision");

    /** Beside the signed error, which says too what sensitivity and precision say. */
    private static final List<String> SHOWN_BESIDE = List.of("dice", "hd95", "nsd@2");

    private CaseTables() {}

    /** What the classes of one case scored. */
    static String scoresOf(EvaluationReport report, ScoredCase scored, Optional<SliceOverlay> overlay) {
        List<String> names = new ArrayList<>(overlay.isPresent() ? SHOWN_BESIDE : SHOWN);
        names.removeIf(name -> scored.groups().values().stream()
                .noneMatch(group -> group.scores().containsKey(name)));
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Class</th>");
        names.forEach(name ->
                html.append("<th scope=\"col\">").append(Html.scoreName(name)).append("</th>"));
        overlay.ifPresent(o -> html.append("<th scope=\"col\">Signed error (mm)<br>mean, 5% to 95%</th>"));
        html.append("</tr></thead><tbody>");
        List<LabelGroup> present = report.scheme().groups().stream()
                .filter(group -> occurs(scored, group))
                .sorted(Comparator.comparingDouble(group -> diceOf(scored, group)))
                .toList();
        List<LabelGroup> worst = present.subList(0, Math.min(MOST_CLASSES_OF_A_CASE, present.size()));
        for (LabelGroup group : report.scheme().groups()) {
            if (!worst.contains(group)) {
                continue;
            }
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(group.name()))
                    .append("</th>");
            for (String name : names) {
                html.append("<td>").append(cell(scored, group, name)).append("</td>");
            }
            overlay.ifPresent(o -> html.append("<td>")
                    .append(signedError(o.sortedErrorsMm(group)))
                    .append("</td>"));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
        int left = present.size() - worst.size();
        return left == 0
                ? html.toString()
                : html.append("<p class=\"soft\">The worst of ")
                        .append(present.size())
                        .append(" classes.</p>")
                        .toString();
    }

    private static String signedError(double[] errorsMm) {
        if (errorsMm.length == 0 || Double.isInfinite(errorsMm[errorsMm.length - 1])) {
            return "–";
        }
        return signed(ScoreSummary.mean(errorsMm)) + "<br><span class=\"unit\">"
                + signed(Percentiles.linear(errorsMm, 5)) + " to " + signed(Percentiles.linear(errorsMm, 95))
                + "</span>";
    }

    private static String signed(double mm) {
        return (mm > 0 ? "+" : "") + Html.number("hd95", mm);
    }

    private static double diceOf(ScoredCase scored, LabelGroup group) {
        Score dice = scored.groups().get(group.key()).scores().get("dice");
        return dice == null ? Double.POSITIVE_INFINITY : dice.value().orElse(Double.POSITIVE_INFINITY);
    }

    private static boolean occurs(ScoredCase scored, LabelGroup group) {
        GroupScores scores = scored.groups().get(group.key());
        return scores != null && scores.confusion().union() > 0;
    }

    private static String cell(ScoredCase scored, LabelGroup group, String name) {
        GroupScores scores = scored.groups().get(group.key());
        Score score = scores == null ? null : scores.scores().get(name);
        return score == null ? "–" : Html.score(name, score);
    }

    /** All cases, the worst first; folded, since there may be many. */
    static String allCases(EvaluationReport report, List<ScoredCase> worstFirst, Optional<ReportFolder> folder) {
        List<LabelGroup> groups = report.scheme().groups();
        List<LabelGroup> shown = groups.subList(0, Math.min(groups.size(), MOST_CLASSES));
        StringBuilder html = new StringBuilder("<details><summary><h2>All cases</h2></summary>\n");
        html.append("<p class=\"soft\">Dice, worst first");
        html.append(worstFirst.size() > MOST_ROWS ? "; the first " + MOST_ROWS + ", the rest is in report.csv" : "");
        html.append(groups.size() > MOST_CLASSES ? "; the first " + MOST_CLASSES + " classes" : "")
                .append(".</p>");
        html.append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Case</th><th scope=\"col\">Mean</th>");
        shown.forEach(group -> html.append("<th scope=\"col\">")
                .append(Html.escape(group.name()))
                .append("</th>"));
        html.append(folder.isPresent() ? "<th scope=\"col\">Files</th>" : "");
        html.append("</tr></thead><tbody>\n");
        for (ScoredCase scored : worstFirst.subList(0, Math.min(MOST_ROWS, worstFirst.size()))) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(scored.files().id()))
                    .append("</th><td><b>");
            html.append(Html.score("dice", Aggregation.meanDiceOf(scored))).append("</b></td>");
            shown.forEach(group ->
                    html.append("<td>").append(cell(scored, group, "dice")).append("</td>"));
            folder.ifPresent(at -> html.append("<td>")
                    .append(at.link(scored.files().reference(), "reference"))
                    .append(' ')
                    .append(at.link(scored.files().prediction(), "prediction"))
                    .append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div></details>\n").toString();
    }

    static long undefinedCount(EvaluationReport report) {
        return report.scored().stream()
                .flatMap(scored -> scored.groups().values().stream())
                .flatMap(group -> group.scores().values().stream())
                .filter(score -> !score.isDefined())
                .count();
    }

    /** Every kind of score that does not exist: of which class, why, in which cases. */
    static String undefined(EvaluationReport report) {
        Map<Missing, List<String>> scoreNames = new TreeMap<>(Comparator.comparing(Missing::toString));
        missing(report)
                .forEach((what, ids) -> scoreNames
                        .computeIfAbsent(new Missing(what.group(), what.reason(), ids), key -> new ArrayList<>())
                        .add(Html.scoreName(what.ids().get(0))));
        if (scoreNames.isEmpty()) {
            return "";
        }
        boolean folded = scoreNames.size() > MOST_OPEN_ROWS;
        StringBuilder html = new StringBuilder(folded ? "<details><summary>" : "<section>");
        html.append("<h2>Undefined scores</h2>").append(folded ? "</summary>" : "");
        html.append("\n<p class=\"soft\">These do not exist and are in no mean.</p>");
        html.append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Class</th>");
        html.append("<th scope=\"col\" class=\"text\">Why</th><th scope=\"col\" class=\"text\">Scores</th>");
        html.append("<th scope=\"col\">Cases</th><th scope=\"col\" class=\"text\">Which</th></tr></thead><tbody>\n");
        scoreNames.forEach((what, names) -> undefinedRow(html, what, names));
        return html.append("</tbody></table></div>")
                .append(folded ? "</details>\n" : "</section>\n")
                .toString();
    }

    /** One way in which scores of a class do not exist: the reason, and the cases (or, while collecting, the score's name). */
    private record Missing(String group, String reason, List<String> ids) {}

    private static Map<Missing, List<String>> missing(EvaluationReport report) {
        Map<Missing, List<String>> cases = new LinkedHashMap<>();
        for (ScoredCase scored : report.scored()) {
            for (LabelGroup group : report.scheme().groups()) {
                GroupScores scores = scored.groups().get(group.key());
                if (scores == null) {
                    continue;
                }
                scores.scores().forEach((name, score) -> {
                    if (!score.isDefined()) {
                        cases.computeIfAbsent(
                                        new Missing(group.name(), score.reason(), List.of(name)),
                                        k -> new ArrayList<>())
                                .add(scored.files().id());
                    }
                });
            }
        }
        return cases;
    }

    private static void undefinedRow(StringBuilder html, Missing what, List<String> names) {
        List<String> ids = what.ids();
        html.append("<tr><th scope=\"row\">").append(Html.escape(what.group())).append("</th><td class=\"text\">");
        html.append(Html.escape(what.reason())).append("</td><td class=\"text\">");
        html.append(Html.escape(String.join(", ", names))).append("</td><td>").append(ids.size());
        html.append("</td><td class=\"text\">");
        html.append(Html.escape(String.join(", ", ids.subList(0, Math.min(NAMED_CASES, ids.size())))));
        html.append(ids.size() > NAMED_CASES ? ", …" : "").append("</td></tr>\n");
    }
}
