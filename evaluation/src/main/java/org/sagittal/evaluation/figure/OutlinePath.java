package org.sagittal.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The border of a mask of pixels as lines: every edge between a pixel inside and one outside, runs of one kind joined. */
final class OutlinePath {
    /** The kind of pixels outside of the mask. */
    static final int OUTSIDE = -1;

    private final SortedMap<Integer, List<Edge>> edges = new TreeMap<>();
    private final int[][] kinds;
    private final double stepDown;
    private final double stepRight;

    private OutlinePath(int[][] kinds, double stepDown, double stepRight) {
        this.kinds = kinds;
        this.stepDown = stepDown;
        this.stepRight = stepRight;
    }

    /** A line along one of the axes, from the smaller coordinate to the larger. */
    record Edge(double x1, double y1, double x2, double y2) {
        /** The line as data of an SVG path. */
        String data() {
            String start = "M" + Drawing.number(x1) + " " + Drawing.number(y1);
            return y1 == y2 ? start + "H" + Drawing.number(x2) : start + "V" + Drawing.number(y2);
        }
    }

    /**
     * Traces a mask.
     *
     * @param mask (rows, columns); the outside of the picture counts as outside of the mask
     * @param stepDown size of a row in the picture's unit
     * @param stepRight size of a column
     * @return the lines, none for an empty mask
     */
    static List<Edge> of(boolean[][] mask, double stepDown, double stepRight) {
        int[][] kinds = new int[mask.length][mask[0].length];
        for (int y = 0; y < mask.length; y++) {
            for (int x = 0; x < mask[0].length; x++) {
                kinds[y][x] = mask[y][x] ? 0 : OUTSIDE;
            }
        }
        return byKind(kinds, stepDown, stepRight).getOrDefault(0, List.of());
    }

    /**
     * Traces a mask whose pixels are of several kinds; a line is of its inner pixel's kind.
     *
     * @param kinds (rows, columns), {@link #OUTSIDE} or a kind from 0
     * @param stepDown size of a row in the picture's unit
     * @param stepRight size of a column
     * @return kind to lines
     */
    static SortedMap<Integer, List<Edge>> byKind(int[][] kinds, double stepDown, double stepRight) {
        OutlinePath outline = new OutlinePath(kinds, stepDown, stepRight);
        int rows = kinds.length;
        int columns = kinds[0].length;
        for (int y = 0; y <= rows; y++) {
            outline.along(y, columns, true);
        }
        for (int x = 0; x <= columns; x++) {
            outline.along(x, rows, false);
        }
        return outline.edges;
    }

    private int kind(int y, int x) {
        return y >= 0 && y < kinds.length && x >= 0 && x < kinds[0].length ? kinds[y][x] : OUTSIDE;
    }

    /** The kind of the edge before a line's pixel; none if both sides are inside or both outside. */
    private int edge(int line, int along, boolean row) {
        int before = row ? kind(line - 1, along) : kind(along, line - 1);
        int after = row ? kind(line, along) : kind(along, line);
        return (before == OUTSIDE) == (after == OUTSIDE) ? OUTSIDE : Math.max(before, after);
    }

    private void along(int line, int length, boolean row) {
        int start = 0;
        int running = OUTSIDE;
        for (int i = 0; i <= length; i++) {
            int here = i < length ? edge(line, i, row) : OUTSIDE;
            if (here != running) {
                if (running != OUTSIDE) {
                    edges.computeIfAbsent(running, kind -> new ArrayList<>()).add(line(line, start, i, row));
                }
                start = i;
                running = here;
            }
        }
    }

    private Edge line(int line, int start, int end, boolean row) {
        return row
                ? new Edge(start * stepRight, line * stepDown, end * stepRight, line * stepDown)
                : new Edge(line * stepRight, start * stepDown, line * stepRight, end * stepDown);
    }
}
