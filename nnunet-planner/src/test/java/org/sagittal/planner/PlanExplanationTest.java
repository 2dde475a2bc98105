package org.sagittal.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sagittal.planner.fingerprint.DatasetFingerprint;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.forecast.Throughput;
import org.sagittal.planner.rules.PlannerProfile;
import org.sagittal.preprocessing.dataset.DatasetDescription;

class PlanExplanationTest {
    private static final Throughput SPEED = Throughput.assumed(200e9, "assumed for the test");
    private static final String ISO = "Dataset501_IsoCT";

    private static PlannedExperiment plan(String name) {
        return Planner.plan(
                PlannedDatasets.fingerprint(name),
                PlannedDatasets.description(name),
                PlanOptions.of(name, PlannerProfile.EXPERIMENT));
    }

    private static List<Forecast> forecasts(PlannedExperiment planned, String name) {
        DatasetFingerprint fingerprint = PlannedDatasets.fingerprint(name);
        DatasetDescription dataset = PlannedDatasets.description(name);
        return Forecast.of(planned.plans(), fingerprint, dataset, SPEED);
    }

    @Test
    void whyThisPatchSizeIsAnswered() {
        PlannedExperiment planned = plan(ISO);
        String text = PlanExplanation.text(planned, forecasts(planned, ISO), SPEED);
        assertThat(text.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(110);
        assertThat(text.replaceAll("\\s+", " "))
                .contains("How large a piece of the image does the network see at once?")
                .contains("-> 128 x 128 x 128 voxels")
                .contains("% of the typical case")
                .contains("does not fit the memory target")
                .contains("200.0 GFLOP/s in 2D, 200.0 in 3D, assumed for the test")
                .contains("by nnU-Net's proxy")
                .contains("of main memory when trained on the processor")
                .contains("1000 epochs of 250 iterations")
                .contains("GB of preprocessed cases");
        assertThat(text)
                .contains("At which voxel spacing", "In which order", "How many patches", "How deep is the network");
    }

    @Test
    void theCascadeIsForecastAsWell() {
        PlannedExperiment planned = plan(ISO);
        assertThat(forecasts(planned, ISO).stream()
                        .map(f -> f.workload().configuration())
                        .toList())
                .isEqualTo(planned.plans().configurationNames())
                .contains("3d_cascade_fullres");
    }

    @Test
    void everyDecisionIsDataWithNumbersAndReason() {
        PlannedExperiment planned = plan(ISO);
        JsonNode json = PlanExplanation.json(planned, forecasts(planned, ISO));
        assertThat(json.get("decisions")).hasSize(planned.decisions().size()).hasSizeGreaterThan(10);
        for (JsonNode decision : json.get("decisions")) {
            assertThat(decision.get("inputs"))
                    .as(decision.get("rule").textValue())
                    .isNotEmpty();
            assertThat(decision.get("why").textValue()).isNotBlank();
        }
        JsonNode patch = json.findParents("rule").stream()
                .filter(d -> d.get("rule").textValue().equals("PatchSizeRule")
                        && d.get("configuration").textValue().equals("3d_fullres"))
                .findFirst()
                .orElseThrow();
        assertThat(patch.get("alternatives")
                        .get(0)
                        .get("costs")
                        .get(0)
                        .get("value")
                        .isNumber())
                .isTrue();
        assertThat(json.get("forecasts")).hasSize(4);
        assertThat(json.get("forecasts").get(0).get("gpu_memory_proxy_gb").doubleValue())
                .isBetween(0.1, 8.5);
    }

    @Test
    void aNetworkOfOneStageIsPlannedAndSaidToBeUseless() {
        PlannedExperiment planned = plan("Dataset525_AllBelow8");
        assertThat(planned.warnings()).hasSize(2).allMatch(w -> w.contains("cannot be trained"));
        List<Forecast> none = forecasts(planned, "Dataset525_AllBelow8");
        assertThat(none).isEmpty();
        assertThat(PlanExplanation.text(planned, none, SPEED))
                .contains("WARNING")
                .contains("CANNOT BE TRAINED");
    }
}
