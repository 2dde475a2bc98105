package org.sagittal.planner.pipeline;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.planner.selection.ModelSelection;
import org.sagittal.planner.selection.ResultsFolder;
import org.sagittal.planner.selection.SelectionRequest;
import org.sagittal.planner.selection.TrainedConfiguration;
import org.sagittal.preprocessing.store.Fingerprints;

/** Chooses among a job's trainings as {@code find-best} does, into its folder. */
final class JobSelection {
    private final PipelineRequest request;
    private final JobListener listener;
    private final FinishedSteps finished;

    JobSelection(PipelineRequest request, JobListener listener, FinishedSteps finished) {
        this.request = request;
        this.listener = listener;
        this.finished = finished;
    }

    /**
     * Chooses.
     *
     * @param runs trained and validated folds
     * @return the choice; none where no numbered fold holds cases back, or a case is held back twice
     * @throws FormatException if a file cannot be read or written
     */
    Optional<RunChoice> choose(List<RunFolder> runs) {
        List<Integer> folds = request.folds().stream()
                .filter(fold -> !fold.equals("all"))
                .map(Integer::parseInt)
                .distinct()
                .sorted()
                .toList();
        List<RunFolder> judged =
                runs.stream().filter(run -> !run.fold().equals("all")).toList();
        if (folds.isEmpty() || someCaseIsHeldOutTwice(judged)) {
            return Optional.empty();
        }
        String digest = FinishedSteps.digest(
                folds,
                Fingerprints.inputs(judged.stream()
                        .map(run -> run.folder().resolve("validation").resolve("summary.json"))
                        .toList()));
        if (finished.hold("find-best", digest, request.work().resolve(RunChoice.INFORMATION))) {
            listener.kept("find-best");
        } else {
            select(judged, folds);
            finished.add("find-best", digest);
        }
        return RunChoice.read(request.work());
    }

    private boolean someCaseIsHeldOutTwice(List<RunFolder> runs) {
        Set<String> seen = new HashSet<>();
        for (RunFolder run : runs) {
            for (String id : run.validationCases()) {
                if (!seen.add(run.configuration() + "/" + id)) {
                    listener.warn("case " + id + " is held out of two folds, so no configuration is chosen over all of "
                            + "them, and no postprocessing");
                    return true;
                }
            }
        }
        return false;
    }

    private void select(List<RunFolder> runs, List<Integer> folds) {
        List<String> names =
                runs.stream().map(RunFolder::configuration).distinct().toList();
        Path work = request.work();
        List<TrainedConfiguration> trained = ResultsFolder.open(work).named(names);
        new ModelSelection(
                        new SelectionRequest(
                                work,
                                trained,
                                folds,
                                request.raw().folder().resolve("labelsTr"),
                                true,
                                Optional.empty(),
                                false,
                                request.threads()),
                        listener)
                .run();
    }
}
