package org.sagittal.evaluation.surface;

import java.util.Arrays;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;

/**
 * What counts as the outline of a mask. The choice alone moves HD95 and NSD more than many a network does.
 *
 * <p>Reference: Podobnik and Vrtovec, Understanding implementation pitfalls of distance-based metrics for image segmentation (2024),
 * arXiv 2410.02630.
 */
public enum SurfaceModel {
    /**
     * Mask voxels with a face neighbour outside; beyond the image is outside. MedPy, MONAI, MetricsReloaded, panoptica.
     */
    FACE_BORDER("mask voxels that touch the outside by a face"),
    /** Mask voxels with a neighbour outside by face or edge; beyond the image is outside. MedPy with connectivity 2. */
    EDGE_BORDER("mask voxels that touch the outside by a face or edge"),
    /** Mask voxels with a neighbour outside by face, edge or corner; beyond the image is outside. MedPy with connectivity 3. */
    CORNER_BORDER("mask voxels that touch the outside by a face, edge or corner"),
    /**
     * As {@link #CORNER_BORDER}, but beyond the image is not outside: no outline at the image's edge, none at all for a mask that fills
     * it. ITK's LabelContour, seg-metrics.
     */
    CONTOUR("as by corners, without an outline at the image's edge"),
    /** Points between 2 x 2 x 2 voxels that are not all alike, each with the area of the surface there. surface-distance. */
    SURFACE_ELEMENTS("points between voxels, weighted by surface area"),
    /** All mask voxels: no outline. ITK's Hausdorff filters. */
    REGION("all voxels of the mask, not its outline");

    private final String description;

    SurfaceModel(String description) {
        this.description = description;
    }

    /**
     * The model in words.
     *
     * @return for the difference explainer
     */
    public String description() {
        return description;
    }

    /** The reference's outline. */
    Surface of(MaskPair masks) {
        BitMask mask = masks.reference();
        int dimensions = masks.dimensions();
        return switch (this) {
            case FACE_BORDER -> border(mask, Neighbourhood.faces(dimensions));
            case EDGE_BORDER -> border(mask, dimensions == 2 ? Neighbourhood.CORNERS_2D : Neighbourhood.EDGES);
            case CORNER_BORDER -> border(mask, Neighbourhood.corners(dimensions));
            case CONTOUR -> contour(masks);
            case SURFACE_ELEMENTS -> elements(mask, dimensions);
            case REGION -> new Surface(mask, new byte[0], dimensions);
        };
    }

    /** Outside the cut nothing is in the mask, so the complement's dilation reaches in from all sides. */
    private static Surface border(BitMask mask, Neighbourhood neighbourhood) {
        BitMask outside = complement(mask, Box.of(mask.shape()));
        BitMask border = mask.and(outside.dilated(neighbourhood));
        return new Surface(border, new byte[0], neighbourhood.dimensions());
    }

    private static Surface contour(MaskPair masks) {
        Neighbourhood neighbourhood = Neighbourhood.corners(masks.dimensions());
        BitMask outside = complement(masks.reference(), masks.imagePart());
        return new Surface(masks.reference().and(outside.dilated(neighbourhood)), new byte[0], masks.dimensions());
    }

    private static BitMask complement(BitMask mask, Box box) {
        BitMask all = new BitMask(mask.shape());
        for (int z = box.startZ(); z < box.endZ(); z++) {
            for (int y = box.startY(); y < box.endY(); y++) {
                all.setRun(z, y, box.startX(), box.endX());
            }
        }
        return all.andNot(mask);
    }

    /** Lattice point (z, y, x) lies between voxels z - 1 and z, y - 1 and y, x - 1 and x; in 2D only between rows and columns. */
    private static Surface elements(BitMask mask, int dimensions) {
        Shape shape = mask.shape();
        int depth = dimensions == 3 ? 1 : 0;
        BitMask points = new BitMask(new Shape(shape.z() + depth, shape.y() + 1, shape.x() + 1));
        CodeCollector codes = new CodeCollector();
        long[] rows = new long[2 + 2 * depth];
        for (int z = 0; z < points.shape().z(); z++) {
            for (int y = 0; y < points.shape().y(); y++) {
                for (int w = 0; w < points.rowWords(); w++) {
                    if (gather(mask, z, y, w, rows)) {
                        points.setWord(points.rowStart(z, y) + w, codes.add(rows, carries(mask, z, y, w, rows.length)));
                    }
                }
            }
        }
        return new Surface(points, codes.toArray(), dimensions);
    }

    /** The rows of voxels around lattice row (z, y): (z-1, y-1), (z-1, y), (z, y-1), (z, y); false if none holds a voxel near. */
    private static boolean gather(BitMask mask, int z, int y, int w, long[] rows) {
        long any = 0;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(mask, z, y, w, i, rows.length);
            any |= rows[i] | row(mask, z, y, w - 1, i, rows.length) >>> 63;
        }
        return any != 0;
    }

    private static long row(BitMask mask, int z, int y, int w, int i, int rows) {
        int dz = rows == 4 ? (i >> 1) - 1 : 0;
        int dy = (i & 1) - 1;
        Shape shape = mask.shape();
        boolean inside =
                z + dz >= 0 && z + dz < shape.z() && y + dy >= 0 && y + dy < shape.y() && w >= 0 && w < mask.rowWords();
        return inside ? mask.word(mask.rowStart(z + dz, y + dy) + w) : 0;
    }

    /** The last voxels of the words before, which are the left neighbours of bit 0. */
    private static long[] carries(BitMask mask, int z, int y, int w, int rows) {
        long[] carries = new long[rows];
        for (int i = 0; i < rows; i++) {
            carries[i] = row(mask, z, y, w - 1, i, rows) >>> 63;
        }
        return carries;
    }

    /** Codes in the order in which their elements are found. */
    private static final class CodeCollector {
        private byte[] codes = new byte[1024];
        private int count;

        /** Adds the elements among 64 lattice points; gives their bits. */
        long add(long[] right, long[] carries) {
            long any = 0;
            long all = -1;
            long[] left = new long[right.length];
            for (int i = 0; i < right.length; i++) {
                left[i] = right[i] << 1 | carries[i];
                any |= right[i] | left[i];
                all &= right[i] & left[i];
            }
            long active = any & ~all;
            for (long bits = active; bits != 0; bits &= bits - 1) {
                int bit = Long.numberOfTrailingZeros(bits);
                int code = 0;
                for (int i = 0; i < right.length; i++) {
                    code = code << 2 | (int) (left[i] >>> bit & 1) << 1 | (int) (right[i] >>> bit & 1);
                }
                append((byte) code);
            }
            return active;
        }

        private void append(byte code) {
            if (count == codes.length) {
                codes = Arrays.copyOf(codes, 2 * count);
            }
            codes[count++] = code;
        }

        byte[] toArray() {
            return Arrays.copyOf(codes, count);
        }
    }
}
