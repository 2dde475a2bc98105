package org.sagittal.planner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sagittal.models.training.Schedule;
import org.sagittal.planner.budget.BudgetedConfiguration;
import org.sagittal.planner.budget.TimeBudget;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.forecast.Speed;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.plan.SagittalKeys;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.PlannedConfiguration;

/**
 * Writes fitted configurations into plans: patch, batch and network where nnU-Net looks for them, the schedule and the account of
 * what was given up under a key it ignores. The cascade's second stage inherits all of it.
 */
final class BudgetedPlans {
    private BudgetedPlans() {}

    static PlannedExperiment apply(PlannedExperiment full, List<BudgetedConfiguration> fitted, TimeBudget budget) {
        ObjectNode root = full.plans().json();
        ObjectNode account = root.putObject(SagittalKeys.BLOCK).putObject("time_budget");
        account.put("hours_per_fold", budget.hours());
        ObjectNode throughput =
                account.putObject("throughput").put("basis", budget.throughput().basis());
        speed(throughput.putObject("2d"), budget.throughput().slices());
        speed(throughput.putObject("3d"), budget.throughput().volumes());
        ObjectNode accounts = account.putObject("configurations");
        for (BudgetedConfiguration one : fitted) {
            String name = one.planned().name();
            rewrite((ObjectNode) root.get("configurations").get(name), one);
            accounts.set(name, account(one, full.configuration(name)));
        }
        List<Decision> decisions = new ArrayList<>(full.decisions());
        List<String> warnings = new ArrayList<>(full.warnings());
        for (BudgetedConfiguration one : fitted) {
            decisions.add(one.decision());
            if (!one.fits()) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "%s cannot be trained in %.3g hours: the least worth training takes %.3g",
                        one.planned().name(),
                        budget.hours(),
                        one.forecast().hours()));
            }
        }
        Plans plans = Plans.parse(root, full.plans().plansName());
        return new PlannedExperiment(plans, configurations(full, fitted), decisions, warnings);
    }

    private static void speed(ObjectNode node, Speed speed) {
        node.put("flops_per_second", speed.flopsPerSecond());
        node.put("activations_per_second", speed.activationsPerSecond());
    }

    private static List<PlannedConfiguration> configurations(
            PlannedExperiment full, List<BudgetedConfiguration> fitted) {
        return full.configurations().stream()
                .map(c -> fitted.stream()
                        .map(BudgetedConfiguration::planned)
                        .filter(p -> p.name().equals(c.name()))
                        .findFirst()
                        .orElse(c))
                .toList();
    }

    private static void rewrite(ObjectNode configuration, BudgetedConfiguration fitted) {
        PlannedConfiguration planned = fitted.planned();
        configuration.put("batch_size", planned.batchSize());
        PlansAssembly.integers(
                configuration.putArray("patch_size"),
                planned.design().topology().patch());
        configuration.set("architecture", PlansAssembly.architecture(planned.design()));
        configuration.set(SagittalKeys.BLOCK, schedule(configuration.objectNode(), fitted.schedule()));
    }

    private static ObjectNode schedule(ObjectNode node, Schedule schedule) {
        return node.put(SagittalKeys.EPOCHS, schedule.epochs())
                .put(SagittalKeys.ITERATIONS, schedule.iterations())
                .put(SagittalKeys.VALIDATION_ITERATIONS, schedule.validationIterations());
    }

    private static ObjectNode account(BudgetedConfiguration fitted, PlannedConfiguration full) {
        ObjectNode node =
                side(fitted.planned(), fitted.schedule(), fitted.forecast()).put("fits", fitted.fits());
        ArrayNode givenUp = node.putArray("given_up");
        fitted.givenUp().forEach(givenUp::add);
        node.set("unconstrained", side(full, Schedule.nnunet(), fitted.unconstrained()));
        return node;
    }

    private static ObjectNode side(PlannedConfiguration planned, Schedule schedule, Forecast forecast) {
        ObjectNode node = schedule(JsonNodeFactory.instance.objectNode(), schedule);
        PlansAssembly.integers(
                node.putArray("patch_size"), planned.design().topology().patch());
        node.put("batch_size", planned.batchSize());
        node.put("first_stage_features", planned.targets().baseFeatures());
        return node.put("predicted_hours", forecast.hours());
    }
}
