package org.sagittal.evaluation.profile;

import java.util.List;

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
     * The scores it gives.
     *
     * @param tolerancesMm for NSD and the like
     * @return their names, in the order to show them
     */
    public List<String> scoreNames(List<Double> tolerancesMm) {
        return measures.at(tolerancesMm).stream().map(Measure::name).toList();
    }
}
