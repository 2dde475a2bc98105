package org.sagittal.planner;

import java.util.Optional;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.planner.rules.PlannerProfile;

/**
 * What a person may decide about a plan. {@link #of} gives nnU-Net's defaults; the {@code with} methods change one thing.
 *
 * @param datasetName {@code dataset_name} of the plans, e.g. {@code Dataset004_Hippocampus}
 * @param profile which of nnU-Net's planners
 * @param memoryGb GPU memory to plan for
 * @param plansName {@code plans_name}
 * @param targetSpacing spacing to use instead of the rule's, in the images' own (z, y, x) order
 * @param suppressTranspose whether the images keep their axis order
 * @param imageReader nnU-Net's reader found by trying an image; empty: the file ending decides
 */
public record PlanOptions(
        String datasetName,
        PlannerProfile profile,
        double memoryGb,
        String plansName,
        Optional<Spacing> targetSpacing,
        boolean suppressTranspose,
        Optional<String> imageReader) {
    /** Refuses blank names and a memory target that is not positive. */
    public PlanOptions {
        if (datasetName.isBlank() || plansName.isBlank()) {
            throw new IllegalArgumentException("datasetName and plansName must not be blank, got \"" + datasetName
                    + "\" and \"" + plansName + "\"");
        }
        if (!(memoryGb > 0) || !Double.isFinite(memoryGb)) {
            throw new IllegalArgumentException("memoryGb must be positive and finite, got " + memoryGb);
        }
    }

    /**
     * nnU-Net's defaults of one planner.
     *
     * @param datasetName the dataset's folder name
     * @param profile the planner
     * @return its own memory target and plans name
     */
    public static PlanOptions of(String datasetName, PlannerProfile profile) {
        return new PlanOptions(
                datasetName,
                profile,
                profile.referenceGb(),
                profile.defaultPlansName(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /**
     * The same with another memory target.
     *
     * @param gb gigabytes
     * @return the changed options
     */
    public PlanOptions withMemoryGb(double gb) {
        return new PlanOptions(datasetName, profile, gb, plansName, targetSpacing, suppressTranspose, imageReader);
    }

    /**
     * The same under another name.
     *
     * @param name {@code plans_name}
     * @return the changed options
     */
    public PlanOptions withPlansName(String name) {
        return new PlanOptions(datasetName, profile, memoryGb, name, targetSpacing, suppressTranspose, imageReader);
    }

    /**
     * The same with a given target spacing.
     *
     * @param spacing in the images' own (z, y, x) order
     * @return the changed options
     */
    public PlanOptions withTargetSpacing(Spacing spacing) {
        return new PlanOptions(
                datasetName, profile, memoryGb, plansName, Optional.of(spacing), suppressTranspose, imageReader);
    }

    /**
     * The same without transposition.
     *
     * @return the changed options
     */
    public PlanOptions withoutTranspose() {
        return new PlanOptions(datasetName, profile, memoryGb, plansName, targetSpacing, true, imageReader);
    }

    /**
     * The same with the reader that was found to read the images.
     *
     * @param reader nnU-Net's class name
     * @return the changed options
     */
    public PlanOptions withImageReader(String reader) {
        return new PlanOptions(
                datasetName, profile, memoryGb, plansName, targetSpacing, suppressTranspose, Optional.of(reader));
    }
}
