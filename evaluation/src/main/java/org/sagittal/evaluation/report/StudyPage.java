package org.sagittal.evaluation.report;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.statistics.Friedman;
import org.sagittal.evaluation.statistics.Interval;
import org.sagittal.evaluation.study.Pairing;
import org.sagittal.evaluation.study.Pairing.Verdict;
import org.sagittal.evaluation.study.Placement;
import org.sagittal.evaluation.study.Standing;
import org.sagittal.evaluation.study.Study;
import org.sagittal.evaluation.study.StudyResult;

/** A comparison of models as files: {@code index.html}, {@code comparison.json}, {@code comparison.csv}, and the figure as SVG and PNG. */
public final class StudyPage {
    private final StudyResult result;
    private final ReportFolder folder;
    private final StringBuilder html = new StringBuilder();

    private StudyPage(StudyResult result, ReportFolder folder) {
        this.result = result;
        this.folder = folder;
    }

    /**
     * Writes all of them.
     *
     * @param study the values
     * @param result what came of them
     * @param folder where to; made if absent
     * @return the page
     */
    public static Path write(Study study, StudyResult result, Path folder) {
        JsonText.write(folder.resolve("comparison.json"), JsonText.indented(result.toJson()) + "\n");
        JsonText.write(folder.resolve("comparison.csv"), study.csv());
        Path page = folder.resolve("index.html");
        JsonText.write(page, new StudyPage(result, new ReportFolder(folder)).page());
        return page;
    }

    private String page() {
        html.append(Html.pageStart("Comparison of " + result.standings().size() + " models"));
        html.append("<h1>Comparison of ").append(result.standings().size()).append(" models</h1>\n<p class=\"soft\">");
        html.append(Html.count(result.cases(), "case", "cases")).append(" · ");
        html.append(Html.count(result.folds().size(), "fold", "folds")).append(" · ");
        html.append(Html.escape(Html.scoreName(result.score()))).append("</p>\n");
        verdicts();
        standings();
        pairs();
        ranks();
        return html.append(foot()).append(Html.PAGE_END).toString();
    }

    private void verdicts() {
        html.append("<div class=\"notice plain\"><ul>");
        result.pairings().stream()
                .filter(pairing -> pairing.verdict() == Verdict.FIRST || pairing.verdict() == Verdict.SECOND)
                .forEach(pairing -> html.append("<li>")
                        .append(Html.escape(pairing.sentence()))
                        .append(".</li>"));
        long open = result.pairings().stream()
                .filter(pairing -> pairing.verdict() != Verdict.FIRST && pairing.verdict() != Verdict.SECOND)
                .count();
        if (open > 0) {
            html.append("<li>No verdict on ")
                    .append(open)
                    .append(" of ")
                    .append(result.pairings().size());
            html.append(result.pairings().size() == 1 ? " pair" : " pairs").append(", for the reasons below.</li>");
        }
        html.append("</ul></div>\n");
    }

