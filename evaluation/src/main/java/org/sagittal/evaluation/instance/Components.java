package org.sagittal.evaluation.instance;

import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.geometry.transform.ConnectedComponents;
import org.sagittal.geometry.volume.Box;

/** The connected components of a mask of bits, numbered 0, 1, ... in the order of each component's first voxel. */
public final class Components {
    private final ConnectedComponents found;

    private Components(ConnectedComponents found) {
        this.found = found;
    }

    /**
     * Finds the components.
     *
     * @param mask which voxels
     * @param neighbourhood which of them touch
     * @return the components
     */
    public static Components of(BitMask mask, Neighbourhood neighbourhood) {
        return new Components(ConnectedComponents.of(mask.shape(), mask::runs, neighbourhood.connectivity()));
    }

    /**
     * How many components there are.
     *
     * @return 0 for an empty mask
     */
    public int count() {
        return found.count();
    }

    /**
     * The voxels of each component.
     *
     * @return one size a component
     */
    public long[] sizes() {
        long[] sizes = new long[count()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = found.voxels(i);
        }
        return sizes;
    }

    /**
     * The tight box of each component.
     *
     * @return one box a component
     */
    public Box[] boxes() {
        return found.boxes();
    }

    /**
     * The voxels of some components.
     *
     * @param wanted which, one flag a component
     * @param box where to cut, in the mask's coordinates; it holds them and may reach beyond
     * @return a mask of the box's shape
     */
    public BitMask mask(boolean[] wanted, Box box) {
        BitMask cut = new BitMask(box.shape());
        found.forEachRun((number, z, y, from, to) -> {
            if (wanted[number]) {
                cut.setRun(z - box.startZ(), y - box.startY(), from - box.startX(), to - box.startX());
            }
        });
        return cut;
    }

    /** How many voxels each component shares with each of the other. */
    OverlapTable overlapWith(Components other) {
        OverlapTable table = new OverlapTable();
        found.forEachShared(other.found, table::add);
        return table;
    }
}
