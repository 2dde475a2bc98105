package org.sagittal.evaluation.profile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;

/**
 * Why two tools give two numbers for the same masks: each rule in which their profiles differ is switched by itself, and then one after
 * the other, and what the score does is written down.
 *
 * @param a id of the profile that is started from
 * @param b id of the profile that is gone to
 * @param groups class or region to score name to what was found
 */
public record ProfileComparison(String a, String b, Map<LabelGroup, Map<String, Finding>> groups) {
    private static final double SAME = 1e-9;

    /**
     * What was found about one score.
     *
     * @param a the first profile's number
     * @param b the second's
     * @param steps the rules that differ and matter to the score
     * @param otherwise whether something is left that no rule explains: the profiles define the score itself otherwise
     */
    public record Finding(Score a, Score b, List<Step> steps, boolean otherwise) {
        /** Takes a copy. */
        public Finding {
            steps = List.copyOf(steps);
        }

        /**
         * Whether both profiles give the same number.
         *
         * @return true if equal to a billionth
         */
        public boolean same() {
            return equal(a, b);
        }

        /**
         * The rule that alone brings the first number nearest to the second; failing that, the last of those that only matter together.
         *
         * @return nothing if the numbers are equal or no rule explains the gap
         */
        public Optional<Step> cause() {
            if (same()) {
                return Optional.empty();
            }
            return steps.stream()
                    .filter(step -> gap(step.alone(), b) < gap(a, b))
                    .min(Comparator.comparingDouble(step -> gap(step.alone(), b)))
                    .or(() -> steps.stream().reduce((first, second) -> second));
        }
    }

    /**
     * One rule switched.
     *
     * @param rule which
     * @param from what the first profile says
     * @param to what the second says
     * @param alone the score with the first profile's rules but for this one
     * @param inTurn the score after this rule and those before it are switched
     */
    public record Step(Rules.Switch rule, String from, String to, Score alone, Score inTurn) {}

    /** Takes a copy that keeps the order. */
    public ProfileComparison {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /**
     * Compares two profiles on a pair.
     *
     * @param pair the label maps
     * @param a the profile that is started from
     * @param b the profile that is gone to
     * @param tolerancesMm for NSD and the like
     * @return a finding for each score that both give
     */
    public static ProfileComparison of(PairScoring pair, Profile a, Profile b, List<Double> tolerancesMm) {
        Map<String, Measure> others = new LinkedHashMap<>();
        b.measures().at(tolerancesMm).forEach(measure -> others.put(measure.name(), measure));
        List<Measure> shared = a.measures().at(tolerancesMm).stream()
                .filter(measure -> others.containsKey(measure.name()))
                .toList();
        Map<LabelGroup, Map<String, Finding>> groups = pair.forEachGroup(masks -> {
            Map<String, Finding> findings = new LinkedHashMap<>();
            for (Measure measure : shared) {
                Score theirs = others.get(measure.name()).of(masks, b.rules());
                findings.put(measure.name(), explain(masks, measure, a.rules(), b.rules(), theirs));
            }
            return findings;
        });
        return new ProfileComparison(a.id(), b.id(), groups);
    }

    private static Finding explain(MaskMeasurement masks, Measure measure, Rules a, Rules b, Score theirs) {
        Score ours = measure.of(masks, a);
        List<Step> steps = new ArrayList<>();
        Rules rules = a;
        Score before = ours;
        for (Rules.Switch rule : Rules.Switch.values()) {
            Score alone = measure.of(masks, rule.take(a, b));
            rules = rule.take(rules, b);
            Score inTurn = measure.of(masks, rules);
            if (!equal(alone, ours) || !equal(inTurn, before)) {
                steps.add(new Step(rule, rule.describe(a), rule.describe(b), alone, inTurn));
            }
            before = inTurn;
        }
        return new Finding(ours, theirs, steps, !equal(before, theirs));
    }

    private static boolean equal(Score a, Score b) {
        if (!a.isDefined() || !b.isDefined()) {
            return a.isDefined() == b.isDefined();
        }
        return gap(a, b) <= SAME * Math.max(1, Math.abs(a.orNaN()));
    }

    private static double gap(Score a, Score b) {
        if (a.isDefined() && b.isDefined()) {
            return a.orNaN() == b.orNaN() ? 0 : Math.abs(a.orNaN() - b.orNaN());
        }
        return a.isDefined() == b.isDefined() ? 0 : Double.POSITIVE_INFINITY;
    }

    /**
     * The comparison as JSON.
     *
     * @return an object with a, b and labels
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("a", a).put("b", b);
        ObjectNode labels = node.putObject("labels");
        groups.forEach((group, findings) -> {
            ObjectNode scores = labels.putObject(group.key());
            findings.forEach((name, finding) -> scores.set(name, json(finding)));
        });
        return node;
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("a", finding.a().toJson());
        node.set("b", finding.b().toJson());
        if (finding.same()) {
            return node;
        }
        finding.cause().ifPresent(cause -> node.put("because", cause.rule().title()));
        if (finding.otherwise()) {
            node.put("also", "the profiles define this score itself otherwise");
        }
        for (Step step : finding.steps()) {
            ObjectNode entry = node.withArray("steps").addObject();
            entry.put("rule", step.rule().title()).put("a", step.from()).put("b", step.to());
            entry.set("alone", step.alone().toJson());
            entry.set("in_turn", step.inTurn().toJson());
        }
        return node;
    }

    /**
     * The comparison in words, a few lines a score; equal scores are only named.
     *
     * @return lines of plain text
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        groups.forEach((group, findings) -> {
            lines.add(group.name() + ": " + a + " against " + b);
            List<String> same = new ArrayList<>();
            findings.forEach((name, finding) -> {
                if (finding.same()) {
                    same.add(name);
                } else {
                    describe(lines, name, finding);
                }
            });
            if (!same.isEmpty()) {
                lines.add("  the same: " + String.join(", ", same));
            }
        });
        return lines;
    }

    private static void describe(List<String> lines, String name, Finding finding) {
        lines.add("  " + name + ": " + text(finding.a()) + " against " + text(finding.b()));
        for (Step step : finding.steps()) {
            boolean main = finding.cause().filter(step::equals).isPresent();
            lines.add("    " + (main ? "* " : "  ") + step.rule().title() + ": " + step.from() + " -> " + step.to()
                    + ": alone " + text(step.alone()) + ", in turn " + text(step.inTurn()));
        }
        if (finding.otherwise()) {
            lines.add("      what is left: the profiles define this score itself otherwise");
        }
    }

    private static String text(Score score) {
        if (!score.isDefined()) {
            return "undefined (" + score.reason() + ")";
        }
        double value = score.orNaN();
        return Double.isInfinite(value) ? "inf" : String.format(Locale.ROOT, "%.6g", value);
    }
}
