package org.sagittal.preprocessing.dataset;

/**
 * One thing that is wrong with a raw dataset, and what mends it.
 *
 * @param severity whether training can go on
 * @param where the case, file or key it is about
 * @param problem one clause with the value and the rule it breaks
 * @param mend what to do
 */
public record DatasetProblem(Severity severity, String where, String problem, String mend) {
    /** How bad it is. */
    public enum Severity {
        /** Training would fail or learn something wrong. */
        FATAL,
        /** Worth a look; training can go on. */
        WARNING
    }

    static DatasetProblem fatal(String where, String problem, String mend) {
        return new DatasetProblem(Severity.FATAL, where, problem, mend);
    }

    static DatasetProblem warning(String where, String problem, String mend) {
        return new DatasetProblem(Severity.WARNING, where, problem, mend);
    }

    /**
     * One line for people.
     *
     * @return e.g. {@code FATAL case_003: label has shape (2, 3, 4) ... - redo the annotation ...}
     */
    @Override
    public String toString() {
        return severity + " " + where + ": " + problem + " - " + mend;
    }
}
