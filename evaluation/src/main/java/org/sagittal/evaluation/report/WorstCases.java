package org.sagittal.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.figure.SliceOverlay;

/** The section of the page that shows the worst cases: slices with outlines, the same slices with signed surface errors, scores, links. */
final class WorstCases {
    private final EvaluationReport report;
    private final ReportOptions options;
    private final Optional<ReportFolder> folder;

    WorstCases(EvaluationReport report, ReportOptions options, Optional<ReportFolder> folder) {
        this.report = report;
        this.options = options;
        this.folder = folder;
    }

    /** The section; empty text if every case is perfect or none is to be drawn. */
    String section(List<ScoredCase> worstFirst) {
        List<ScoredCase> drawn = worstFirst.stream()
                .filter(scored -> Aggregation.meanDiceOf(scored).orNaN() < 1)
                .limit(options.worstCases())
                .toList();
        if (drawn.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<section><h2>Worst cases first</h2>\n<p class=\"soft\">The slices on which ");
        html.append(
                        "reference and prediction disagree in the most voxels. Above: both outlines. Below: the predicted outline, ")
                .append(
                        "coloured by its signed distance to the reference's surface in 3D: negative, blue: it lies inside the ")
                .append(
                        "reference (predicted too small); positive, orange: outside (too large). Bars: share of the whole outline.")
                .append("</p><p class=\"legend\"><span class=\"ref\">reference</span>")
                .append("<span class=\"pred\">prediction</span></p>\n<div class=\"cases\">");
        drawn.forEach(scored -> html.append(article(scored)));
        return html.append("</div></section>\n").toString();
    }

    private String article(ScoredCase scored) {
        StringBuilder html = new StringBuilder("<article class=\"case\"><header><h3>");
        html.append(Html.escape(scored.files().id()));
        html.append("</h3><b>Dice ").append(Html.score("dice", Aggregation.meanDiceOf(scored)));
        html.append("</b></header>");
        List<String> links = new ArrayList<>();
        folder.ifPresent(at -> links.addAll(files(at, scored.files())));
        // The pictures; a page without one is better than no page, so a file that cannot be read again leaves a
        // sentence.
        try {
            SliceOverlay overlay = SliceOverlay.of(
                    options.labels().apply(scored.files().reference()),
                    options.labels().apply(scored.files().prediction()),
                    options.images().apply(scored.files()),
                    report.scheme());
            html.append(pictures(overlay));
            html.append(CaseTables.scoresOf(report, scored, Optional.of(overlay)));
            folder.ifPresent(at -> links.add("figure "
                    + at.figure(
                            "case-" + scored.files().id(),
                            overlay.sheet(scored.files().id()))));
        } catch (RuntimeException e) {
            String said = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            html.append("<p class=\"soft\">No picture: ")
                    .append(Html.escape(said))
                    .append("</p>");
            html.append(CaseTables.scoresOf(report, scored, Optional.empty()));
        }
        if (!links.isEmpty()) {
            html.append("<p class=\"links\">").append(String.join(" · ", links)).append("</p>");
        }
        return html.append("</article>\n").toString();
    }

    private List<String> files(ReportFolder at, CasePair files) {
        List<String> links = new ArrayList<>();
        links.add(at.link(files.reference(), "reference"));
        links.add(at.link(files.prediction(), "prediction"));
        options.imageFiles().apply(files).ifPresent(image -> links.add(at.link(image, "image")));
        return links;
    }

    private static String pictures(SliceOverlay overlay) {
        StringBuilder html = new StringBuilder("<div class=\"slices\">");
        for (SliceOverlay.Plane plane : overlay.planes()) {
            html.append("<figure>")
                    .append(plane.outlines().svg())
                    .append(plane.error().svg());
            html.append("<figcaption>").append(Html.escape(plane.caption())).append("</figcaption></figure>");
        }
        html.append("</div><figure class=\"scale\">").append(overlay.legend().svg());
        return html.append("<figcaption>signed surface error in mm<br><span class=\"inside\">inside, too small</span> ")
                .append("<span class=\"outside\">outside, too large</span></figcaption></figure>")
                .toString();
    }
}
