package org.sagittal.evaluation.instance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The free-response curve: how many of the lesions are found, against how many false findings a case one must take for it, as the
 * confidence asked of a finding is lowered.
 *
 * <p>Reference: Chakraborty and Winter, Free-response methodology, Radiology 174:873 (1990); the score at 1/8 to 8 false findings a case
 * is that of LUNA16 (Setio et al., 2017).
 *
 * @param points from the strictest confidence on
 */
public record DetectionCurve(List<Point> points) {
    private static final double[] RATES = {0.125, 0.25, 0.5, 1, 2, 4, 8};

    /** Takes a copy. */
    public DetectionCurve {
        points = List.copyOf(points);
    }

    /**
     * One finding of a detector.
     *
     * @param confidence the larger the surer
     * @param lesion which lesion it hits, any number unique over all cases; below 0 if it hits none
     */
    public record Finding(double confidence, int lesion) {}

    /**
     * One point of the curve.
     *
     * @param confidence findings down to this one are taken
     * @param falsePerCase false findings a case
     * @param sensitivity share of the lesions found
     */
    public record Point(double confidence, double falsePerCase, double sensitivity) {}

    /**
     * Draws the curve. Further hits of a lesion that is found already count neither way.
     *
     * @param findings of all cases
     * @param lesions how many there are in all cases, at least 1
     * @param cases how many, at least 1
     * @return the curve, a point for each confidence
     */
    public static DetectionCurve of(List<Finding> findings, int lesions, int cases) {
        if (lesions < 1 || cases < 1) {
            throw new IllegalArgumentException(
                    "lesions and cases must be at least 1, got " + lesions + " and " + cases);
        }
        List<Finding> surestFirst = new ArrayList<>(findings);
        surestFirst.sort(Comparator.comparingDouble(finding -> -finding.confidence()));
        Set<Integer> found = new HashSet<>();
        int wrong = 0;
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < surestFirst.size(); i++) {
            Finding finding = surestFirst.get(i);
            if (finding.lesion() < 0) {
                wrong++;
            } else {
                found.add(finding.lesion());
            }
            boolean last = i + 1 == surestFirst.size() || surestFirst.get(i + 1).confidence() < finding.confidence();
            if (last) {
                points.add(new Point(finding.confidence(), (double) wrong / cases, (double) found.size() / lesions));
            }
        }
        return new DetectionCurve(points);
    }

    /**
     * The sensitivity one gets for some false findings a case.
     *
     * @param falsePerCase at most so many
     * @return the largest sensitivity of the points within, 0 without one
     */
    public double sensitivityAt(double falsePerCase) {
        return points.stream()
                .filter(point -> point.falsePerCase() <= falsePerCase)
                .mapToDouble(Point::sensitivity)
                .max()
                .orElse(0);
    }

    /**
     * The mean sensitivity at 1/8, 1/4, 1/2, 1, 2, 4 and 8 false findings a case.
     *
     * @return 0 to 1
     */
    public double score() {
        double sum = 0;
        for (double rate : RATES) {
            sum += sensitivityAt(rate);
        }
        return sum / RATES.length;
    }
}
