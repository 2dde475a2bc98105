package org.sagittal.planner.rules;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * nnU-Net's five planners: which network they plan, for which GPU memory, and the feature-map sums that memory stands for.
 *
 * <p>Reference: nnunetv2 2.8.1, the table in the design notes, section 3.6.
 */
public enum PlannerProfile {
    /** The default of nnU-Net until 2.4: plain U-Net, 8 GB. */
    EXPERIMENT("ExperimentPlanner", "nnUNetPlans", NetworkFamily.PLAIN_CONV, 8, 560_000_000, 85_000_000, 0.05),
    /** Residual encoder with the default's batch-size cap. */
    RES_ENC(
            "ResEncUNetPlanner",
            "nnUNetResEncUNetPlans",
            NetworkFamily.RESIDUAL_ENCODER,
            8,
            680_000_000,
            135_000_000,
            0.05),
    /** Residual encoder, medium: 8 GB. */
    RES_ENC_M(
            "nnUNetPlannerResEncM",
            "nnUNetResEncUNetMPlans",
            NetworkFamily.RESIDUAL_ENCODER,
            8,
            680_000_000,
            135_000_000,
            1),
    /** Residual encoder, large: 24 GB; what nnU-Net's authors recommend. */
    RES_ENC_L(
            "nnUNetPlannerResEncL",
            "nnUNetResEncUNetLPlans",
            NetworkFamily.RESIDUAL_ENCODER,
            24,
            2_100_000_000L,
            380_000_000,
            1),
    /** Residual encoder, extra large: 40 GB. */
    RES_ENC_XL(
            "nnUNetPlannerResEncXL",
            "nnUNetResEncUNetXLPlans",
            NetworkFamily.RESIDUAL_ENCODER,
            40,
            3_600_000_000L,
            560_000_000,
            1);

    private final String plannerName;
    private final String defaultPlansName;
    private final NetworkFamily family;
    private final double referenceGb;
    private final long reference3d;
    private final long reference2d;
    private final double datasetShare;

    PlannerProfile(
            String plannerName,
            String defaultPlansName,
            NetworkFamily family,
            double referenceGb,
            long reference3d,
            long reference2d,
            double datasetShare) {
        this.plannerName = plannerName;
        this.defaultPlansName = defaultPlansName;
        this.family = family;
        this.referenceGb = referenceGb;
        this.reference3d = reference3d;
        this.reference2d = reference2d;
        this.datasetShare = datasetShare;
    }

    /**
     * Finds a planner by nnU-Net's class name.
     *
     * @param plannerName e.g. {@code nnUNetPlannerResEncL}
     * @return the profile
     * @throws IllegalArgumentException if there is none of that name, listing those there are
     */
    public static PlannerProfile named(String plannerName) {
        return Arrays.stream(values())
                .filter(p -> p.plannerName.equals(plannerName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("planner must be one of "
                        + Arrays.stream(values())
                                .map(PlannerProfile::plannerName)
                                .collect(Collectors.joining(", "))
                        + ", got \"" + plannerName + "\""));
    }

    /**
     * nnU-Net's class name.
     *
     * @return e.g. {@code ExperimentPlanner}
     */
    public String plannerName() {
        return plannerName;
    }

    /**
     * What the plans are called unless told otherwise.
     *
     * @return e.g. {@code nnUNetPlans}
     */
    public String defaultPlansName() {
        return defaultPlansName;
    }

    /**
     * The kind of network it plans.
     *
     * @return the family
     */
    public NetworkFamily family() {
        return family;
    }

    /**
     * The GPU memory its reference values stand for, and its default target.
     *
     * @return gigabytes
     */
    public double referenceGb() {
        return referenceGb;
    }

    /**
     * The sum of feature-map elements that fills {@link #referenceGb()} at {@link #referenceBatch(int)}.
     *
     * @param dimensions 2 or 3
     * @return elements
     */
    public long referenceElements(int dimensions) {
        return dimensions == 2 ? reference2d : reference3d;
    }

    /**
     * The batch size the reference values were measured with.
     *
     * @param dimensions 2 or 3
     * @return 12 in 2D, 2 in 3D
     */
    public int referenceBatch(int dimensions) {
        return dimensions == 2 ? 12 : 2;
    }

    /**
     * The largest part of all training voxels that one batch may cover.
     *
     * @return 0.05 or 1
     */
    public double datasetShare() {
        return datasetShare;
    }

    /**
     * Where data of a configuration is kept. Residual-encoder planners share the 2d and 3d_fullres data of the default planner.
     *
     * @param plansName the plans' name
     * @param configuration the configuration's name
     * @return nnU-Net's {@code data_identifier}
     */
    public String dataIdentifier(String plansName, String configuration) {
        boolean shared = family == NetworkFamily.RESIDUAL_ENCODER && !configuration.equals("3d_lowres");
        return (shared ? "nnUNetPlans" : plansName) + "_" + configuration;
    }
}
