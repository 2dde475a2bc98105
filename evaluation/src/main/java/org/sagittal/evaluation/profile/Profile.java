package org.sagittal.evaluation.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A named definition of scores: the rules of one tool at one version, and which scores it gives.
 *
 * @param name what people type, e.g. {@code medpy}
 * @param version of the tool whose numbers these are
 * @param rules its choices
 * @param measures gives its scores for tolerances
 */
public record Profile(String name, String version, Rules rules, Measures measures) {
    /** The scores of a profile; those at tolerances once for each. */
    interface Measures {
        List<Measure> at(List<Double> tolerancesMm);
    }

    /**
     * The name a result carries.
     *
     * @return name@version
     */
    public String id() {
        return name + "@" + version;
    }

    /**
     * The same profile with further scores, under its rules.
     *
     * @param scores names, e.g. {@code hd@99}, {@code f_beta@0.5}, {@code boundary_iou@3}; those it gives anyway are passed over
     * @return the larger profile
     * @throws IllegalArgumentException if there is no such score; the message lists those there are
     */
    public Profile with(List<String> scores) {
        List<Measure> further = scores.stream().map(ScoreCatalogue::measure).toList();
        return new Profile(name, version, rules, tolerances -> {
            Map<String, Measure> all = new LinkedHashMap<>();
            measures.at(tolerances).forEach(measure -> all.put(measure.name(), measure));
            further.forEach(measure -> all.putIfAbsent(measure.name(), measure));
            return List.copyOf(all.values());
        });
    }

    /** The same profile with one rule changed, which its version tells from then on. */
    Profile changed(String rule) {
        return new Profile(name, version + "+" + rule, RuleWords.changed(rules, rule), measures);
    }

    /**
     * The scores it gives.
     *
     * @param tolerancesMm for NSD and the like
     * @return their names, in the order to show them
     */
    public List<String> scoreNames(List<Double> tolerancesMm) {
        return measures.at(tolerancesMm).stream().map(Measure::name).toList();
    }
}
