package org.sagittal.preprocessing.dicom.series;

import org.sagittal.geometry.Vec3;

/**
 * Where the pixels of one slice lie: pixel (y, x) -> origin + x * dx * xAxis + y * dy * yAxis, LPS millimetres.
 *
 * <p>Reference: PS3.3 C.7.6.2.1.1. DICOM lists spacings as rows before columns; here each belongs to the axis along which one steps.
 *
 * @param originMm centre of the first pixel (Image Position Patient)
 * @param xAxis unit vector along a row, towards higher columns (first half of Image Orientation Patient)
 * @param yAxis unit vector along a column, towards higher rows (second half)
 * @param yMm distance between rows
 * @param xMm distance between columns
 * @param rows y extent
 * @param columns x extent
 */
public record SlicePlane(Vec3 originMm, Vec3 xAxis, Vec3 yAxis, double yMm, double xMm, int rows, int columns) {
    private static final Vec3 X = new Vec3(1, 0, 0);
    private static final Vec3 Y = new Vec3(0, 1, 0);
    /** GDCM's bound on the scalar product of axes that count as orthogonal. */
    private static final double SOUND = 1e-3;

    /** Refuses distances and extents that are not positive. */
    public SlicePlane {
        if (!(yMm > 0) || !(xMm > 0) || !Double.isFinite(yMm + xMm)) {
            throw new IllegalArgumentException(
                    "pixel spacing must be positive and finite, got " + yMm + " and " + xMm + " mm");
        }
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("rows and columns must be at least 1, got " + rows + " and " + columns);
        }
    }

    /**
     * A plane from the six numbers of Image Orientation Patient. They are brought to unit length; what is no orientation (zeros, axes that
     * are not orthogonal) counts as not said, which is (1, 0, 0, 0, 1, 0), as SimpleITK reads it.
     *
     * @param originMm centre of the first pixel
     * @param cosines six numbers
     * @param yxMm distances between rows and between columns
     * @param rows y extent
     * @param columns x extent
     * @return the plane
     */
    public static SlicePlane of(Vec3 originMm, double[] cosines, double[] yxMm, int rows, int columns) {
        Vec3 x = new Vec3(cosines[0], cosines[1], cosines[2]);
        Vec3 y = new Vec3(cosines[3], cosines[4], cosines[5]);
        double xLength = x.length();
        double yLength = y.length();
        boolean sound = xLength > 0 && yLength > 0 && Math.abs(x.dot(y)) <= SOUND * xLength * yLength;
        if (!sound) {
            return new SlicePlane(originMm, X, Y, yxMm[0], yxMm[1], rows, columns);
        }
        return new SlicePlane(originMm, unit(x), unit(y), yxMm[0], yxMm[1], rows, columns);
    }

    private static Vec3 unit(Vec3 v) {
        return Vec3.ZERO.along(v, 1 / v.length());
    }

    /**
     * The direction in which slices are stacked.
     *
     * @return unit vector, xAxis x yAxis
     */
    public Vec3 normal() {
        return unit(xAxis.cross(yAxis));
    }

    /**
     * How far two planes are from parallel and from turned within their plane.
     *
     * @param other another plane
     * @return the larger angle between their axes, in degrees
     */
    public double angleTo(SlicePlane other) {
        return Math.max(degrees(xAxis, other.xAxis), degrees(yAxis, other.yAxis));
    }

    private static double degrees(Vec3 a, Vec3 b) {
        return Math.toDegrees(Math.atan2(a.cross(b).length(), a.dot(b)));
    }
}
