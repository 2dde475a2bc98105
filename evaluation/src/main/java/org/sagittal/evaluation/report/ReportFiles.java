package org.sagittal.evaluation.report;

import java.nio.file.Path;
import java.util.Optional;
import org.sagittal.evaluation.JsonText;

/**
 * Writes a report's files into a folder: {@code report.json}, {@code report.csv}, {@code index.html}, and below {@code figures/} the
 * distributions and the worst cases as SVG and PNG.
 */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes all of them.
     *
     * @param report what to write
     * @param folder where to; made if absent
     * @param options what the page shows beside the scores
     * @return the page
     */
    public static Path write(EvaluationReport report, Path folder, ReportOptions options) {
        Aggregation sums = report.aggregation();
        JsonText.write(folder.resolve("report.json"), JsonText.indented(ReportJson.of(report, sums)) + "\n");
        JsonText.write(folder.resolve("report.csv"), ReportCsv.of(report));
        Path page = folder.resolve("index.html");
        JsonText.write(page, ReportPage.of(report, sums, options, Optional.of(new ReportFolder(folder))));
        return page;
    }
}
