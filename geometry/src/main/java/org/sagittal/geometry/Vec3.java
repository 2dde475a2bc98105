package org.sagittal.geometry;

/**
 * A point or vector of R^3 in world millimetres, LPS: x grows to the patient's left, y to the back, z to the head (DICOM, ITK).
 *
 * @param x millimetres to the left
 * @param y millimetres to the back
 * @param z millimetres to the head
 */
public record Vec3(double x, double y, double z) {
    /** The world's origin. */
    public static final Vec3 ZERO = new Vec3(0, 0, 0);

    /** Refuses coordinates that are not finite. */
    public Vec3 {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
            throw new IllegalArgumentException("Vec3 must be finite, got (" + x + ", " + y + ", " + z + ")");
        }
    }
}