    private void standings() {
        StripPlot strip = StripPlot.ofStudy(result.standings());
        html.append("<section><h2>Models</h2>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Model</th>");
        html.append("<th scope=\"col\">Mean over folds</th><th scope=\"col\" class=\"plot\">");
        html.append(strip.axis().svg()).append("</th><th scope=\"col\">Spread over folds</th>");
        html.append(
                "<th scope=\"col\">Spread over repeats</th><th scope=\"col\">95% interval over cases</th></tr></thead><tbody>\n");
        for (Standing standing : result.standings()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(standing.name()))
                    .append("</th><td><b>");
            html.append(four(standing.mean())).append("</b></td><td class=\"plot\">");
            html.append(strip.of(standing).svg()).append("</td><td>").append(four(standing.foldSpread()));
            html.append("</td><td>").append(four(standing.repeatSpread())).append("</td><td>");
            html.append(words(standing.interval())).append("</td></tr>\n");
        }
        html.append(
                        "</tbody></table></div>\n<p class=\"soft\">A dot is a training; diamond: mean; whiskers: its spread, over repeats ")
                .append(
                        "where there are any, else over folds (standard deviation, n − 1).</p><p class=\"links\">Figure ");
        html.append(folder.figure("comparison", StripPlot.sheet(result.score(), result.standings())));
        html.append("</p></section>\n");
    }

    private void pairs() {
        html.append("<section><h2>Pairs</h2>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Models</th>");
        html.append(
                "<th scope=\"col\">Difference</th><th scope=\"col\">Spread</th><th scope=\"col\">95% interval over cases</th>");
        html.append(
                "<th scope=\"col\">Folds won : lost</th><th scope=\"col\">p, Wilcoxon</th><th scope=\"col\">p, Holm</th>");
        html.append("<th scope=\"col\" class=\"text\">Verdict</th></tr></thead><tbody>\n");
        for (Pairing pairing : result.pairings()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(pairing.first()))
                    .append("<br>");
            html.append(Html.escape(pairing.second())).append("</th><td>").append(signed(pairing.difference()));
            html.append("</td><td>").append(four(pairing.spread())).append("</td><td>");
            html.append(signed(pairing.interval().low()))
                    .append(" to ")
                    .append(signed(pairing.interval().high()));
            html.append("</td><td>").append(pairing.foldsWon()).append(" : ").append(pairing.foldsLost());
            html.append("</td><td>")
                    .append(p(pairing.pValue()))
                    .append("</td><td>")
                    .append(p(pairing.adjusted()));
            html.append("</td><td class=\"text\">")
                    .append(Html.escape(pairing.sentence()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table></div></section>\n");
    }

    private void ranks() {
        html.append(
                "<section><h2>Rankings</h2>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Scheme</th>");
        result.standings()
                .forEach(s -> html.append("<th scope=\"col\">")
                        .append(Html.escape(s.name()))
                        .append("</th>"));
        html.append(
                "<th scope=\"col\">Stability, mean τ</th><th scope=\"col\">2.5% of draws below</th></tr></thead><tbody>\n");
        for (Placement placement : result.placements()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(placement.name()))
                    .append("</th>");
            placement
                    .ranks()
                    .forEach(
                            rank -> html.append("<td>").append(Math.round(rank)).append("</td>"));
            html.append("<td>").append(two(placement.meanTau())).append("</td><td>");
            html.append(two(placement.lowTau())).append("</td></tr>\n");
        }
        html.append(
                        "</tbody></table></div>\n<p class=\"soft\">Cases are drawn again with replacement and ranked again; τ is ")
                .append("Kendall's between that ranking and this one, 1 if it never changes.</p>");
        result.friedman().ifPresent(test -> html.append(friedman(test)));
        result.separation()
                .ifPresent(
                        ratio -> html.append("<p class=\"soft\">The models' means differ ")
                                .append(String.format(Locale.ROOT, "%.2f", ratio))
                                .append(
                                        " times as much (standard deviation) as a model's own trainings. Below 1 these data can hardly tell them apart.</p>"));
        html.append("</section>\n");
    }

    private static String friedman(Friedman test) {
        return "<p class=\"soft\">Friedman's test over cases: χ² "
                + String.format(Locale.ROOT, "%.2f", test.chiSquare()) + ", p " + p(Score.of(test.pValue()))
                + ". Mean ranks differ (Nemenyi, 0.05) beyond "
                + String.format(Locale.ROOT, "%.2f", test.criticalDifference(0.05)) + ".</p>";
    }

    private static String foot() {
        return "<footer><p>A fold's score is the mean over classes of their mean over its cases; a model's is the mean of its folds. A class "
                + "that is empty in reference and prediction counts 1 where another model invents it there, and nothing where none does. One "
                + "model is called better only if the difference is larger than the spread (root mean square of both models' standard "
                + "deviations over repeats, else folds), the Holm-adjusted p is below 0.05 and the interval of the difference lies on one "
                + "side of 0. Wilcoxon's signed-rank test is two-sided over cases: zeros after Pratt, ties share their mean rank, "
                + "differences are rounded to 1e-12; exact up to 50 cases without ties and zeros, with them all signs up to 13, else "
                + "normal. Intervals are percentile bootstrap intervals (1000 draws, fixed seed). After Isensee et al., nnU-Net Revisited "
                + "(2024).</p><p>Every number is in comparison.json, every score in comparison.csv.</p></footer>";
    }

    private static String words(Interval interval) {
        return four(interval.low()) + " to " + four(interval.high());
    }

    private static String four(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replace('-', '−');
    }

    private static String four(OptionalDouble value) {
        return value.isPresent() ? four(value.getAsDouble()) : "–";
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + four(value).replace('-', '−');
    }

    private static String p(Score p) {
        return Optional.of(p)
                .filter(Score::isDefined)
                .map(one -> one.orNaN() < 1e-4 ? "&lt; 0.0001" : four(one.orNaN()))
                .orElse("–");
    }
}
