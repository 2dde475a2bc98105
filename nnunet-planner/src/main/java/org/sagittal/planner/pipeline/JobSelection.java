package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.planner.selection.ModelSelection;
import org.sagittal.planner.selection.ResultsFolder;
import org.sagittal.planner.selection.SelectionRequest;
import org.sagittal.planner.selection.TrainedConfiguration;
import org.sagittal.preprocessing.store.Fingerprints;

/** Chooses among a job's trainings as {@code find-best} does, into its folder. */
final class JobSelection {
    private static final String STEP = "find-best";
    private static final String LEFT = "find-best left";

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
        Path information = request.work().resolve(RunChoice.INFORMATION);
        String left = left(information);
        if (!left.isEmpty() && finished.hold(LEFT, left, information) && finished.hold(STEP, digest, information)) {
            listener.kept(STEP);
        } else {
            finished.remove(STEP, LEFT);
            select(judged, folds);
            finished.add(LEFT, left(information));
            finished.add(STEP, digest);
        }
        return RunChoice.read(request.work());
    }

    /** What is written there about the choice: 'find-best' may have been asked something else meanwhile. Empty if that cannot be read. */
    private String left(Path information) {
        try {
            String text = Files.readString(information);
            return RunChoice.read(request.work())
                    .map(choice -> FinishedSteps.digest(
                            text, request.work().relativize(choice.heldOut()), choice.postprocessing()))
                    .orElse("");
        } catch (IOException | FormatException e) {
            // It is chosen anew then.
            return "";
        }
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
