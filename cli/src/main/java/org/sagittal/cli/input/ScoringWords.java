package org.sagittal.cli.input;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.evaluation.task.MetricsTask;
import picocli.CommandLine.Option;

/** Which labels are scored, and at which tolerances. */
public final class ScoringWords {
    @Option(
            names = {"-l", "--label"},
            paramLabel = "N",
            description = "which label; may be given several times (default: all above 0 in either file)")
    private List<Integer> labels = new ArrayList<>();

    @Option(
            names = {"-t", "--tolerance"},
            paramLabel = "MM",
            description = "for scores at a tolerance; may be given several times (default 1, 2 and 3)")
    private List<Double> tolerancesMm = new ArrayList<>();

    /**
     * The labels.
     *
     * @return as they were typed; none for all
     */
    public List<Integer> labels() {
        return List.copyOf(labels);
    }

    /**
     * The tolerances.
     *
     * @return millimetres, the usual ones unless some were typed
     */
    public List<Double> tolerancesMm() {
        return tolerancesMm.isEmpty() ? MetricsTask.DEFAULT_TOLERANCES_MM : List.copyOf(tolerancesMm);
    }
}
