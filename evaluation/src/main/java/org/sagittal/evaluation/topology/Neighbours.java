package org.sagittal.evaluation.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * The 3 x 3 x 3 cube around a voxel as 27 bits, bit 9 dz + 3 dy + dx + 13, and what taking the middle away does to the topology.
 *
 * <p>Reference: Lee, Kashyap and Chu, Building skeleton models via 3-D medial surface/axis thinning algorithms, CVGIP 56:462 (1994),
 * section 4: a voxel may go if the Euler characteristic stays and its neighbours still hang together.
 */
final class Neighbours {
    static final int CENTRE = 13;
    private static final int AROUND = (1 << 27) - 1 & ~(1 << CENTRE);
    private static final int[] BY_CORNERS = new int[27];

    /** The neighbours that share a corner, an edge or a face of the middle with it: one mask for each of the 8, 12 and 6. */
    private static final int[] CORNERS;

    private static final int[] EDGES;
    private static final int[] FACES;

    static {
        for (int a = 0; a < 27; a++) {
            for (int b = 0; b < 27; b++) {
                boolean near = Math.abs(a / 9 - b / 9) <= 1
                        && Math.abs(a / 3 % 3 - b / 3 % 3) <= 1
                        && Math.abs(a % 3 - b % 3) <= 1;
                BY_CORNERS[a] |= near && a != b ? 1 << b : 0;
            }
        }
        CORNERS = cells(3);
        EDGES = cells(2);
        FACES = cells(1);
    }

    private Neighbours() {}

    /** Cells of the middle that lie in directions along some of the axes. */
    private static int[] cells(int axes) {
        List<Integer> cells = new ArrayList<>();
        for (int direction = 0; direction < 27; direction++) {
            int[] step = {direction / 9 - 1, direction / 3 % 3 - 1, direction % 3 - 1};
            if (Math.abs(step[0]) + Math.abs(step[1]) + Math.abs(step[2]) == axes) {
                cells.add(sharing(step));
            }
        }
        return cells.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The neighbours along a direction's axes, each axis gone along or not. */
    private static int sharing(int[] step) {
        int sharing = 0;
        for (int part = 0; part < 8; part++) {
            int z = (part >> 2 & 1) * step[0];
            int y = (part >> 1 & 1) * step[1];
            int x = (part & 1) * step[2];
            sharing |= 1 << 9 * z + 3 * y + x + CENTRE;
        }
        return sharing & AROUND;
    }

    /** Neighbours that are set. */
    static int count(int cube) {
        return Integer.bitCount(cube & AROUND);
    }

    /** Whether the neighbours, if there are any, hang together by corners. */
    static boolean hangTogether(int cube) {
        int object = cube & AROUND;
        int reached = Integer.lowestOneBit(object);
        int fresh = reached;
        while (fresh != 0) {
            int next = 0;
            for (int bits = fresh; bits != 0; bits &= bits - 1) {
                next |= BY_CORNERS[Integer.numberOfTrailingZeros(bits)];
            }
            fresh = next & object & ~reached;
            reached |= fresh;
        }
        return reached == object;
    }

    /** Whether vertices - edges + faces - cubes stay as they are without the middle. */
    static boolean keepEuler(int cube) {
        return free(CORNERS, cube) - free(EDGES, cube) + free(FACES, cube) == 1;
    }

    private static int free(int[] cells, int cube) {
        int free = 0;
        for (int sharing : cells) {
            free += (sharing & cube) == 0 ? 1 : 0;
        }
        return free;
    }
}
