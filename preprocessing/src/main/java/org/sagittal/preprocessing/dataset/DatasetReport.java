package org.sagittal.preprocessing.dataset;

import java.util.List;

/**
 * Everything a check found.
 *
 * @param cases how many training cases were looked at
 * @param problems the description's first, then the folder's, then each case's in the order of the cases
 */
public record DatasetReport(int cases, List<DatasetProblem> problems) {
    /** Keeps the list as it is. */
    public DatasetReport {
        problems = List.copyOf(problems);
    }

    /**
     * Whether training cannot go on.
     *
     * @return true if any problem is fatal
     */
    public boolean fatal() {
        return problems.stream().anyMatch(p -> p.severity() == DatasetProblem.Severity.FATAL);
    }
}
