package org.sagittal.evaluation.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.figure.Drawing;
import org.sagittal.evaluation.figure.Drawing.Anchor;
import org.sagittal.evaluation.figure.Ink;
import org.sagittal.evaluation.study.Standing;

/**
 * All cases of one class on a line: a dot a case, a box over the middle half, a line for the median, a diamond with whiskers for the mean and
 * its interval. Many cases become bars of a histogram.
 */
final class StripPlot {
    private static final double WIDTH = 320;
    private static final double HEIGHT = 34;
    private static final double PAD = 8;
    private static final double MIDDLE = 17;
    private static final int MOST_DOTS = 400;
    private static final int BINS = 40;
    private static final double NAMES = 150;

    /** Into how many parts the tenths between a share and 1 are cut, so that the marks are round. */
    private static final int[] PARTS = {4, 4, 3, 4, 5, 3, 7, 4, 3, 5};

    private final double low;
    private final double high;
    private final int parts;

    /** A line from low to high, the same for all classes of a table, with marks between its equal parts. */
    StripPlot(double low, double high, int parts) {
        this.low = low;
        this.high = high;
        this.parts = parts;
    }

    /** The line on which all summaries fit: of a distance from 0 up to a round number, of a share down to a round tenth. */
    static StripPlot fitting(String scoreName, List<ScoreSummary> summaries) {
        double[] values = summaries.stream()
                .flatMap(summary -> summary.finite().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(1);
        if (least >= 0 && most <= 1 && !Html.isDistance(scoreName)) {
            int tenths = Math.max(0, (int) Math.floor(Math.min(least, 0.9) * 10 - 1e-9));
            return new StripPlot(tenths / 10.0, 1, PARTS[Math.max(0, 9 - tenths)]);
        }
        double step = roundStep((most - Math.min(0, least)) / 4);
        double start = least < 0 ? Math.floor(least / step) * step : 0;
        return new StripPlot(start, start + 4 * step * Math.max(1, Math.ceil((most - start) / (4 * step) - 1e-9)), 4);
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double roundStep(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(wanted, 1e-6))));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= wanted - 1e-12) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private double x(double value) {
        return PAD + (WIDTH - 2 * PAD) * (value - low) / (high - low);
    }

    /** The scale, to stand above the strips. */
    Drawing axis() {
        Drawing axis = new Drawing(WIDTH, 16, "scale of the strips below");
        for (int i = 0; i <= parts; i++) {
            double value = low + (high - low) * i / parts;
            Anchor anchor = i == 0 ? Anchor.START : i == parts ? Anchor.END : Anchor.MIDDLE;
            double at = i == 0 ? 0 : i == parts ? WIDTH : x(value);
            String words = String.format(Locale.ROOT, "%.3f", value)
                    .replaceAll("0+$", "")
                    .replaceAll("\\.$", "");
            axis.words(Ink.WORDS, anchor, at, 12, words);
        }
        return axis;
    }

    /** The strip of one class. */
    Drawing of(ScoreSummary summary) {
        Drawing strip = empty("distribution over cases");
        if (summary.finite().isEmpty()) {
            return strip;
        }
        double left = x(summary.percentile(25).orNaN());
        double right = x(summary.percentile(75).orNaN());
        strip.rectangle(Ink.BOX, left, 5, Math.max(1, right - left), 24);
        if (summary.finite().size() > MOST_DOTS) {
            bars(strip, summary.finite());
        } else {
            dots(strip, summary.finite());
        }
        vertical(strip, Ink.LINE, x(summary.percentile(50).orNaN()), 5, 29);
        summary.interval().ifPresent(interval -> whisker(strip, interval.low(), interval.high()));
        return strip.diamond(Ink.MEAN, x(summary.mean().orNaN()), MIDDLE, 5);
    }

    private Drawing empty(String label) {
        Drawing strip = new Drawing(WIDTH, HEIGHT, label);
        for (int i = 0; i <= parts; i++) {
            vertical(strip, Ink.GRID, x(low + (high - low) * i / parts), 2, HEIGHT - 2);
        }
        return strip;
    }

    /** The line on which all trainings of a study fit. */
    static StripPlot ofStudy(List<Standing> standings) {
        double least = 1;
        double most = 0;
        for (Standing standing : standings) {
            double spread = spread(standing);
            double[] means = standing.foldMeans().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .filter(Double::isFinite)
                    .toArray();
            least = Math.min(
                    least,
                    Math.min(
                            standing.mean() - spread, Arrays.stream(means).min().orElse(1)));
            most = Math.max(
                    most,
                    Math.max(
                            standing.mean() + spread, Arrays.stream(means).max().orElse(0)));
        }
        double step = roundStep(Math.max(0.004, most - least) / 3);
        double start = Math.floor(least / step + 1e-9) * step;
        return new StripPlot(start, start + 4 * step, 4);
    }

    private static double spread(Standing standing) {
        return standing.repeatSpread().orElse(standing.foldSpread().orElse(0));
    }

    /** The trainings of a contender: a dot a training, a diamond for the mean, whiskers as long as the spread. */
    Drawing of(Standing standing) {
        Drawing strip = empty("trainings of " + standing.name());
        double spread = spread(standing);
        whisker(strip, standing.mean() - spread, standing.mean() + spread);
        dots(
                strip,
                standing.foldMeans().stream()
                        .flatMap(List::stream)
                        .filter(Double::isFinite)
                        .toList());
        return strip.diamond(Ink.MEAN, x(standing.mean()), MIDDLE, 5);
    }

    private void whisker(Drawing strip, double from, double to) {
        strip.line(Ink.LINE, new double[] {x(from), MIDDLE}, new double[] {x(to), MIDDLE});
    }

    private static void vertical(Drawing strip, Ink ink, double x, double from, double to) {
        strip.line(ink, new double[] {x, from}, new double[] {x, to});
    }

    private void dots(Drawing strip, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            // The golden ratio spreads neighbours evenly without chance.
            double shift = (i * 0.618033988749895) % 1 - 0.5;
            strip.circle(Ink.DOT, x(values.get(i)), MIDDLE + shift * 18, 2);
        }
    }

    private void bars(Drawing strip, List<Double> values) {
        int[] counts = new int[BINS];
        for (double value : values) {
            counts[Math.max(0, Math.min(BINS - 1, (int) ((value - low) / (high - low) * BINS)))]++;
        }
        int most = Arrays.stream(counts).max().orElse(1);
        for (int i = 0; i < BINS; i++) {
            double height = 26.0 * counts[i] / most;
            double x = x(low + (high - low) * i / BINS);
            strip.rectangle(Ink.BAR, x, 30 - height, (WIDTH - 2 * PAD) / BINS - 0.6, height);
        }
    }

    /** The strips of all classes on one sheet, for a paper. */
    static Drawing sheet(String scoreName, List<LabelGroup> groups, List<ScoreSummary> summaries) {
        StripPlot strip = fitting(scoreName, summaries);
        Drawing sheet = sheet(
                Html.scoreName(scoreName),
                strip,
                groups.size(),
                "dot: case; box: middle half; line: median; diamond: mean, 95% interval");
        sheet.words(Ink.WORDS, Anchor.START, NAMES + WIDTH + 12, 16, "cases");
        for (int i = 0; i < groups.size(); i++) {
            row(sheet, i, groups.get(i).name(), strip.of(summaries.get(i)));
            String cases = Integer.toString(summaries.get(i).finite().size());
            sheet.words(Ink.WORDS, Anchor.START, NAMES + WIDTH + 12, 26 + i * HEIGHT + MIDDLE, cases);
        }
        return sheet;
    }

    /** The strips of all contenders on one sheet, for a paper. */
    static Drawing sheet(String scoreName, List<Standing> standings) {
        StripPlot strip = ofStudy(standings);
        Drawing sheet = sheet(
                Html.scoreName(scoreName),
                strip,
                standings.size(),
                "dot: training; diamond: mean; whisker: spread over repeats, else folds");
        for (int i = 0; i < standings.size(); i++) {
            row(sheet, i, standings.get(i).name(), strip.of(standings.get(i)));
        }
        return sheet;
    }

    private static Drawing sheet(String title, StripPlot strip, int rows, String legend) {
        double height = 34 + HEIGHT * rows + 24;
        return new Drawing(NAMES + WIDTH + 60, height, title)
                .words(Ink.NAMES, Anchor.START, 8, 16, title)
                .place(strip.axis(), NAMES, 4)
                .words(Ink.WORDS, Anchor.START, 8, height - 10, legend);
    }

    private static void row(Drawing sheet, int row, String name, Drawing strip) {
        String fitting = name.length() > 24 ? name.substring(0, 23) + "…" : name;
        sheet.words(Ink.NAMES, Anchor.START, 8, 26 + row * HEIGHT + MIDDLE, fitting);
        sheet.place(strip, NAMES, 22 + row * HEIGHT);
    }
}
