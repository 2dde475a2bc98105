package org.sagittal.evaluation.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Millimetres to colours, the same distance apart on both sides of 0: blue where the prediction is too small, white where it is right, orange
 * where it is too large. What lies beyond the end has the end's colour.
 *
 * @param limitMm where the scale ends
 */
record ErrorScale(double limitMm) {
    /** On either side of 0. */
    private static final int STEPS = 5;

    private static final int[] INSIDE = {0x3b, 0x82, 0xf6};
    private static final int[] RIGHT = {0xfa, 0xfa, 0xf5};
    private static final int[] OUTSIDE = {0xff, 0x5a, 0x1f};

    /** One a step, from inside to outside. */
    static final List<Ink> INKS = inks();

    private static final double[] ROUND = {0.5, 1, 2, 3, 5, 10, 15, 20, 30, 50, 100, 150, 200, 300, 500};
    private static final double BAR_WIDTH = 16;
    private static final double BARS_HEIGHT = 34;
    private static final double SIDE = 18;

    private static List<Ink> inks() {
        List<Ink> inks = new ArrayList<>();
        for (int step = -STEPS; step <= STEPS; step++) {
            int[] end = step < 0 ? INSIDE : OUTSIDE;
            // The root makes small errors visible.
            double share = Math.sqrt(Math.abs(step) / (double) STEPS);
            StringBuilder colour = new StringBuilder("#");
            for (int i = 0; i < 3; i++) {
                colour.append(String.format(Locale.ROOT, "%02x", Math.round(RIGHT[i] + share * (end[i] - RIGHT[i]))));
            }
            inks.add(Ink.line("e" + (step + STEPS), colour.toString(), 2.4));
        }
        return List.copyOf(inks);
    }

    /** A scale on which all but the largest twentieth of finite errors fit, ending at a round number. */
    static ErrorScale fitting(double[] errorsMm) {
        double[] sizes = Arrays.stream(errorsMm)
                .filter(Double::isFinite)
                .map(Math::abs)
                .sorted()
                .toArray();
        double wanted = sizes.length == 0 ? 0 : sizes[(int) (0.95 * (sizes.length - 1))];
        for (double round : ROUND) {
            if (round >= wanted) {
                return new ErrorScale(round);
            }
        }
        return new ErrorScale(1000);
    }

    /** Which step an error is, 0 to 10; 5 is right. */
    int step(double errorMm) {
        double share = Math.max(-1, Math.min(1, errorMm / limitMm));
        return (int) Math.round(STEPS * share) + STEPS;
    }

    /** The colours with millimetres below, and how much of the outline each covers. */
    Drawing legend(double[] errorsMm) {
        double width = 2 * SIDE + INKS.size() * BAR_WIDTH;
        Drawing drawing = new Drawing(width, BARS_HEIGHT + 26, "scale of the signed surface error in millimetres");
        drawing.rectangle(Ink.GROUND, 0, 0, width, BARS_HEIGHT + 26);
        double[] shares = new double[INKS.size()];
        Arrays.stream(errorsMm).forEach(error -> shares[step(error)] += 1.0 / errorsMm.length);
        double most = Math.max(1e-9, Arrays.stream(shares).max().orElse(1));
        for (int i = 0; i < shares.length; i++) {
            double x = SIDE + i * BAR_WIDTH;
            double bar = (BARS_HEIGHT - 6) * shares[i] / most;
            Ink ink = INKS.get(i).asArea();
            drawing.rectangle(ink, x, BARS_HEIGHT - bar, BAR_WIDTH - 1, bar);
            drawing.rectangle(ink, x, BARS_HEIGHT + 2, BAR_WIDTH - 1, 6);
        }
        for (int side = -1; side <= 1; side++) {
            double x = SIDE + (INKS.size() * BAR_WIDTH - 1) / 2 + side * STEPS * BAR_WIDTH;
            drawing.words(Ink.LETTERS, Drawing.Anchor.MIDDLE, x, BARS_HEIGHT + 20, words(side * limitMm));
        }
        return drawing;
    }

    private static String words(double mm) {
        String number = Drawing.number(Math.abs(mm));
        return mm == 0 ? "0 mm" : (mm < 0 ? "≤ −" : "≥ +") + number;
    }
}
