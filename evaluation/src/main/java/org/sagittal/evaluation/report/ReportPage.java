package org.sagittal.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;

/**
 * {@code index.html}: the report as one page that needs nothing else. Styles, pictures and plots are inside; it follows the reader's
 * light or dark setting and prints.
 */
public final class ReportPage {
    private final EvaluationReport report;
    private final ReportOptions options;
    private final Aggregation sums;
    private final Optional<ReportFolder> folder;
    private final List<ScoredCase> worstFirst;
    private final StringBuilder html = new StringBuilder();

    private ReportPage(
            EvaluationReport report, Aggregation sums, ReportOptions options, Optional<ReportFolder> folder) {
        this.report = report;
        this.options = options;
        this.sums = sums;
        this.folder = folder;
        this.worstFirst = worstFirst(report);
    }

    /**
     * Makes the page, without links to files.
     *
     * @param report what to show
     * @param options what to show beside the scores
     * @return the HTML document
     */
    public static String of(EvaluationReport report, ReportOptions options) {
        return of(report, report.aggregation(), options, Optional.empty());
    }

    /** The same for a page in a folder, which takes figures and is where links begin. */
    static String of(EvaluationReport report, Aggregation sums, ReportOptions options, Optional<ReportFolder> folder) {
        return new ReportPage(report, sums, options, folder).page();
    }

    private static List<ScoredCase> worstFirst(EvaluationReport report) {
        List<ScoredCase> cases = new ArrayList<>(report.scored());
        cases.removeIf(scored -> !Aggregation.meanDiceOf(scored).isDefined());
        cases.sort(Comparator.comparingDouble(
                scored -> Aggregation.meanDiceOf(scored).orNaN()));
        return cases;
    }

    private String page() {
        html.append(Html.pageStart(report.title()));
        head();
        notices();
        html.append(ClassTables.main(report, sums, folder));
        html.append(new WorstCases(report, options, folder).section(worstFirst));
        html.append(CaseTables.allCases(report, worstFirst, folder));
        html.append(ClassTables.everyScore(report, sums));
        html.append(CaseTables.undefined(report));
        for (ReportSection section : options.sections()) {
            html.append("<section><h2>").append(Html.escape(section.title())).append("</h2>");
            html.append(section.html()).append("</section>\n");
        }
        foot();
        return html.append(Html.PAGE_END).toString();
    }

    private void head() {
        html.append("<h1>").append(Html.escape(report.title())).append("</h1>\n<p class=\"soft\">");
        html.append(Html.count(report.scored().size(), "case", "cases")).append(" · ");
        html.append(Html.count(report.scheme().groups().size(), "class", "classes"))
                .append(" · scored by ");
        html.append(Html.escape(report.scorer())).append("</p>\n<div class=\"headline\">");
        String range = sums.meanDiceInterval()
                .map(i -> "95% interval " + Html.number("dice", i.low()) + " to " + Html.number("dice", i.high()))
                .orElse("no interval from fewer than two cases");
        fact("first", "Mean Dice", Html.score("dice", sums.meanDice()), range);
        if (!worstFirst.isEmpty()) {
            ScoredCase worst = worstFirst.get(0);
            ScoredCase best = worstFirst.get(worstFirst.size() - 1);
            fact("", "Worst case", diceOf(worst), Html.escape(worst.files().id()));
            fact("", "Best case", diceOf(best), Html.escape(best.files().id()));
        }
        long undefined = CaseTables.undefinedCount(report);
        fact("", "Undefined scores", String.valueOf(undefined), undefined == 0 ? "none" : "named below");
        html.append("</div>\n");
    }

    private static String diceOf(ScoredCase scored) {
        return Html.score("dice", Aggregation.meanDiceOf(scored));
    }

    private void fact(String style, String name, String value, String note) {
        html.append("<dl class=\"")
                .append(style)
                .append("\"><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(value);
        html.append("<span class=\"note\">").append(note).append("</span></dd></dl>");
    }

    private void notices() {
        List<FailedCase> failed = report.failed();
        if (!failed.isEmpty()) {
            html.append("<div class=\"notice\" role=\"note\"><p><b>");
            html.append(Html.count(failed.size(), "case", "cases")).append(" could not be scored</b> and ");
            html.append(
                    failed.size() == 1
                            ? "is in no mean; counted as 0 it would make the mean Dice "
                            : "are in no mean; counted as 0 they would make the mean Dice ");
            html.append(Html.score("dice", sums.meanDiceFailedAsZero())).append(".</p><ul>");
            failed.stream()
                    .limit(20)
                    .forEach(f -> html.append("<li>")
                            .append(Html.escape(f.files().id() + ": " + f.reason()))
                            .append("</li>"));
            if (failed.size() > 20) {
                html.append("<li>").append(failed.size() - 20).append(" more in report.json</li>");
            }
            html.append("</ul></div>\n");
        }
        if (!sums.neverOccurring().isEmpty()) {
            html.append("<div class=\"notice\" role=\"note\"><p><b>Never occurs:</b> ")
                    .append(Html.escape(String.join(", ", sums.neverOccurring())))
                    .append(
                            ". Neither reference nor prediction holds it in any case; the mean is over the other classes.")
                    .append(" (nnU-Net's summary.json says NaN here.)</p></div>\n");
        }
    }

    private void foot() {
        html.append(
                        "<footer><p>Dice is 2·TP / (2·TP + FP + FN) over voxels. Mean Dice is the mean over classes of their mean ")
                .append(
                        "over cases; a class empty in both reference and prediction of a case has no Dice there, one that is ")
                .append(
                        "empty in either has 0. Intervals are 95% percentile bootstrap intervals over cases (1000 draws, fixed ")
                .append(
                        "seed; beyond 2000 cases a class' interval is the normal one); means leave out infinite and undefined values, which are counted beside them.</p>")
                .append("<p>Every value is in report.json and, one a line, in report.csv.</p></footer>");
    }
}
