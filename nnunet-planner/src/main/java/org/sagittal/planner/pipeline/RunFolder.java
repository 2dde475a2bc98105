package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.store.Fingerprints;

/**
 * The folder that the training of one fold leaves: a model that needs nothing else to run.
 *
 * @param folder where it lies
 * @param plans its plans
 * @param dataset channels and labels
 * @param configuration name of its configuration
 * @param fold "0", "1", ... or "all"
 * @param trainingCases ids
 * @param validationCases ids
 */
public record RunFolder(
        Path folder,
        Plans plans,
        DatasetDescription dataset,
        String configuration,
        String fold,
        List<String> trainingCases,
        List<String> validationCases) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTION = "run.json";
    /** job / runs / configuration / fold. */
    private static final int DEEPEST = 3;

    /** Copies the lists. */
    public RunFolder {
        trainingCases = List.copyOf(trainingCases);
        validationCases = List.copyOf(validationCases);
    }

    /**
     * Whether a folder was left by a training.
     *
     * @param folder any folder
     * @return true if it describes a run
     */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(DESCRIPTION));
    }

    /**
     * Opens a run.
     *
     * @param folder left by {@link FoldTraining}
     * @return the run
     * @throws IOException if it is none, or its description is broken
     */
    public static RunFolder open(Path folder) throws IOException {
        if (!is(folder)) {
            throw new IOException(
                    folder + " is no training run: " + DESCRIPTION + " is missing; give the folder of a trained fold");
        }
        JsonNode description = JSON.readTree(Files.readAllBytes(folder.resolve(DESCRIPTION)));
        return new RunFolder(
                folder,
                Plans.read(folder.resolve("plans.json")),
                DatasetDescription.read(folder.resolve("dataset.json")),
                description.path("configuration").asText(),
                description.path("fold").asText(),
                texts(description.path("training_cases")),
                texts(description.path("validation_cases")));
    }

    /**
     * The runs below a folder, e.g. {@code runs/3d_fullres} with its folds.
     *
     * @param folder a run itself, or a folder of runs
     * @return the runs ordered by name; none if there are none
     * @throws IOException if a run's description is broken
     */
    public static List<RunFolder> within(Path folder) throws IOException {
        if (is(folder)) {
            return List.of(open(folder));
        }
        List<Path> candidates;
        try (Stream<Path> entries = Files.list(folder)) {
            candidates = entries.filter(RunFolder::is).sorted().toList();
        }
        List<RunFolder> runs = new ArrayList<>();
        for (Path candidate : candidates) {
            runs.add(open(candidate));
        }
        return runs;
    }

    /**
     * All runs below a folder.
     *
     * @param folder a run itself, or a folder with runs at most three levels down, as that of a whole job
     * @return the runs ordered by path; none if there are none
     * @throws IOException if a run's description is broken
     */
    static List<RunFolder> below(Path folder) throws IOException {
        List<RunFolder> runs = new ArrayList<>();
        gather(folder, DEEPEST, runs);
        return runs;
    }

    private static void gather(Path folder, int levels, List<RunFolder> runs) throws IOException {
        if (is(folder)) {
            runs.add(open(folder));
        } else if (levels > 0) {
            List<Path> inner;
            try (Stream<Path> entries = Files.list(folder)) {
                inner = entries.filter(Files::isDirectory).sorted().toList();
            }
            for (Path next : inner) {
                gather(next, levels - 1, runs);
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values;
    }

    /**
     * The weights of one of its checkpoints.
     *
     * @param checkpoint {@link Checkpoint#FINAL} or {@link Checkpoint#BEST}
     * @return tensors under their state-dict names
     * @throws IOException if there is no such checkpoint, or it is broken
     */
    public NamedTensors weights(String checkpoint) throws IOException {
        Path file = folder.resolve(checkpoint);
        if (!Files.exists(file)) {
            throw new IOException(
                    folder + " has no " + checkpoint + "; its training is not finished, run it again to go on");
        }
        return Checkpoint.read(file).weights();
    }

    /**
     * A text that changes when what some runs predict does: with their final weights, and with the order in which they decide between regions.
     *
     * @param runs finished trainings
     * @return 16 hexadecimal digits
     * @throws FormatException if a final checkpoint is missing
     */
    static String digest(List<RunFolder> runs) {
        return FinishedSteps.digest(
                Fingerprints.inputs(runs.stream()
                        .map(run -> run.folder.resolve(Checkpoint.FINAL))
                        .toList()),
                runs.stream()
                        .map(run -> run.dataset.labels().regionsClassOrder())
                        .toList());
    }

    /**
     * A model of the folds of one configuration.
     *
     * @param folds runs of the same configuration, at least one
     * @param checkpoint which checkpoint of each
     * @return the model
     * @throws IOException if a checkpoint is missing or broken
     */
    public static SegmentationModel model(List<RunFolder> folds, String checkpoint) throws IOException {
        RunFolder first = folds.get(0);
        List<NamedTensors> weights = new ArrayList<>();
        for (RunFolder run : folds) {
            if (!run.configuration.equals(first.configuration)) {
                throw new IOException(run.folder + " is of configuration " + run.configuration + ", " + first.folder
                        + " of " + first.configuration + "; folds of one model must share it");
            }
            weights.add(run.weights(checkpoint));
        }
        Configuration configuration = first.plans.configuration(first.configuration);
        return new SegmentationModel(
                first.plans.datasetName() + " " + first.configuration,
                configuration.preprocessing(),
                configuration.network(first.dataset),
                first.dataset.labels(),
                configuration.patchSize(),
                configuration.training().sampling().mirrorAxes(),
                configuration.previousStage(),
                weights);
    }
}
