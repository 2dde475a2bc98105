package org.sagittal.preprocessing.store;

import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * Where each voxel of an array lies in a section of chunks: a bijection from (z, y, x) to element positions.
 *
 * @param shape extents of the array
 * @param chunk extents of a chunk that no border cuts
 */
record ChunkGrid(Shape shape, Shape chunk) {
    /** 128 KiB of float32: small enough for little waste around a patch, large enough for few calls. */
    private static final Shape VOLUME_CHUNK = new Shape(16, 32, 64);

    private static final Shape SLICE_CHUNK = new Shape(1, 128, 256);

    /** What is done with the part of a box that lies in one chunk. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one chunk.
         *
         * @param chunk the voxels of the chunk
         * @param part those of them that were asked for
         */
        void visit(Box chunk, Box part);
    }

    /**
     * The grid we write.
     *
     * @param dimensions 2 if slices are read, 3 if volumes are
     * @param shape extents of the array
     * @return chunks that suit such reads
     */
    static ChunkGrid of(int dimensions, Shape shape) {
        return new ChunkGrid(shape, dimensions == 2 ? SLICE_CHUNK : VOLUME_CHUNK);
    }

    /** The element position of a chunk's first voxel. */
    long offset(Box c) {
        Shape s = c.shape();
        return c.startZ() * (long) shape.y() * shape.x()
                + s.z() * ((long) c.startY() * shape.x() + (long) s.y() * c.startX());
    }

    /** Visits the chunks that share voxels with a box inside the array, in the order they are stored. */
    void visit(Box box, Visitor visitor) {
        for (int z = box.startZ() / chunk.z() * chunk.z(); z < box.endZ(); z += chunk.z()) {
            for (int y = box.startY() / chunk.y() * chunk.y(); y < box.endY(); y += chunk.y()) {
                for (int x = box.startX() / chunk.x() * chunk.x(); x < box.endX(); x += chunk.x()) {
                    Box c = cut(z, y, x);
                    visitor.visit(c, common(c, box));
                }
            }
        }
    }

    private Box cut(int z, int y, int x) {
        return new Box(
                z,
                y,
                x,
                Math.min(z + chunk.z(), shape.z()),
                Math.min(y + chunk.y(), shape.y()),
                Math.min(x + chunk.x(), shape.x()));
    }

    private static Box common(Box a, Box b) {
        return new Box(
                Math.max(a.startZ(), b.startZ()),
                Math.max(a.startY(), b.startY()),
                Math.max(a.startX(), b.startX()),
                Math.min(a.endZ(), b.endZ()),
                Math.min(a.endY(), b.endY()),
                Math.min(a.endX(), b.endX()));
    }
}
