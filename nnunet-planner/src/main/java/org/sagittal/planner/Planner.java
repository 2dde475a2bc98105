package org.sagittal.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.planner.budget.BudgetRule;
import org.sagittal.planner.budget.BudgetTask;
import org.sagittal.planner.budget.BudgetedConfiguration;
import org.sagittal.planner.budget.TimeBudget;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.ConfigurationRule;
import org.sagittal.planner.rules.Decided;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.LowResolutionRule;
import org.sagittal.planner.rules.PlannedConfiguration;
import org.sagittal.planner.rules.PlanningFacts;
import org.sagittal.planner.rules.PlanningTargets;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * (fingerprint, description, options) -> plans, the same plans that nnU-Net's planner of that name writes. A pure function.
 *
 * <p>Reference: Isensee et al., "nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation",
 * Nature Methods 18, 2021; Isensee et al., "nnU-Net Revisited", MICCAI 2024; nnunetv2 2.8.1.
 */
public final class Planner {
    private Planner() {}

    /**
     * Plans a dataset.
     *
     * @param fingerprint sizes, spacings and intensities of its cases
     * @param dataset its description
     * @param options planner, memory target and wishes
     * @return plans and decisions
     * @throws org.sagittal.planner.rules.PlanningException if no plan exists, e.g. when the target spacing leaves no voxel
     */
    public static PlannedExperiment plan(
            DatasetFingerprint fingerprint, DatasetDescription dataset, PlanOptions options) {
        PlanningFacts facts = facts(fingerprint, dataset);
        String named = options.imageReader().or(dataset::imageReaderWriter).orElse("");
        Outline outline = Outline.of(facts, dataset.fileEnding(), named, options);
        List<Decision> decisions = new ArrayList<>(outline.decisions());
        List<PlannedConfiguration> configurations = configurations(outline, facts, options, decisions);
        configurations.forEach(c -> decisions.addAll(c.decisions()));
        Plans plans = PlansAssembly.assemble(outline, configurations, fingerprint, options);
        return new PlannedExperiment(plans, configurations, decisions, warnings(configurations));
    }

    /**
     * Plans a dataset for the time there is: nnU-Net's plans, with patch, width, batch and schedule of each configuration reduced
     * until one fold trains within the budget. What was given up stands in the decisions and under {@code sagittal} in the plans,
     * which nnU-Net ignores, so it can load them.
     *
     * @param fingerprint sizes, spacings and intensities of its cases
     * @param dataset its description
     * @param options planner, memory target and wishes
     * @param budget hours and machine
     * @return plans, decisions, and a warning for each configuration that cannot be made to fit
     */
    public static PlannedExperiment planWithin(
            DatasetFingerprint fingerprint, DatasetDescription dataset, PlanOptions options, TimeBudget budget) {
        PlannedExperiment full = plan(fingerprint, dataset, options);
        double slices = full.plans().originalMedianShapeVoxels().get(0);
        List<BudgetedConfiguration> fitted = full.configurations().stream()
                .filter(c -> c.design().trainable())
                .map(c -> new BudgetTask(
                        c,
                        dataset.channelNames().size(),
                        dataset.labels().segmentationHeads(),
                        dataset.numTraining() * (c.task().dimensions() == 2 ? slices : 1)))
                .map(task -> BudgetRule.fit(task, budget))
                .toList();
        return BudgetedPlans.apply(full, fitted, budget);
    }

    private static PlanningFacts facts(DatasetFingerprint fingerprint, DatasetDescription dataset) {
        return new PlanningFacts(
                fingerprint.spacings(),
                fingerprint.shapesAfterCrop(),
                fingerprint.medianRelativeSizeAfterCropping(),
                dataset.channelNames(),
                dataset.labels().entries(),
                dataset.numTraining());
    }

    /** In the order nnU-Net lists them: 2d, 3d_lowres, 3d_fullres. */
    private static List<PlannedConfiguration> configurations(
            Outline outline, PlanningFacts facts, PlanOptions options, List<Decision> decisions) {
        PlanningTargets targets =
                new PlanningTargets(options.profile(), options.memoryGb(), PlanningTargets.BASE_FEATURES);
        List<PlannedConfiguration> planned = new ArrayList<>();
        planned.add(ConfigurationRule.plan(outline.task2d(facts), targets));
        if (outline.threeDimensional()) {
            PlannedConfiguration fullres = ConfigurationRule.plan(outline.task3d(facts), targets);
            Decided<Optional<PlannedConfiguration>> lowres = LowResolutionRule.decide(fullres, facts.trainingCases());
            decisions.add(lowres.decision());
            lowres.value().ifPresent(planned::add);
            planned.add(fullres);
        }
        return planned;
    }

    private static List<String> warnings(List<PlannedConfiguration> configurations) {
        return configurations.stream()
                .filter(c -> !c.design().trainable())
                .map(c -> c.name() + " has a single resolution stage and cannot be trained: its patch of "
                        + c.design().topology().patch() + " voxels is too small to be halved; nnU-Net plans it too,"
                        + " and cannot run it")
                .toList();
    }
}
