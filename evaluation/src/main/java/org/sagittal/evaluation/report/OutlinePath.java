package org.sagittal.evaluation.report;

import java.util.Locale;

/** The border of a mask of pixels as the data of an SVG path: every edge between a pixel inside and one outside, runs joined. */
final class OutlinePath {
    private final StringBuilder path = new StringBuilder();
    private final double stepDown;
    private final double stepRight;

    private OutlinePath(double stepDown, double stepRight) {
        this.stepDown = stepDown;
        this.stepRight = stepRight;
    }

    /**
     * Traces a mask.
     *
     * @param mask (rows, columns); the outside of the picture counts as outside of the mask
     * @param stepDown size of a row in the picture's unit
     * @param stepRight size of a column
     * @return path data, empty for an empty mask
     */
    static String of(boolean[][] mask, double stepDown, double stepRight) {
        OutlinePath outline = new OutlinePath(stepDown, stepRight);
        int rows = mask.length;
        int columns = mask[0].length;
        for (int y = 0; y <= rows; y++) {
            outline.alongRow(mask, y, columns);
        }
        for (int x = 0; x <= columns; x++) {
            outline.alongColumn(mask, x, rows);
        }
        return outline.path.toString();
    }

    private static boolean inside(boolean[][] mask, int y, int x) {
        return y >= 0 && y < mask.length && x >= 0 && x < mask[0].length && mask[y][x];
    }

    private void alongRow(boolean[][] mask, int y, int columns) {
        int start = -1;
        for (int x = 0; x <= columns; x++) {
            boolean edge = x < columns && inside(mask, y - 1, x) != inside(mask, y, x);
            if (edge && start < 0) {
                start = x;
            } else if (!edge && start >= 0) {
                path.append('M').append(number(start * stepRight)).append(' ').append(number(y * stepDown));
                path.append('H').append(number(x * stepRight));
                start = -1;
            }
        }
    }

    private void alongColumn(boolean[][] mask, int x, int rows) {
        int start = -1;
        for (int y = 0; y <= rows; y++) {
            boolean edge = y < rows && inside(mask, y, x - 1) != inside(mask, y, x);
            if (edge && start < 0) {
                start = y;
            } else if (!edge && start >= 0) {
                path.append('M').append(number(x * stepRight)).append(' ').append(number(start * stepDown));
                path.append('V').append(number(y * stepDown));
                start = -1;
            }
        }
    }

    /** At most two digits after the point, and none that say nothing. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
