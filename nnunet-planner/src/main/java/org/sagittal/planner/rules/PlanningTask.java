package org.sagittal.planner.rules;

import java.util.List;

/**
 * What one configuration is planned for. Lists are in network axis order, (z, y, x) in 3D and (y, x) in 2D.
 *
 * @param configuration its name, e.g. {@code 3d_fullres}
 * @param spacingMm spacing per axis
 * @param shapeVoxels extent of the typical case per axis, possibly ending in .5
 * @param datasetVoxels voxels of all training cases together, for the batch-size cap
 * @param labelEntries entries of {@code labels} in dataset.json
 */
public record PlanningTask(
        String configuration,
        List<Double> spacingMm,
        List<Double> shapeVoxels,
        double datasetVoxels,
        int labelEntries) {
    /** Refuses lists of unequal length and cases that vanish at this spacing. */
    public PlanningTask {
        spacingMm = List.copyOf(spacingMm);
        shapeVoxels = List.copyOf(shapeVoxels);
        if (spacingMm.size() != shapeVoxels.size() || spacingMm.size() < 2 || spacingMm.size() > 3) {
            throw new IllegalArgumentException("spacingMm and shapeVoxels must both have 2 or 3 entries, got "
                    + spacingMm.size() + " and " + shapeVoxels.size());
        }
        for (int axis = 0; axis < shapeVoxels.size(); axis++) {
            if (!(shapeVoxels.get(axis) > 0)) {
                throw new PlanningException(configuration + ": the typical case has no voxel left along axis " + axis
                        + " at a spacing of " + Axes.text(spacingMm) + " mm; choose a finer target spacing");
            }
        }
    }

    /**
     * The number of spatial axes.
     *
     * @return 2 or 3
     */
    public int dimensions() {
        return spacingMm.size();
    }
}
