package org.sagittal.evaluation.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sagittal.evaluation.statistics.Percentiles;
import org.sagittal.evaluation.statistics.Ranking;

/**
 * A ranking of the contenders over cases, and how steady it is when cases are drawn again.
 *
 * @param scheme how it is ranked
 * @param ranks one a contender, 1 is best, equal ones share the first of their places
 * @param meanTau Kendall's tau between this ranking and that of drawn cases, mean over draws; 1 is steady
 * @param lowTau the tau that 2.5 % of the draws lie below
 */
public record Placement(Ranking scheme, List<Double> ranks, double meanTau, double lowTau) {
    private static final int DRAWS = 1000;

    /** Takes a copy. */
    public Placement {
        ranks = List.copyOf(ranks);
    }

    static Placement of(Ranking scheme, double[][] scores, long seed) {
        // Each draw of tests is a test of every pair; fewer draws keep that in seconds.
        int draws = scheme == Ranking.TEST_THEN_RANK ? DRAWS / 5 : DRAWS;
        double[] taus = scheme.stability(scores, true, draws, seed);
        return new Placement(
                scheme,
                Arrays.stream(scheme.of(scores, true)).boxed().toList(),
                Study.mean(taus),
                Percentiles.linear(taus, 2.5));
    }

    /**
     * What the scheme is called.
     *
     * @return e.g. {@code mean then rank}
     */
    public String name() {
        return scheme.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("scheme", name());
        ranks.forEach(node.putArray("ranks")::add);
        return node.put("stability_mean_tau", meanTau).put("stability_tau_2.5_percent", lowTau);
    }
}
