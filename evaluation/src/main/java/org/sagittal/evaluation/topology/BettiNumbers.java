package org.sagittal.evaluation.topology;

import org.sagittal.evaluation.instance.Components;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.geometry.volume.Shape;

/**
 * How many parts, tunnels and cavities a mask has. Voxels are closed cubes: those that touch by a corner hang together, and what they
 * enclose is joined by faces.
 *
 * <p>Tunnels follow from the Euler characteristic, vertices - edges + faces - cubes = parts - tunnels + cavities. Reference: Kong and
 * Rosenfeld, Digital topology: introduction and survey, CVGIP 48:357 (1989).
 *
 * @param parts components (Betti number 0)
 * @param tunnels independent loops (Betti number 1)
 * @param cavities enclosed voids (Betti number 2), 0 in 2D
 */
public record BettiNumbers(long parts, long tunnels, long cavities) {
    /**
     * Counts them.
     *
     * @param mask the object
     * @param dimensions 3, or 2 for a true 2D image
     * @return all zero for an empty mask
     */
    public static BettiNumbers of(BitMask mask, int dimensions) {
        long parts = Components.of(mask, Neighbourhood.corners(dimensions)).count();
        long voids = Components.of(paddedBackground(mask, dimensions), Neighbourhood.faces(dimensions))
                        .count()
                - 1;
        if (dimensions == 2) {
            return new BettiNumbers(parts, voids, 0);
        }
        return new BettiNumbers(parts, parts + voids - euler(mask), voids);
    }

    private static BitMask paddedBackground(BitMask mask, int dimensions) {
        int depth = dimensions == 3 ? 1 : 0;
        Shape shape = mask.shape();
        BitMask padded = new BitMask(new Shape(shape.z() + 2 * depth, shape.y() + 2, shape.x() + 2));
        mask.forEach((z, y, x) -> padded.set(z + depth, y + 1, x + 1));
        BitMask all = new BitMask(padded.shape());
        for (int z = 0; z < padded.shape().z(); z++) {
            for (int y = 0; y < padded.shape().y(); y++) {
                all.setRun(z, y, 0, padded.shape().x());
            }
        }
        return all.andNot(padded);
    }

    /** Cells of each kind, each counted once: those that span the axes not in the bits of a kind, doubled across those that are. */
    private static long euler(BitMask mask) {
        long sum = 0;
        for (int across = 0; across < 8; across++) {
            // A cell doubled across n axes has dimension 3 - n.
            long cells = cells(mask, across >> 2 & 1, across >> 1 & 1, across & 1);
            sum += (3 - Integer.bitCount(across)) % 2 == 0 ? cells : -cells;
        }
        return sum;
    }

    /** Places that have a voxel there or one step before along an axis that is doubled. */
    private static long cells(BitMask mask, int acrossZ, int acrossY, int acrossX) {
        Shape shape = mask.shape();
        long count = 0;
        for (int z = 0; z < shape.z() + acrossZ; z++) {
            for (int y = 0; y < shape.y() + acrossY; y++) {
                long carry = 0;
                for (int w = 0; w < mask.rowWords(); w++) {
                    long bits = 0;
                    for (int k = 0; k < 4; k++) {
                        bits |= (k & ~(2 * acrossZ + acrossY)) == 0 ? word(mask, z - (k >> 1), y - (k & 1), w) : 0;
                    }
                    count += Long.bitCount(acrossX == 0 ? bits : bits | bits << 1 | carry);
                    carry = acrossX == 0 ? 0 : bits >>> 63;
                }
                count += carry;
            }
        }
        return count;
    }

    private static long word(BitMask mask, int z, int y, int w) {
        boolean inside =
                z >= 0 && y >= 0 && z < mask.shape().z() && y < mask.shape().y();
        return inside ? mask.word(mask.rowStart(z, y) + w) : 0;
    }

    /**
     * How far the numbers of two masks lie apart.
     *
     * @param other of the prediction
     * @return |difference| of parts, tunnels and cavities
     */
    public BettiNumbers error(BettiNumbers other) {
        return new BettiNumbers(
                Math.abs(parts - other.parts), Math.abs(tunnels - other.tunnels), Math.abs(cavities - other.cavities));
    }
}
