package org.sagittal.evaluation.topology;

/**
 * The 3 x 3 x 3 cube around a voxel as 27 bits, bit 9 dz + 3 dy + dx + 13, and whether taking the middle away changes the topology.
 *
 * <p>A voxel is simple if the object's neighbours hang together in one piece (by corners), and so do the background's (by faces) that
 * touch it. Reference: Malandain and Bertrand, Fast characterization of 3D simple points (1992).
 */
final class Neighbours {
    static final int CENTRE = 13;
    private static final int ALL = (1 << 27) - 1;
    private static final int AROUND = ALL & ~(1 << CENTRE);
    private static final int[] BY_CORNERS = new int[27];
    private static final int[] BY_FACES = new int[27];
    private static final int FACES;
    private static final int EDGES_AND_FACES;

    static {
        int faces = 0;
        int edgesAndFaces = 0;
        for (int a = 0; a < 27; a++) {
            int steps = Math.abs(a / 9 - 1) + Math.abs(a / 3 % 3 - 1) + Math.abs(a % 3 - 1);
            faces |= steps == 1 ? 1 << a : 0;
            edgesAndFaces |= steps == 1 || steps == 2 ? 1 << a : 0;
            for (int b = 0; b < 27; b++) {
                int dz = Math.abs(a / 9 - b / 9);
                int dy = Math.abs(a / 3 % 3 - b / 3 % 3);
                int dx = Math.abs(a % 3 - b % 3);
                BY_CORNERS[a] |= Math.max(dz, Math.max(dy, dx)) == 1 ? 1 << b : 0;
                BY_FACES[a] |= dz + dy + dx == 1 ? 1 << b : 0;
            }
        }
        FACES = faces;
        EDGES_AND_FACES = edgesAndFaces;
    }

    private Neighbours() {}

    /** Neighbours that are set. */
    static int count(int cube) {
        return Integer.bitCount(cube & AROUND);
    }

    /** Whether the middle can go without joining, parting or piercing anything. */
    static boolean isSimple(int cube) {
        int object = cube & AROUND;
        if (object == 0 || flood(Integer.lowestOneBit(object), object, BY_CORNERS) != object) {
            return false;
        }
        int background = ~cube & EDGES_AND_FACES;
        int touching = background & FACES;
        return touching != 0 && (flood(Integer.lowestOneBit(touching), background, BY_FACES) & touching) == touching;
    }

    private static int flood(int seed, int within, int[] adjacent) {
        int reached = seed;
        int fresh = seed;
        while (fresh != 0) {
            int next = 0;
            for (int bits = fresh; bits != 0; bits &= bits - 1) {
                next |= adjacent[Integer.numberOfTrailingZeros(bits)];
            }
            fresh = next & within & ~reached;
            reached |= fresh;
        }
        return reached;
    }
}
