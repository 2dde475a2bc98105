package org.sagittal.evaluation.mask;

import org.sagittal.geometry.transform.ConnectedComponents.Connectivity;

/**
 * Which voxels touch: through faces, through faces and edges, or through corners as well; in a true 2D image only within the slice.
 *
 * <p>With words of bits the union of a voxel and its neighbours is a few shifts: a row's own neighbours in x are the row shifted by one.
 */
public enum Neighbourhood {
    /** 4 neighbours in the plane. */
    FACES_2D(2, 1, Connectivity.FACES_IN_SLICE),
    /** 8 neighbours in the plane. */
    CORNERS_2D(2, 2, Connectivity.CORNERS_IN_SLICE),
    /** 6 neighbours. */
    FACES(3, 1, Connectivity.FACES),
    /** 18 neighbours. */
    EDGES(3, 2, Connectivity.EDGES),
    /** 26 neighbours. */
    CORNERS(3, 3, Connectivity.CORNERS);

    private final int dimensions;
    private final int steps;
    private final Connectivity connectivity;

    Neighbourhood(int dimensions, int steps, Connectivity connectivity) {
        this.dimensions = dimensions;
        this.steps = steps;
        this.connectivity = connectivity;
    }

    /**
     * The neighbourhood through faces only.
     *
     * @param dimensions 2 or 3
     * @return 4 or 6 neighbours
     */
    public static Neighbourhood faces(int dimensions) {
        return dimensions == 2 ? FACES_2D : FACES;
    }

    /**
     * The neighbourhood through corners, edges and faces.
     *
     * @param dimensions 2 or 3
     * @return 8 or 26 neighbours
     */
    public static Neighbourhood corners(int dimensions) {
        return dimensions == 2 ? CORNERS_2D : CORNERS;
    }

    /**
     * What components of such neighbours are.
     *
     * @return which voxels touch
     */
    public Connectivity connectivity() {
        return connectivity;
    }

    /**
     * How many axes there are.
     *
     * @return 2 or 3
     */
    public int dimensions() {
        return dimensions;
    }

    /** The bits that are set or have a set neighbour. */
    long anyOf(BitMask mask, int z, int y, int w) {
        long result = 0;
        int depth = dimensions == 3 ? 1 : 0;
        for (int dz = -depth; dz <= depth; dz++) {
            for (int dy = -1; dy <= 1; dy++) {
                int taken = Math.abs(dz) + Math.abs(dy);
                if (taken > steps) {
                    continue;
                }
                long centre = mask.wordOrZero(z + dz, y + dy, w);
                result |= centre;
                if (taken < steps) {
                    result |= centre << 1 | mask.wordOrZero(z + dz, y + dy, w - 1) >>> 63;
                    result |= centre >>> 1 | mask.wordOrZero(z + dz, y + dy, w + 1) << 63;
                }
            }
        }
        return result;
    }
}
