package org.sagittal.models.training.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.patch.RandomStream;
import org.sagittal.preprocessing.ClassLocations;

/**
 * Where the initial patch lies in a case. It may hang over the border by half of what it is larger than the network's patch, or as much as
 * it takes to be larger than the case, on either side.
 *
 * <p>Reference: nnU-Net's data loader. A patch around a chosen voxel is kept from starting too early but not from ending too late, and
 * this is copied.
 *
 * @param initialPatch extents of what is cut from the case
 * @param patch extents of the network's input
 * @param hasIgnoreLabel whether patches that are not centred on foreground are centred on annotated voxels
 */
public record PatchBoxes(Shape initialPatch, Shape patch, boolean hasIgnoreLabel) {
    /** Refuses initial patches smaller than the patch. */
    public PatchBoxes {
        for (int axis = 0; axis < 3; axis++) {
            if (initialPatch.axis(axis) < patch.axis(axis)) {
                throw new IllegalArgumentException(
                        "initialPatch must hold the patch " + patch + ", got " + initialPatch);
            }
        }
    }

    /**
     * Draws a box.
     *
     * @param shape extents of the case
     * @param locations voxels of its classes
     * @param forced whether the box is centred on a voxel of a class
     * @param random a stream of this draw's own
     * @return the box of the initial patch, possibly beyond the case's border
     */
    public Box draw(Shape shape, ClassLocations locations, boolean forced, RandomStream random) {
        OptionalInt chosen = OptionalInt.empty();
        if (forced) {
            chosen = drawClass(locations, random);
        } else if (hasIgnoreLabel) {
            chosen = annotated(locations);
        }
        if (chosen.isEmpty()) {
            return anywhere(shape, random);
        }
        int row = random.below(locations.count(chosen.getAsInt()));
        int[] voxel = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            voxel[axis] = locations.coordinate(chosen.getAsInt(), row, axis);
        }
        return around(shape, voxel);
    }

    /**
     * The box whose centre is a voxel, unless it would start before the first allowed place.
     *
     * @param shape extents of the case
     * @param voxel (z, y, x)
     * @return the box of the initial patch
     */
    Box around(Shape shape, int[] voxel) {
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = Math.max(lowest(shape, axis), voxel[axis] - initialPatch.axis(axis) / 2);
        }
        return at(start);
    }

    private Box anywhere(Shape shape, RandomStream random) {
        int[] start = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = random.between(lowest(shape, axis), highest(shape, axis));
        }
        return at(start);
    }

    private Box at(int[] start) {
        return new Box(
                start[0],
                start[1],
                start[2],
                start[0] + initialPatch.z(),
                start[1] + initialPatch.y(),
                start[2] + initialPatch.x());
    }

    private int lowest(Shape shape, int axis) {
        return Math.floorDiv(-overhang(shape, axis), 2);
    }

    private int highest(Shape shape, int axis) {
        int overhang = overhang(shape, axis);
        return shape.axis(axis) + overhang / 2 + overhang % 2 - initialPatch.axis(axis);
    }

    private int overhang(Shape shape, int axis) {
        int extent = initialPatch.axis(axis);
        return Math.max(extent - patch.axis(axis), extent - shape.axis(axis));
    }

    /** Uniform among the classes that have voxels; the annotated voxels count as a class only if there is no other. */
    private static OptionalInt drawClass(ClassLocations locations, RandomStream random) {
        List<Integer> eligible = new ArrayList<>();
        for (int k = 0; k < locations.classes().size(); k++) {
            if (locations.count(k) > 0) {
                eligible.add(k);
            }
        }
        if (eligible.size() > 1) {
            eligible.removeIf(locations::annotatedVoxels);
        }
        return eligible.isEmpty() ? OptionalInt.empty() : OptionalInt.of(eligible.get(random.below(eligible.size())));
    }

    private static OptionalInt annotated(ClassLocations locations) {
        for (int k = 0; k < locations.classes().size(); k++) {
            if (locations.annotatedVoxels(k) && locations.count(k) > 0) {
                return OptionalInt.of(k);
            }
        }
        return OptionalInt.empty();
    }
}
