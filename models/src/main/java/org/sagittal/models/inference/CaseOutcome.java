package org.sagittal.models.inference;

import java.util.Optional;

/**
 * How a case of a batch ended.
 *
 * @param id the case
 * @param status what became of it
 * @param problem why it failed, one sentence
 * @param quality how far it can be trusted, where uncertainty was asked for and it was written now
 */
public record CaseOutcome(String id, Status status, Optional<String> problem, Optional<CaseQuality> quality) {
    /** What became of a case. */
    public enum Status {
        /** Its files are written. */
        WRITTEN,
        /** Its files were there already. */
        SKIPPED,
        /** It has no files, see the problem. */
        FAILED
    }

    static CaseOutcome written(String id, Optional<CaseQuality> quality) {
        return new CaseOutcome(id, Status.WRITTEN, Optional.empty(), quality);
    }

    static CaseOutcome skipped(String id) {
        return new CaseOutcome(id, Status.SKIPPED, Optional.empty(), Optional.empty());
    }

    static CaseOutcome failed(String id, Throwable problem) {
        String said = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        String line = problem instanceof OutOfMemoryError
                ? "there is not enough memory (" + said
                        + "); give Java more (SAGITTAL_JAVA_OPTS=-Xmx...) or predict a part of the image (--roi)"
                : said.replace('\n', ' ');
        return new CaseOutcome(id, Status.FAILED, Optional.of(line), Optional.empty());
    }
}
