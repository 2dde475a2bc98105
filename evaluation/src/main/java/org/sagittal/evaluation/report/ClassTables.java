package org.sagittal.evaluation.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;

/** The tables with a line a class: the main one with strips, and the one with every score. */
final class ClassTables {
    /** Scores with a column of their own in the main table, if the scorer gives them; three tolerances would say one thing thrice. */
    private static final List<String> MAIN = List.of("hd95", "assd", "nsd@2", "sensitivity", "precision");

    private ClassTables() {}

    static String main(EvaluationReport report, Aggregation sums, Optional<ReportFolder> folder) {
        List<String> columns = columns(sums);
        List<ScoreSummary> dice = sums.groups().values().stream()
                .map(scores -> scores.get("dice"))
                .filter(summary -> summary != null)
                .toList();
        StripPlot strip = StripPlot.fitting("dice", dice);
        StringBuilder html = new StringBuilder("<section><h2>By class</h2>\n<div class=\"scroll\"><table><thead><tr>");
        html.append("<th scope=\"col\">Class</th><th scope=\"col\">Dice<br>mean, 95% interval</th>");
        html.append("<th scope=\"col\" class=\"plot\">")
                .append(strip.axis().svg())
                .append("</th>");
        html.append("<th scope=\"col\">Median</th>");
        columns.forEach(name -> html.append("<th scope=\"col\">")
                .append(Html.escape(Html.scoreName(name)))
                .append("</th>"));
        html.append("<th scope=\"col\">Cases</th></tr></thead><tbody>\n");
        for (LabelGroup group : report.scheme().groups()) {
            row(html, group, sums.groups().get(group.key()), strip, columns);
        }
        return html.append(
                        "</tbody></table></div>\n<p class=\"soft\">A dot is a case, bars show many; box: middle half; line: median; ")
                .append("diamond: mean with its interval. Other columns are means")
                .append(columns.contains("hd95") ? " of the finite values" : "")
                .append(".</p>")
                .append(folder.map(at -> figures(report, sums, at)).orElse(""))
                .append("</section>\n")
                .toString();
    }

    private static List<String> columns(Aggregation sums) {
        List<String> columns = new ArrayList<>(MAIN);
        columns.removeIf(name -> sums.groups().values().stream().noneMatch(scores -> scores.containsKey(name)));
        return columns;
    }

    private static void row(
            StringBuilder html,
            LabelGroup group,
            Map<String, ScoreSummary> scores,
            StripPlot strip,
            List<String> columns) {
        html.append("<tr><th scope=\"row\">").append(Html.escape(group.name()));
        html.append(" <span class=\"unit\">").append(Html.escape(group.key())).append("</span></th>");
        Optional<ScoreSummary> dice = Optional.ofNullable(scores.get("dice"));
        html.append("<td>")
                .append(dice.map(ClassTables::meanAndInterval).orElse("–"))
                .append("</td>");
        html.append("<td class=\"plot\">")
                .append(dice.map(summary -> strip.of(summary).svg()).orElse(""))
                .append("</td>");
        html.append("<td>")
                .append(dice.map(d -> Html.score("dice", d.percentile(50))).orElse("–"))
                .append("</td>");
        for (String name : columns) {
            html.append("<td>").append(cell(name, scores.get(name))).append("</td>");
        }
        html.append("<td>").append(dice.map(d -> d.finite().size()).orElse(0)).append("</td></tr>\n");
    }

    private static String meanAndInterval(ScoreSummary dice) {
        String mean = "<b>" + Html.score("dice", dice.mean()) + "</b>";
        return dice.interval()
                .map(i -> mean + "<br><span class=\"unit\">" + Html.number("dice", i.low()) + "–"
                        + Html.number("dice", i.high()) + "</span>")
                .orElse(mean);
    }

