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

    /**
     * The way from another point to this one.
     *
     * @param other where it starts
     * @return this - other
     */
    public Vec3 minus(Vec3 other) {
        return new Vec3(x - other.x, y - other.y, z - other.z);
    }

    /**
     * The point some steps along a direction.
     *
     * @param direction one step
     * @param steps how many, also fractions and negative ones
     * @return this + steps * direction
     */
    public Vec3 along(Vec3 direction, double steps) {
        return new Vec3(x + steps * direction.x, y + steps * direction.y, z + steps * direction.z);
    }

    /**
     * The scalar product.
     *
     * @param other another vector
     * @return x * x' + y * y' + z * z'
     */
    public double dot(Vec3 other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /**
     * The vector product.
     *
     * @param other another vector
     * @return orthogonal to both
     */
    public Vec3 cross(Vec3 other) {
        return new Vec3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    /**
     * The Euclidean norm.
     *
     * @return millimetres
     */
    public double length() {
        return Math.sqrt(dot(this));
    }
}
