package org.sagittal.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.Planner;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/** nnU-Net's plans with networks of a quarter of the width, which a laptop trains in minutes. */
public final class SmallPlans {
    private static final int NARROWER = 4;

    private SmallPlans() {}

    /**
     * Plans.
     *
     * @param fingerprint sizes, spacings and intensities of the cases
     * @param dataset its description
     * @param options planner, memory and wishes
     * @return the usual plans, with fewer features in each stage
     */
    public static PlannedExperiment plan(
            DatasetFingerprint fingerprint, DatasetDescription dataset, PlanOptions options) {
        PlannedExperiment usual = Planner.plan(fingerprint, dataset, options);
        ObjectNode json = usual.plans().json();
        for (JsonNode configuration : json.get("configurations")) {
            if (configuration.at("/architecture/arch_kwargs/features_per_stage") instanceof ArrayNode features) {
                for (int stage = 0; stage < features.size(); stage++) {
                    features.set(stage, Math.max(1, features.get(stage).asInt() / NARROWER));
                }
            }
        }
        return new PlannedExperiment(
                Plans.parse(json, options.plansName()), usual.configurations(), usual.decisions(), usual.warnings());
    }
}
