package org.sagittal.evaluation.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sagittal.evaluation.statistics.Interval;

/**
 * All cases of one class on a line: a dot a case, a box over the middle half, a diamond with whiskers for the mean and its interval. Many
 * cases become bars of a histogram.
 */
final class StripPlot {
    private static final double WIDTH = 320;
    private static final double HEIGHT = 34;
    private static final double PAD = 6;
    private static final double MIDDLE = 17;
    private static final int MOST_DOTS = 400;
    private static final int BINS = 40;

    private final double low;
    private final double high;

    /** A line from low to high, the same for all classes of a table. */
    StripPlot(double low, double high) {
        this.low = low;
        this.high = high;
    }

    /** The line on which all summaries fit: of Dice down to a round tenth. */
    static StripPlot fitting(List<ScoreSummary> summaries) {
        double least = summaries.stream()
                .flatMap(summary -> summary.finite().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        return new StripPlot(Math.max(0, Math.floor(Math.min(least, 0.9) * 10 - 1e-9) / 10), 1);
    }

    private double x(double value) {
        return PAD + (WIDTH - 2 * PAD) * (value - low) / (high - low);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The scale, to stand above the strips. */
    String axis() {
        StringBuilder svg = open("scale of the strips below", 16);
        for (int i = 0; i <= 4; i++) {
            double value = low + (high - low) * i / 4;
            String anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
            double at = i == 0 ? 0 : i == 4 ? WIDTH : x(value);
            svg.append("<text x=\"")
                    .append(text(at))
                    .append("\" y=\"12\" text-anchor=\"")
                    .append(anchor)
                    .append("\">");
            svg.append(String.format(Locale.ROOT, "%.3f", value)
                    .replaceAll("0+$", "")
                    .replaceAll("\\.$", ""));
            svg.append("</text>");
        }
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(String label, double height) {
        return new StringBuilder("<svg class=\"strip\" viewBox=\"0 0 " + text(WIDTH) + " " + text(height)
                + "\" role=\"img\" aria-label=\"" + Html.escape(label) + "\">");
    }

    /** The strip of one class. */
    String of(ScoreSummary summary) {
        StringBuilder svg = open("distribution over cases", HEIGHT);
        for (int i = 0; i <= 4; i++) {
            line(svg, "grid", x(low + (high - low) * i / 4), 2, x(low + (high - low) * i / 4), HEIGHT - 2);
        }
        if (summary.finite().isEmpty()) {
            return svg.append("</svg>").toString();
        }
        double left = x(summary.percentile(25).orNaN());
        double right = x(summary.percentile(75).orNaN());
        svg.append("<rect class=\"box\" x=\"")
                .append(text(left))
                .append("\" y=\"5\" height=\"24\" rx=\"2\" width=\"")
                .append(text(Math.max(1, right - left)))
                .append("\"/>");
        if (summary.finite().size() > MOST_DOTS) {
            bars(svg, summary.finite());
        } else {
            dots(svg, summary.finite());
        }
        double median = x(summary.percentile(50).orNaN());
        line(svg, "median", median, 5, median, 29);
        mean(svg, summary);
        return svg.append("</svg>").toString();
    }

    private void dots(StringBuilder svg, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            // The golden ratio spreads neighbours evenly without chance.
            double shift = (i * 0.618033988749895) % 1 - 0.5;
            svg.append("<circle cx=\"")
                    .append(text(x(values.get(i))))
                    .append("\" cy=\"")
                    .append(text(MIDDLE + shift * 18))
                    .append("\" r=\"2\"/>");
        }
    }

    private void bars(StringBuilder svg, List<Double> values) {
        int[] counts = new int[BINS];
        for (double value : values) {
            counts[Math.max(0, Math.min(BINS - 1, (int) ((value - low) / (high - low) * BINS)))]++;
        }
        int most = Arrays.stream(counts).max().orElse(1);
        for (int i = 0; i < BINS; i++) {
            double height = 26.0 * counts[i] / most;
            svg.append("<rect class=\"bar\" x=\"")
                    .append(text(x(low + (high - low) * i / BINS)))
                    .append("\" y=\"")
                    .append(text(30 - height))
                    .append("\" width=\"")
                    .append(text((WIDTH - 2 * PAD) / BINS - 0.6))
                    .append("\" height=\"")
                    .append(text(height))
                    .append("\"/>");
        }
    }

    private void mean(StringBuilder svg, ScoreSummary summary) {
        double mean = x(summary.mean().orNaN());
        if (summary.interval().isPresent()) {
            Interval interval = summary.interval().get();
            line(svg, "whisker", x(interval.low()), MIDDLE, x(interval.high()), MIDDLE);
        }
        svg.append("<path class=\"mean\" d=\"M").append(text(mean)).append(" 11l5 6l-5 6l-5 -6z\"/>");
    }

    private static void line(StringBuilder svg, String name, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"").append(name).append("\" x1=\"").append(text(x1));
        svg.append("\" y1=\"").append(text(y1)).append("\" x2=\"").append(text(x2));
        svg.append("\" y2=\"").append(text(y2)).append("\"/>");
    }
}
