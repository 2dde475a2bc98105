package org.sagittal.planner.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands that do for new cases what was best for the held-out ones: a prediction for each model, the ensemble, and the postprocessing. A
 * cascade's first stage is predicted in the same go as its second, unless its labels are there anyway or its model is not.
 */
final class InferenceInstructions {
    private static final String INPUT = "INPUT_FOLDER";
    private static final String OUTPUT = "OUTPUT_FOLDER";

    private final String folds;
    private final Candidate best;
    private final LearnedPostprocessing learned;
    private final StringBuilder text = new StringBuilder();

    /** Folder of results of each model that is predicted, by the model's folder. */
    private final Map<Path, String> predicted = new LinkedHashMap<>();

    InferenceInstructions(List<Integer> folds, Candidate best, LearnedPostprocessing learned) {
        this.folds = String.join(",", folds.stream().map(String::valueOf).toList());
        this.best = best;
        this.learned = learned;
    }

    /** All of it, one command a line. */
    String text() {
        line("Best: " + best.label());
        line("");
        line(best.ensemble() ? "Predict with each member of the ensemble:" : "Predict:");
        line("");
        for (int i = 0; i < best.members().size(); i++) {
            predicted.put(best.members().get(i).folder(), best.ensemble() ? OUTPUT + "_MODEL_" + (i + 1) : OUTPUT);
        }
        // A first stage that is a member itself is predicted before the second stage that needs it.
        best.members().stream().filter(one -> previousStage(one).isEmpty()).forEach(this::predict);
        best.members().stream().filter(one -> previousStage(one).isPresent()).forEach(this::predictSecondStage);
        if (best.ensemble()) {
            line("");
            line("Average their probabilities:");
            line("");
            line("sagittal ensemble " + String.join(" ", memberFolders()) + " -o " + OUTPUT);
        }
        line("");
        postprocess();
        return text.toString();
    }

    private List<String> memberFolders() {
        return best.members().stream().map(one -> predicted.get(one.folder())).toList();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static Optional<String> previousStage(TrainedConfiguration one) {
        return one.plans().configuration(one.configuration()).previousStage();
    }

    private void predict(TrainedConfiguration one) {
        predict(one.folder(), predicted.get(one.folder()), "");
    }

    private void predict(Path model, String output, String more) {
        line("sagittal predict -m " + quoted(model) + " -i " + INPUT + " -o " + output + " -f " + folds + more
                + (best.ensemble() && memberFolders().contains(output) ? " --probabilities" : ""));
    }

    private void predictSecondStage(TrainedConfiguration one) {
        Path firstStage = firstStage(one);
        String output = predicted.get(one.folder());
        String labels = predicted.get(firstStage);
        if (labels != null) {
            predict(one.folder(), output, " --previous " + labels);
            return;
        }
        predict(one.folder(), output, " -c " + one.configuration() + " -m " + quoted(firstStage));
        if (!Files.isDirectory(firstStage)) {
            line("(the first stage is not there yet: train it, or copy it to " + firstStage + ")");
        }
    }

    private static Path firstStage(TrainedConfiguration one) {
        String name = one.folder().getFileName().toString();
        String own = name.substring(0, name.length() - one.configuration().length());
        return one.folder().resolveSibling(own + previousStage(one).orElseThrow());
    }

    private void postprocess() {
        if (learned.postprocessing().steps().isEmpty()) {
            line("No postprocessing: keeping only the largest component did not help on the held-out cases.");
            return;
        }
        line("Keep the largest components that helped on the held-out cases:");
        line("");
        line("sagittal postprocess apply -i " + OUTPUT + " -o " + OUTPUT + "_PP --postprocessing "
                + quoted(best.folder().resolve("postprocessing.json")));
    }

    private static String quoted(Path path) {
        String word = path.toString();
        return word.matches("[\\w./:\\\\+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
