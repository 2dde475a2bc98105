package org.sagittal.planner.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sagittal.models.training.Schedule;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.forecast.NetworkCost;
import org.sagittal.planner.forecast.Speed;
import org.sagittal.planner.forecast.Workload;
import org.sagittal.planner.rules.Alternative;
import org.sagittal.planner.rules.ConfigurationRule;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.Fact;
import org.sagittal.planner.rules.PlannedConfiguration;
import org.sagittal.planner.rules.PlanningException;
import org.sagittal.planner.rules.PlanningTargets;

/**
 * What do we give up so that training fits the time? Candidates are nnU-Net's own plans for less memory (smaller patch and batch)
 * and narrower networks; each trains for as many iterations as the time allows, up to nnU-Net's 250,000. The candidate with the
 * smallest {@link Concessions#penalty()} is taken. If nnU-Net's own plan fits, it is taken unchanged.
 */
public final class BudgetRule {
    /** Part of the time that is planned for; the rest is for start, checkpoints and a slower hour. */
    static final double USED_SHARE = 0.9;

    private static final int FEWEST_ITERATIONS = 1000;
    private static final int USUAL_EPOCHS = 100;
    private static final int FEWEST_PER_EPOCH = 10;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final List<Integer> WIDTHS = List.of(32, 24, 16, 12, 8);
    private static final int MEMORY_STEPS = 20;
    private static final int SHOWN = 3;
    private static final int SHORTEST_EDGE_2D = 64;
    private static final int SHORTEST_EDGE_3D = 32;

    private BudgetRule() {}

    private record Candidate(
            PlannedConfiguration planned,
            Schedule schedule,
            Forecast forecast,
            Concessions concessions,
            boolean fits) {}

    /**
     * Fits a configuration into a time.
     *
     * @param task the configuration as nnU-Net plans it
     * @param budget hours and machine
     * @return the configuration to train; if nothing fits, the least that is worth training, marked so
     */
    public static BudgetedConfiguration fit(BudgetTask task, TimeBudget budget) {
        Schedule usual = Schedule.nnunet();
        Forecast unconstrained = Forecast.of(task.workload(task.full(), usual), budget.throughput(), 0);
        List<Candidate> candidates = candidates(task, budget);
        Candidate best = candidates.get(0);
        Decision decision = record(task, budget, unconstrained, candidates);
        return new BudgetedConfiguration(
                best.planned(),
                best.schedule(),
                best.forecast(),
                unconstrained,
                best.fits(),
                best.concessions().inWords(),
                decision);
    }

    /** Those that fit come first, least given up before more; then those that do not, quickest first. */
    private static List<Candidate> candidates(BudgetTask task, TimeBudget budget) {
        Set<String> seen = new HashSet<>();
        List<Candidate> candidates = new ArrayList<>();
        for (int width : WIDTHS) {
            for (int step = 0; step <= MEMORY_STEPS; step++) {
                PlannedConfiguration planned = reduced(task.full(), width, Math.pow(2, -step / 2.0));
                if (planned == null) {
                    // Less memory gives no larger patch.
                    break;
                }
                if (seen.add(width + " " + planned.design().topology().patch() + planned.batchSize())) {
                    candidates.add(candidate(task, planned, budget));
                }
            }
        }
        candidates.sort(Comparator.comparing((Candidate c) -> !c.fits())
                .thenComparingDouble(
                        c -> c.fits() ? c.concessions().penalty() : c.forecast().hours()));
        return candidates;
    }

    /**
     * nnU-Net's plan for a part of the memory, with the reference scaled along for a narrower network; null where there is none.
     */
    private static PlannedConfiguration reduced(PlannedConfiguration full, int width, double share) {
        PlanningTargets targets = full.targets();
        double gb = targets.memoryGb() * share * width / PlanningTargets.BASE_FEATURES;
        try {
            PlannedConfiguration planned =
                    ConfigurationRule.plan(full.task(), new PlanningTargets(targets.profile(), gb, width));
            return planned.design().trainable() && showsEnough(planned, full) ? planned : null;
        } catch (PlanningException e) {
            return null;
        }
    }

    /** Below 32 voxels (64 pixels) along an axis a patch shows no anatomy; axes that nnU-Net itself keeps shorter may stay so. */
    private static boolean showsEnough(PlannedConfiguration planned, PlannedConfiguration full) {
        int shortest = planned.task().dimensions() == 2 ? SHORTEST_EDGE_2D : SHORTEST_EDGE_3D;
        List<Integer> patch = planned.design().topology().patch();
        List<Integer> fullPatch = full.design().topology().patch();
        for (int axis = 0; axis < patch.size(); axis++) {
            if (patch.get(axis) < Math.min(shortest, fullPatch.get(axis))) {
                return false;
            }
        }
        return true;
    }

