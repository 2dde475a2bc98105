package org.sagittal.evaluation.report;

import java.util.Map;
import org.sagittal.evaluation.CsvText;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.batch.GroupScores;

/**
 * {@code report.csv}: one score a line. An undefined score has no value and a
 * reason; infinity is {@code inf}.
 */
public final class ReportCsv {
    private ReportCsv() {}

    /**
     * Writes a report as text.
     *
     * @param report what to write
     * @return lines of case, class, labels, score, value, undefined
     */
    public static String of(EvaluationReport report) {
        StringBuilder text = new StringBuilder("case,class,labels,score,value,undefined\n");
        for (ScoredCase scored : report.scored()) {
            for (LabelGroup group : report.scheme().groups()) {
                GroupScores scores = scored.groups().get(group.key());
                if (scores != null) {
                    append(text, scored.files().id(), group, scores);
                }
            }
        }
        for (FailedCase failed : report.failed()) {
            CsvText.line(text, failed.files().id(), "", "", "", "", "failed: " + failed.reason());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String id, LabelGroup group, GroupScores scores) {
        var counts = scores.confusion();
        Map<String, Long> voxels = Map.of("tp", counts.tp(), "fp", counts.fp(), "fn", counts.fn(), "tn", counts.tn());
        for (String name : new String[] {"tp", "fp", "fn", "tn"}) {
            CsvText.line(
                    text, id, group.name(), group.key(), name, voxels.get(name).toString(), "");
        }
        scores.scores()
                .forEach((name, score) ->
                        CsvText.line(text, id, group.name(), group.key(), name, number(score), score.reason()));
    }

    private static String number(Score score) {
        if (!score.isDefined()) {
            return "";
        }
        double value = score.orNaN();
        return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Double.toString(value);
    }
}
