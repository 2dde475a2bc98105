package org.sagittal.evaluation.surface;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sagittal.geometry.volume.Spacing;

/** The rows around a point, (dz, dy), nearest first; as many as are worth looking at one by one. */
final class RowOffsets {
    private static final int MOST = 160;

    private final int[] dz;
    private final int[] dy;
    private final double[] squaredMm2;
    private final double beyondMm2;

    private RowOffsets(List<double[]> rows, double beyondMm2) {
        this.dz = rows.stream().mapToInt(row -> (int) row[1]).toArray();
        this.dy = rows.stream().mapToInt(row -> (int) row[2]).toArray();
        this.squaredMm2 = rows.stream().mapToDouble(row -> row[0]).toArray();
        this.beyondMm2 = beyondMm2;
    }

    static RowOffsets of(Spacing spacing, int dimensions) {
        double least = dimensions == 3 ? Math.min(spacing.yMm(), spacing.zMm()) : spacing.yMm();
        // Far enough for MOST rows, be they spread over a disc or strung along the finer axis.
        double disc = Math.sqrt(MOST * spacing.yMm() * spacing.zMm() / Math.PI) + spacing.yMm() + spacing.zMm();
        double limit = dimensions == 3 ? Math.min(disc, MOST * least) : MOST * least;
        int deep = dimensions == 3 ? (int) (limit / spacing.zMm()) : 0;
        int high = (int) (limit / spacing.yMm());
        List<double[]> rows = new ArrayList<>();
        for (int z = -deep; z <= deep; z++) {
            for (int y = -high; y <= high; y++) {
                double alongZ = z * spacing.zMm();
                double alongY = y * spacing.yMm();
                rows.add(new double[] {alongZ * alongZ + alongY * alongY, z, y});
            }
        }
        rows.sort(Comparator.comparingDouble(row -> row[0]));
        int size = Math.min(MOST, rows.size() - 1);
        double above = (high + 1) * spacing.yMm();
        double outside = dimensions == 3 ? Math.min((deep + 1) * spacing.zMm(), above) : above;
        double beyond = Math.min(rows.get(size)[0], outside * outside);
        return new RowOffsets(rows.subList(0, size), beyond);
    }

    int size() {
        return dz.length;
    }

    int dz(int i) {
        return dz[i];
    }

    int dy(int i) {
        return dy[i];
    }

    double squaredMm2(int i) {
        return squaredMm2[i];
    }

    /** No row that is not listed is nearer than this. */
    double beyondMm2() {
        return beyondMm2;
    }
}
