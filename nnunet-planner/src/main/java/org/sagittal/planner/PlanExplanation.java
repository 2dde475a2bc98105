package org.sagittal.planner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.sagittal.models.training.Schedule;
import org.sagittal.planner.forecast.Forecast;
import org.sagittal.planner.forecast.Throughput;
import org.sagittal.planner.rules.Alternative;
import org.sagittal.planner.rules.Decision;
import org.sagittal.planner.rules.Fact;
import org.sagittal.planner.rules.PlannedConfiguration;

/** Why a plan is as it is, for people ({@link #text}) and for programs ({@link #json}), with what each configuration will cost. */
public final class PlanExplanation {
    private static final int LINE = 110;
    private static final int SHOWN_ALTERNATIVES = 2;
    private static final double GIGA = 1e9;

    private final PlannedExperiment experiment;
    private final List<Forecast> forecasts;
    private final Throughput throughput;
    private final StringBuilder text = new StringBuilder();

    private PlanExplanation(PlannedExperiment experiment, List<Forecast> forecasts, Throughput throughput) {
        this.experiment = experiment;
        this.forecasts = forecasts;
        this.throughput = throughput;
    }

    /**
     * The explanation as text: every question with its answer, the reason, the numbers, and what was not chosen.
     *
     * @param experiment what was planned
     * @param forecasts what its configurations will cost
     * @param throughput the speed the forecasts were made with
     * @return lines of plain text, ending in a line break
     */
    public static String text(PlannedExperiment experiment, List<Forecast> forecasts, Throughput throughput) {
        return new PlanExplanation(experiment, forecasts, throughput).render();
    }

    /**
     * The same as data: {@code {"decisions": [...], "forecasts": [...], "warnings": [...]}}.
     *
     * @param experiment what was planned
     * @param forecasts what its configurations will cost
     * @return a new object
     */
    public static ObjectNode json(PlannedExperiment experiment, List<Forecast> forecasts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode decisions = root.putArray("decisions");
        experiment.decisions().forEach(d -> decisions.add(d.toJson()));
        ArrayNode costs = root.putArray("forecasts");
        for (Forecast forecast : forecasts) {
            ObjectNode node = costs.addObject()
                    .put("configuration", forecast.workload().configuration())
                    .put("parameters", forecast.cost().parameters());
            proxyGb(experiment, forecast.workload().configuration())
                    .ifPresent(gb -> node.put("gpu_memory_proxy_gb", gb));
            node.put("peak_ram_bytes", forecast.peakRamBytes())
                    .put("flops_per_iteration", forecast.workload().flopsPerIteration(forecast.cost()))
                    .put("seconds_per_iteration", forecast.secondsPerIteration())
                    .put("training_hours", forecast.trainingHours())
                    .put("final_validation_hours", forecast.finalHours())
                    .put("store_bytes", forecast.storeBytes());
        }
        ArrayNode warnings = root.putArray("warnings");
        experiment.warnings().forEach(warnings::add);
        return root;
    }

    private String render() {
        line("Plan %s for %s"
                .formatted(experiment.plans().plansName(), experiment.plans().datasetName()));
        experiment.warnings().forEach(w -> line("WARNING: " + w));
        line("");
        line("THE DATASET");
        decisions(Decision.ALL);
        for (PlannedConfiguration configuration : experiment.configurations()) {
            line("");
            line("CONFIGURATION " + configuration.name());
            decisions(configuration.name());
        }
        costs();
        return text.toString();
    }

    private void decisions(String configuration) {
        experiment.decisions().stream()
                .filter(d -> d.configuration().equals(configuration))
                .forEach(this::decision);
    }

    private void decision(Decision decision) {
        line("");
        line("  " + decision.question());
        line("    -> " + decision.chosen());
        line("       " + decision.why());
        line("       looked at: "
                + decision.inputs().stream().map(PlanExplanation::fact).collect(Collectors.joining("; ")));
        List<Alternative> others = shown(decision.alternatives());
        others.forEach(a -> line("       not " + alternative(a)));
        int hidden = decision.alternatives().size() - others.size();
        if (hidden > 0) {
            line("       and " + hidden + " more between them");
        }
        line("       (" + decision.rule() + ")");
    }

