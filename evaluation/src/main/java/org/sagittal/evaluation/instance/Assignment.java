package org.sagittal.evaluation.instance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The choice of overlaps, each component in at most one, whose worths sum to the most.
 *
 * <p>Components that overlap nothing in common are assigned apart, so that hundreds of lesions make many small tables instead of a large one.
 * Reference: Kuhn, The Hungarian method for the assignment problem (1955), in the form with shortest augmenting paths of Jonker and
 * Volgenant (1987).
 */
final class Assignment {
    private final List<OverlapTable.Overlap> chosen = new ArrayList<>();

    /**
     * Chooses.
     *
     * @param allowed the overlaps to choose from
     * @param worth of each, at least 0
     */
    Assignment(List<OverlapTable.Overlap> allowed, ToDoubleFunction<OverlapTable.Overlap> worth) {
        for (List<OverlapTable.Overlap> group : groups(allowed)) {
            choose(group, worth);
        }
    }

    /** The overlaps chosen; those of worth 0 are not among them. */
    List<OverlapTable.Overlap> pairs() {
        return chosen;
    }

    /** Overlaps that hang together by a common component. */
    private static List<List<OverlapTable.Overlap>> groups(List<OverlapTable.Overlap> overlaps) {
        Map<Long, Long> parent = new LinkedHashMap<>();
        for (OverlapTable.Overlap o : overlaps) {
            long a = root(parent, o.reference());
            long b = root(parent, ~(long) o.prediction());
            parent.put(b, a);
        }
        Map<Long, List<OverlapTable.Overlap>> groups = new LinkedHashMap<>();
        overlaps.forEach(o -> groups.computeIfAbsent(root(parent, o.reference()), key -> new ArrayList<>())
                .add(o));
        return List.copyOf(groups.values());
    }

    private static long root(Map<Long, Long> parent, long of) {
        long at = of;
        while (parent.computeIfAbsent(at, key -> key) != at) {
            at = parent.get(at);
        }
        parent.put(of, at);
        return at;
    }

    private void choose(List<OverlapTable.Overlap> group, ToDoubleFunction<OverlapTable.Overlap> worth) {
        List<Integer> rows =
                group.stream().map(OverlapTable.Overlap::reference).distinct().toList();
        List<Integer> columns =
                group.stream().map(OverlapTable.Overlap::prediction).distinct().toList();
        // Square, so that a component may stay alone at no cost.
        int size = Math.max(rows.size(), columns.size());
        double[][] cost = new double[size][size];
        OverlapTable.Overlap[][] at = new OverlapTable.Overlap[size][size];
        for (OverlapTable.Overlap o : group) {
            int row = rows.indexOf(o.reference());
            int column = columns.indexOf(o.prediction());
            cost[row][column] = -worth.applyAsDouble(o);
            at[row][column] = o;
        }
        int[] rowOf = new CheapestTable(cost).rowOf();
        for (int column = 0; column < size; column++) {
            OverlapTable.Overlap o = at[rowOf[column]][column];
            if (o != null && cost[rowOf[column]][column] < 0) {
                chosen.add(o);
            }
        }
    }

    /** A square table whose every row is given a column, so that the costs there sum to the least. */
    private static final class CheapestTable {
        private final double[][] cost;
        private final int size;
        private final double[] rowPrice;
        private final double[] columnPrice;
        private final int[] rowOf;
        private final double[] least;
        private final int[] before;
        private final boolean[] done;

        CheapestTable(double[][] cost) {
            this.cost = cost;
            this.size = cost.length;
            this.rowPrice = new double[size];
            // The column beyond the last is where every path begins.
            this.columnPrice = new double[size + 1];
            this.rowOf = new int[size + 1];
            this.least = new double[size];
            this.before = new int[size];
            this.done = new boolean[size + 1];
            Arrays.fill(rowOf, -1);
            for (int row = 0; row < size; row++) {
                place(row);
            }
        }

        int[] rowOf() {
            return Arrays.copyOf(rowOf, size);
        }

        /** Gives a row a column along the cheapest path of exchanges. */
        private void place(int row) {
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            Arrays.fill(done, false);
            rowOf[size] = row;
            int column = size;
            while (rowOf[column] >= 0) {
                done[column] = true;
                int next = nearest(column);
                reprice(least[next]);
                column = next;
            }
            while (column != size) {
                rowOf[column] = rowOf[before[column]];
                column = before[column];
            }
        }

        /** The column that is reached next, after paths through the last one are looked at. */
        private int nearest(int from) {
            int row = rowOf[from];
            int nearest = -1;
            for (int column = 0; column < size; column++) {
                if (!done[column]) {
                    double through = cost[row][column] - rowPrice[row] - columnPrice[column];
                    if (through < least[column]) {
                        least[column] = through;
                        before[column] = from;
                    }
                    nearest = nearest < 0 || least[column] < least[nearest] ? column : nearest;
                }
            }
            return nearest;
        }

        private void reprice(double step) {
            for (int column = 0; column <= size; column++) {
                if (done[column]) {
                    rowPrice[rowOf[column]] += step;
                    columnPrice[column] -= step;
                } else if (column < size) {
                    least[column] -= step;
                }
            }
        }
    }
}