    private static String cell(String name, ScoreSummary summary) {
        if (summary == null) {
            return "–";
        }
        String mean = Html.score(name, summary.mean());
        return summary.infinite() == 0 ? mean : mean + "<br><span class=\"unit\">" + summary.infinite() + " × ∞</span>";
    }

    /** The distributions as files; links to them. */
    private static String figures(EvaluationReport report, Aggregation sums, ReportFolder folder) {
        List<String> names = new ArrayList<>(List.of("dice"));
        names.addAll(columns(sums));
        List<String> links = new ArrayList<>();
        for (String name : names) {
            List<LabelGroup> groups = report.scheme().groups().stream()
                    .filter(group -> sums.groups().get(group.key()).containsKey(name))
                    .toList();
            if (!groups.isEmpty()) {
                List<ScoreSummary> summaries = groups.stream()
                        .map(group -> sums.groups().get(group.key()).get(name))
                        .toList();
                String file = name.replace("@", "-at-");
                links.add(Html.escape(Html.scoreName(name)) + " "
                        + folder.figure(file, StripPlot.sheet(name, groups, summaries)));
            }
        }
        return links.isEmpty() ? "" : "<p class=\"links\">Distributions: " + String.join(" · ", links) + "</p>";
    }

    static String everyScore(EvaluationReport report, Aggregation sums) {
        StringBuilder html = new StringBuilder("<details><summary><h2>Every score by class</h2></summary>\n");
        html.append("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Class");
        for (String name : List.of("Mean", "95% interval")) {
            html.append("</th><th scope=\"col\">").append(name);
        }
        html.append("</th><th scope=\"col\" class=\"plot\">Cases");
        for (String name : List.of("Median", "Min", "Max", "n", "Infinite", "Undefined")) {
            html.append("</th><th scope=\"col\">").append(name);
        }
        html.append("</th></tr></thead>\n");
        Set<String> names = new LinkedHashSet<>();
        sums.groups().values().forEach(scores -> names.addAll(scores.keySet()));
        names.forEach(name -> scoreRows(html, report, sums, name));
        return html.append("</table></div></details>\n").toString();
    }

    /** All classes of one score, on one scale. */
    private static void scoreRows(StringBuilder html, EvaluationReport report, Aggregation sums, String name) {
        List<LabelGroup> groups = report.scheme().groups().stream()
                .filter(group -> sums.groups().get(group.key()).containsKey(name))
                .toList();
        StripPlot strip = StripPlot.fitting(
                name,
                groups.stream()
                        .map(group -> sums.groups().get(group.key()).get(name))
                        .toList());
        html.append("<tbody><tr class=\"score\"><th scope=\"rowgroup\" colspan=\"3\">");
        html.append(Html.escape(Html.scoreName(name))).append("</th><td class=\"plot\">");
        html.append(strip.axis().svg()).append("</td><td colspan=\"6\"></td></tr>\n");
        for (LabelGroup group : groups) {
            scoreRow(html, group.name(), name, sums.groups().get(group.key()).get(name), strip);
        }
        html.append("</tbody>");
    }

    private static void scoreRow(StringBuilder html, String group, String name, ScoreSummary summary, StripPlot strip) {
        html.append("<tr><th scope=\"row\">").append(Html.escape(group));
        html.append("</th><td>").append(Html.score(name, summary.mean()));
        html.append("</td><td>")
                .append(summary.interval()
                        .map(i -> Html.number(name, i.low()) + "–" + Html.number(name, i.high()))
                        .orElse("–"));
        html.append("</td><td class=\"plot\">").append(strip.of(summary).svg());
        for (Score score : List.of(summary.percentile(50), summary.percentile(0), summary.percentile(100))) {
            html.append("</td><td>").append(Html.score(name, score));
        }
        html.append("</td><td>")
                .append(summary.finite().size())
                .append("</td><td>")
                .append(summary.infinite());
        html.append("</td><td>").append(summary.undefinedCount()).append("</td></tr>\n");
    }
}
