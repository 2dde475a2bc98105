package org.sagittal.evaluation.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.statistics.Bootstrap;
import org.sagittal.evaluation.statistics.Correction;
import org.sagittal.evaluation.statistics.Friedman;
import org.sagittal.evaluation.statistics.Interval;
import org.sagittal.evaluation.statistics.Ranking;
import org.sagittal.evaluation.statistics.Wilcoxon;

/**
 * What a study found.
 *
 * @param score what was compared, e.g. {@code dice}
 * @param cases how many have a score
 * @param folds which
 * @param standings one a contender, in the order given
 * @param pairings every two of them
 * @param friedman whether all differ, of three and more
 * @param placements ranks by each scheme
 */
public record StudyResult(
        String score,
        int cases,
        List<Integer> folds,
        List<Standing> standings,
        List<Pairing> pairings,
        Optional<Friedman> friedman,
        List<Placement> placements) {
    private static final int DRAWS = 1000;
    private static final long SEED = 20240917;
    private static final double LEVEL = 0.95;

    /** Takes copies. */
    public StudyResult {
        folds = List.copyOf(folds);
        standings = List.copyOf(standings);
        pairings = List.copyOf(pairings);
        placements = List.copyOf(placements);
    }

    /**
     * Works a study out.
     *
     * @param study contenders on the same cases
     * @param score what their scores are called
     * @return the result; the same study gives the same result
     * @throws IllegalArgumentException if fewer than two cases have a score
     */
    public static StudyResult of(Study study, String score) {
        double[][] scores = study.caseScores();
        int cases = scores[0].length;
        if (cases < 2) {
            throw new IllegalArgumentException("cases with a score must number at least 2, got " + cases);
        }
        Bootstrap bootstrap = Bootstrap.draw(cases, DRAWS, SEED);
        List<Standing> standings = new ArrayList<>();
        for (int c = 0; c < scores.length; c++) {
            standings.add(Standing.of(study, c, interval(bootstrap, scores[c])));
        }
        List<Placement> placements = new ArrayList<>();
        for (Ranking scheme : Ranking.values()) {
            placements.add(Placement.of(scheme, scores, SEED));
        }
        return new StudyResult(
                score,
                cases,
                study.folds(),
                standings,
                pairings(standings, scores, bootstrap),
                friedman(scores),
                placements);
    }

    private static Interval interval(Bootstrap bootstrap, double[] values) {
        return bootstrap.interval(values, Study::mean, Bootstrap.Method.PERCENTILE, LEVEL);
    }

    /** Within a case the smallest value has rank 1, so scores are turned round for the best to have it. All alike, there is no test. */
    private static Optional<Friedman> friedman(double[][] scores) {
        if (scores.length < 3) {
            return Optional.empty();
        }
        double[][] byCase = new double[scores[0].length][scores.length];
        for (int i = 0; i < byCase.length; i++) {
            for (int c = 0; c < scores.length; c++) {
                byCase[i][c] = -scores[c][i];
            }
        }
        return Optional.of(Friedman.of(byCase)).filter(test -> !Double.isNaN(test.chiSquare()));
    }

    private static List<Pairing> pairings(List<Standing> standings, double[][] scores, Bootstrap bootstrap) {
        List<int[]> pairs = new ArrayList<>();
        for (int a = 0; a < scores.length; a++) {
            for (int b = a + 1; b < scores.length; b++) {
                pairs.add(new int[] {a, b});
            }
        }
        List<Score> tested = pairs.stream()
                .map(pair -> Wilcoxon.DEFAULT
                        .ofPairs(scores[pair[0]], scores[pair[1]])
                        .pValue())
                .toList();
        double[] adjusted = Correction.HOLM.adjust(
                tested.stream().mapToDouble(p -> p.value().orElse(1)).toArray());
        List<Pairing> pairings = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            int[] pair = pairs.get(i);
            double[] differences = new double[scores[0].length];
            Arrays.setAll(differences, at -> scores[pair[0]][at] - scores[pair[1]][at]);
            pairings.add(pairing(
                    standings.get(pair[0]),
                    standings.get(pair[1]),
                    interval(bootstrap, differences),
                    tested.get(i),
                    tested.get(i).isDefined() ? Score.of(adjusted[i]) : tested.get(i)));
        }
        return pairings;
    }

    private static Pairing pairing(Standing first, Standing second, Interval interval, Score p, Score adjusted) {
        double[] a = first.meansOfFolds();
        double[] b = second.meansOfFolds();
        int won = 0;
        int lost = 0;
        for (int f = 0; f < a.length; f++) {
            won += a[f] > b[f] ? 1 : 0;
            lost += a[f] < b[f] ? 1 : 0;
        }
        return new Pairing(
                first.name(),
                second.name(),
                first.mean() - second.mean(),
                interval,
                won,
                lost,
                Pairing.spreadOf(first, second),
                p,
                adjusted);
    }

    /**
     * How well the data tell methods apart: the standard deviation of the contenders' means over the mean of their own spreads. Below 1 the
     * data are too noisy, or the contenders too alike, for a ranking to mean much.
     *
     * @return nothing where there is no spread
     */
    public OptionalDouble separation() {
        double[] means = standings.stream().mapToDouble(Standing::mean).toArray();
        boolean repeats = standings.stream().allMatch(s -> s.repeatSpread().isPresent());
        double[] spreads = standings.stream()
                .mapToDouble(s -> (repeats ? s.repeatSpread() : s.foldSpread()).orElse(Double.NaN))
                .toArray();
        double within = Study.mean(spreads);
        return within > 0 ? OptionalDouble.of(Study.deviation(means) / within) : OptionalDouble.empty();
    }

    /**
     * The result as JSON.
     *
     * @return an object with the rules and every number
     */
    public ObjectNode toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("format", "sagittal-comparison").put("version", 1);
        node.put("score", score).put("cases", cases);
        folds.forEach(node.putArray("folds")::add);
        node.putObject("rules")
                .put("intervals", "95 % percentile bootstrap over cases, " + DRAWS + " draws, seed " + SEED)
                .put(
                        "test",
                        "Wilcoxon signed-rank over cases, two-sided, zeros after Pratt, ties share their mean rank, "
                                + "differences rounded to 1e-12; exact to 50 cases without ties and zeros, with them all signs to 13, "
                                + "else normal without correction")
                .put("adjustment", "Holm over all pairs")
                .put("verdict", "difference beyond the spread, adjusted p below 0.05, interval on the same side of 0");
        standings.forEach(standing -> node.withArray("contenders").add(standing.toJson()));
        node.putArray("pairs");
        pairings.forEach(pairing -> node.withArray("pairs").add(pairing.toJson()));
        friedman.ifPresent(test -> {
            ObjectNode of = node.putObject("friedman");
            of.put("chi_square", test.chiSquare()).put("p", test.pValue());
            Arrays.stream(test.meanRanks()).forEach(of.putArray("mean_ranks")::add);
            of.put("critical_difference", test.criticalDifference(0.05));
        });
        placements.forEach(placement -> node.withArray("rankings").add(placement.toJson()));
        separation().ifPresent(value -> node.put("separation", value));
        return node;
    }
}