    /** The first and the last: of a shrinking patch those are the largest and the one just too large. */
    private static List<Alternative> shown(List<Alternative> all) {
        return all.size() <= SHOWN_ALTERNATIVES ? all : List.of(all.get(0), all.get(all.size() - 1));
    }

    private static String alternative(Alternative other) {
        String costs = other.costs().stream().map(PlanExplanation::fact).collect(Collectors.joining("; "));
        return other.choice() + (costs.isEmpty() ? "" : " (" + costs + ")") + ": " + other.whyNot();
    }

    private static String fact(Fact fact) {
        String value;
        if (fact.value().isArray()) {
            List<String> parts = new ArrayList<>();
            fact.value().forEach(v -> parts.add(number(v)));
            value = String.join(" x ", parts);
        } else {
            value = fact.value().isTextual() ? fact.value().textValue() : number(fact.value());
        }
        return fact.name() + " " + value + (fact.unit().isEmpty() ? "" : " " + fact.unit());
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return String.format(Locale.ROOT, "%,d", node.longValue());
        }
        return String.format(Locale.ROOT, Math.abs(node.doubleValue()) >= 1000 ? "%,.1f" : "%.4g", node.doubleValue());
    }

    private void costs() {
        line("");
        line("WHAT IT WILL TAKE, one fold each");
        line("  (speed of arithmetic %.4g GFLOP/s in 2D, %.4g in 3D, %s)"
                .formatted(
                        throughput.slices().flopsPerSecond() / GIGA,
                        throughput.volumes().flopsPerSecond() / GIGA,
                        throughput.basis()));
        forecasts.forEach(this::cost);
    }

    private void cost(Forecast forecast) {
        Schedule schedule = forecast.workload().schedule();
        String name = forecast.workload().configuration();
        line("");
        line("  " + name);
        OptionalDouble proxy = proxyGb(experiment, name);
        line("    memory: "
                + (proxy.isPresent()
                        ? String.format(
                                Locale.ROOT, "%.1f GB on a graphics card by nnU-Net's proxy, ", proxy.getAsDouble())
                        : "")
                + String.format(
                        Locale.ROOT,
                        "about %.1f GB of main memory when trained on the processor",
                        forecast.peakRamBytes() / GIGA));
        line(String.format(
                Locale.ROOT,
                "    time: %s an iteration (%.3g TFLOP), %s for %d epochs of %d iterations, %s to predict the held-out cases",
                time(forecast.secondsPerIteration()),
                forecast.workload().flopsPerIteration(forecast.cost()) / 1e12,
                time(3600 * forecast.trainingHours()),
                schedule.epochs(),
                schedule.iterations(),
                time(3600 * forecast.finalHours())));
        line(String.format(
                Locale.ROOT,
                "    disk: %.3g GB of preprocessed cases; %.3g million parameters",
                forecast.storeBytes() / GIGA,
                forecast.cost().parameters() / 1e6));
    }

    /** A cascade's second stage has the network of 3d_fullres; configurations a person added were not planned here. */
    private static OptionalDouble proxyGb(PlannedExperiment experiment, String configuration) {
        String planned = configuration.equals("3d_cascade_fullres") ? "3d_fullres" : configuration;
        return experiment.configurations().stream()
                .filter(c -> c.name().equals(planned))
                .mapToDouble(PlannedConfiguration::proxyGb)
                .findFirst();
    }

    private static String time(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.3g seconds", seconds);
        }
        if (seconds < 2 * 3600) {
            return String.format(Locale.ROOT, "%.3g minutes", seconds / 60);
        }
        double hours = seconds / 3600;
        return hours < 72
                ? String.format(Locale.ROOT, "%.3g hours", hours)
                : String.format(Locale.ROOT, "%,.0f days", hours / 24);
    }

    /** Adds a line, broken between words where it is too long; the rest is indented a little more. */
    private void line(String line) {
        String indent = " ".repeat(line.length() - line.stripLeading().length());
        StringBuilder current = new StringBuilder(indent);
        boolean first = true;
        for (String word : line.strip().split(" ")) {
            if (!first && current.length() + 1 + word.length() > LINE) {
                text.append(current).append('\n');
                current = new StringBuilder(indent).append("  ");
                first = true;
            }
            current.append(first ? "" : " ").append(word);
            first = false;
        }
        text.append(current.toString().stripTrailing()).append('\n');
    }
}
