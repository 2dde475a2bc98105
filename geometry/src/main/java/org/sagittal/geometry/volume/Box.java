package org.sagittal.geometry.volume;

/**
 * The voxels v with start &lt;= v &lt; end along each axis of a (z, y, x) array. Starts may be negative and ends may lie beyond an
 * array: a box is a set of integer triples, not a part of a certain volume.
 *
 * @param startZ first slice
 * @param startY first row
 * @param startX first column
 * @param endZ slice after the last
 * @param endY row after the last
 * @param endX column after the last
 */
public record Box(int startZ, int startY, int startX, int endZ, int endY, int endX) {
    /** Refuses a box without voxels. */
    public Box {
        if (endZ <= startZ || endY <= startY || endX <= startX) {
            throw new IllegalArgumentException("box must end after its start along every axis, got [" + startZ + ", "
                    + endZ + ") [" + startY + ", " + endY + ") [" + startX + ", " + endX + ")");
        }
    }

    /**
     * The box of all voxels of an array.
     *
     * @param shape the array's extents
     * @return the box from (0, 0, 0) to the shape
     */
    public static Box of(Shape shape) {
        return new Box(0, 0, 0, shape.z(), shape.y(), shape.x());
    }

    /**
     * The extents of this box.
     *
     * @return end minus start
     */
    public Shape shape() {
        return new Shape(endZ - startZ, endY - startY, endX - startX);
    }

    /**
     * The first voxel along one axis.
     *
     * @param axis 0 for z, 1 for y, 2 for x
     * @return the inclusive start
     */
    public int start(int axis) {
        return switch (axis) {
            case 0 -> startZ;
            case 1 -> startY;
            case 2 -> startX;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2, got " + axis);
        };
    }

    /**
     * The voxel after the last along one axis.
     *
     * @param axis 0 for z, 1 for y, 2 for x
     * @return the exclusive end
     */
    public int end(int axis) {
        return switch (axis) {
            case 0 -> endZ;
            case 1 -> endY;
            case 2 -> endX;
            default -> throw new IllegalArgumentException("axis must be 0, 1 or 2, got " + axis);
        };
    }
}
