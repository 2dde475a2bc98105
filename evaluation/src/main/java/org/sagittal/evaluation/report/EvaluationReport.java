package org.sagittal.evaluation.report;

import java.util.List;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.CaseResult;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;

/**
 * Everything an evaluation found: the results of all cases and under which rules they were made.
 *
 * @param title what was evaluated
 * @param scheme the classes or regions, in the order to show them
 * @param scorer name and version of the rules, as {@code CaseScorer.name()}
 * @param results one a case
 */
public record EvaluationReport(String title, ScoringScheme scheme, String scorer, List<CaseResult> results) {
    /** Takes a copy. */
    public EvaluationReport {
        results = List.copyOf(results);
    }

    /**
     * The cases with scores.
     *
     * @return in the order of the results
     */
    public List<ScoredCase> scored() {
        return results.stream()
                .filter(ScoredCase.class::isInstance)
                .map(ScoredCase.class::cast)
                .toList();
    }

    /**
     * The cases that could not be scored.
     *
     * @return in the order of the results
     */
    public List<FailedCase> failed() {
        return results.stream()
                .filter(FailedCase.class::isInstance)
                .map(FailedCase.class::cast)
                .toList();
    }

    /**
     * Sums up the scores.
     *
     * @return means, intervals, what is undefined
     */
    public Aggregation aggregation() {
        return Aggregation.of(this);
    }
}