    private static Candidate candidate(BudgetTask task, PlannedConfiguration planned, TimeBudget budget) {
        Schedule usual = Schedule.nnunet();
        Workload workload = task.workload(planned, usual);
        NetworkCost cost = NetworkCost.of(workload.network(), workload.patch());
        Speed speed = budget.throughput().of(workload.network().dimensions());
        double available = budget.hours() * USED_SHARE * SECONDS_PER_HOUR - workload.finalSeconds(cost, speed);
        double perIteration = workload.trainingSeconds(cost, speed) / usual.epochs() / usual.iterations();
        double affordable = Math.floor(available / perIteration);
        Schedule schedule = schedule(Math.max(affordable, FEWEST_ITERATIONS));
        Forecast forecast = Forecast.of(task.workload(planned, schedule), cost, budget.throughput(), 0);
        Concessions concessions = new Concessions(
                Concessions.halvings(iterations(usual), iterations(schedule)),
                Concessions.halvings(task.full().patchVoxels(), planned.patchVoxels()),
                Concessions.halvings(
                        task.full().targets().baseFeatures(), planned.targets().baseFeatures()),
                Concessions.halvings(task.full().batchSize(), planned.batchSize()));
        return new Candidate(planned, schedule, forecast, concessions, forecast.hours() <= budget.hours());
    }

    /** Epochs of 250 iterations while there are at least 100 of them; shorter epochs rather than fewer below that. */
    private static Schedule schedule(double affordable) {
        Schedule usual = Schedule.nnunet();
        int iterations = (int) Math.min(affordable, iterations(usual));
        int perEpoch = Math.max(FEWEST_PER_EPOCH, Math.min(usual.iterations(), iterations / USUAL_EPOCHS));
        int validation = Math.max(1, perEpoch * usual.validationIterations() / usual.iterations());
        return new Schedule(iterations / perEpoch, perEpoch, validation, usual.initialLearningRate());
    }

    private static double iterations(Schedule schedule) {
        return (double) schedule.epochs() * schedule.iterations();
    }

    private static Decision record(
            BudgetTask task, TimeBudget budget, Forecast unconstrained, List<Candidate> candidates) {
        Candidate best = candidates.get(0);
        List<Fact> inputs = List.of(
                Fact.of("time for one fold", budget.hours(), "h"),
                Fact.of("part of it that is planned for", USED_SHARE, ""),
                Fact.of(
                        "speed of this machine (" + budget.throughput().basis() + ")",
                        budget.throughput().of(task.full().task().dimensions()).flopsPerSecond() / 1e9,
                        "GFLOP/s"),
                Fact.of("time of nnU-Net's own plan", unconstrained.hours(), "h"),
                Fact.of("candidates compared", candidates.size(), ""));
        List<Alternative> alternatives = new ArrayList<>();
        alternatives.add(new Alternative(
                "nnU-Net's own plan: " + describe(task.full(), Schedule.nnunet()),
                List.of(Fact.of("time", unconstrained.hours(), "h")),
                unconstrained.hours() <= budget.hours()
                        ? "it fits and is what was chosen"
                        : "takes longer than there is time"));
        candidates.stream().skip(1).limit(SHOWN).forEach(c -> alternatives.add(alternative(c)));
        String why = best.concessions().inWords().isEmpty()
                ? "nnU-Net's own plan fits; nothing is given up."
                : "Given up: " + String.join(", ", best.concessions().inWords())
                        + ". Of all candidates that fit, this one gives up the least by a rule of thumb; more time buys it back.";
        String tooShort =
                "Nothing worth training fits: the quickest candidate with " + FEWEST_ITERATIONS + " iterations takes "
                        + hours(best.forecast().hours()) + ". Plan for at least that, or on a faster machine.";
        return new Decision(
                "BudgetRule",
                task.full().name(),
                "What is given up so that training fits " + hours(budget.hours()) + "?",
                inputs,
                describe(best.planned(), best.schedule()) + ": "
                        + hours(best.forecast().hours()),
                alternatives,
                best.fits() ? why : tooShort);
    }

    private static Alternative alternative(Candidate other) {
        List<Fact> costs = new ArrayList<>(other.concessions().facts());
        costs.add(Fact.of("time", other.forecast().hours(), "h"));
        return new Alternative(
                describe(other.planned(), other.schedule()),
                costs,
                other.fits() ? "gives up more by the rule of thumb" : "takes longer than there is time");
    }

    private static String describe(PlannedConfiguration planned, Schedule schedule) {
        return "patch " + planned.design().topology().patch() + ", batch " + planned.batchSize() + ", "
                + planned.targets().baseFeatures() + " channels, " + schedule.epochs() + " epochs of "
                + schedule.iterations() + " iterations";
    }

    private static String hours(double hours) {
        return hours < 1
                ? String.format(Locale.ROOT, "%.3g minutes", hours * 60)
                : String.format(Locale.ROOT, "%.3g hours", hours);
    }
}
