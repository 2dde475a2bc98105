package org.sagittal.planner.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.models.training.Schedule;
import org.sagittal.planner.PlanOptions;
import org.sagittal.planner.PlannedDatasets;
import org.sagittal.planner.PlannedExperiment;
import org.sagittal.planner.Planner;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.forecast.Throughput;
import org.sagittal.planner.forecast.Workload;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.rules.PlannerProfile;

class BudgetRuleTest {
    private static final String ISO = "Dataset533_LowresKept";
    private static final Throughput SPEED = Throughput.assumed(200e9, "assumed");

    private static PlannedExperiment plan(double hours) {
        return Planner.planWithin(
                PlannedDatasets.fingerprint(ISO),
                PlannedDatasets.description(ISO),
                PlanOptions.of(ISO, PlannerProfile.EXPERIMENT),
                new TimeBudget(hours, SPEED));
    }

    private static JsonNode account(PlannedExperiment planned, String configuration) {
        return planned.plans().json().at("/sagittal/time_budget/configurations/" + configuration);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 8, 100})
    void whatIsPlannedFitsTheTimeAndUsesMostOfIt(double hours) {
        PlannedExperiment planned = plan(hours);
        assertThat(planned.warnings()).isEmpty();
        for (String name : planned.plans().configurationNames()) {
            Workload workload = Workload.of(planned.plans(), name, PlannedDatasets.description(ISO));
            double forecast = Forecast.of(workload, SPEED, 0).hours();
            assertThat(forecast).as(name).isLessThanOrEqualTo(hours).isGreaterThan(0.5 * hours);
            assertThat(account(planned, name).get("given_up")).isNotEmpty();
            assertThat(account(planned, name)
                            .at("/unconstrained/predicted_hours")
                            .doubleValue())
                    .isGreaterThan(1000);
        }
    }

    @Test
    void moreTimeGivesUpLess() {
        PlannedExperiment short8 = plan(8);
        PlannedExperiment long100 = plan(100);
        assertThat(long100.configuration("3d_fullres").patchVoxels())
                .isGreaterThan(short8.configuration("3d_fullres").patchVoxels());
    }

    @Test
    void enoughTimeGivesNnunetsOwnPlan() {
        PlannedExperiment planned = plan(1e6);
        JsonNode with = planned.plans().json();
        JsonNode without = Planner.plan(
                        PlannedDatasets.fingerprint(ISO),
                        PlannedDatasets.description(ISO),
                        PlanOptions.of(ISO, PlannerProfile.EXPERIMENT))
                .plans()
                .json();
        assertThat(with.at("/configurations/3d_fullres/patch_size"))
                .isEqualTo(without.at("/configurations/3d_fullres/patch_size"));
        assertThat(with.at("/configurations/3d_fullres/architecture"))
                .isEqualTo(without.at("/configurations/3d_fullres/architecture"));
        assertThat(account(planned, "3d_fullres").get("given_up")).isEmpty();
        assertThat(planned.plans().configuration("2d").training().schedule()).isEqualTo(Schedule.nnunet());
    }

    @Test
    void theScheduleIsWhatTrainingObeys() {
        Plans plans = plan(1).plans();
        JsonNode written = plans.json().at("/configurations/3d_fullres/sagittal");
        Schedule schedule = plans.configuration("3d_fullres").training().schedule();
        assertThat(schedule.epochs())
                .isEqualTo(written.get("epochs").intValue())
                .isLessThan(1000);
        assertThat(schedule.iterations())
                .isEqualTo(written.get("iterations_per_epoch").intValue());
    }

    @Test
    void tooLittleTimeIsSaidSo() {
        PlannedExperiment planned = plan(0.001);
        assertThat(planned.warnings()).hasSize(2).allMatch(w -> w.contains("cannot be trained in 0.00100 hours"));
        assertThat(account(planned, "3d_fullres").get("fits").booleanValue()).isFalse();
        assertThat(planned.configuration("3d_fullres").design().topology().patch())
                .allMatch(edge -> edge >= 32);
    }

    @Test
    void squaresOfHalvingsAreWeighed() {
        Concessions concessions = new Concessions(4, 3, 1, -2);
        assertThat(concessions.penalty()).isEqualTo(0.15 * 16 + 0.22 * 9 + 0.7);
        assertThat(concessions.inWords())
                .containsExactly(
                        "16.0 times fewer training iterations",
                        "8.00 times fewer voxels in a patch",
                        "2.00 times fewer channels");
    }

    @Test
    void aBudgetIsAPositiveTime() {
        assertThatThrownBy(() -> new TimeBudget(0, SPEED)).hasMessage("hours must be positive and finite, got 0.0");
    }
}
