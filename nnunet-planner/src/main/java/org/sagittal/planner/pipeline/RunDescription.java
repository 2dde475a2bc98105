package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.training.SegmentationTraining;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.planner.split.Fold;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * What the training in a run folder is of: {@code plans.json}, {@code dataset.json}, and {@code run.json} with configuration, fold, seed,
 * schedule, precision and cases. A folder with a finished epoch of another training is refused before anything in it is changed.
 */
public final class RunDescription {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DESCRIPTION = "run.json";
    private static final String PLANS = "plans.json";
    private static final String DATASET = "dataset.json";

    private final Plans plans;
    private final Configuration configuration;
    private final DatasetDescription dataset;
    private final String foldName;
    private final Fold fold;

    /**
     * Describes a training.
     *
     * @param plans the plans
     * @param configuration name of the configuration in them
     * @param dataset channels and labels
     * @param foldName "0", "1", ... or "all"
     * @param fold its cases
     */
    public RunDescription(Plans plans, String configuration, DatasetDescription dataset, String foldName, Fold fold) {
        this.plans = plans;
        this.configuration = plans.configuration(configuration);
        this.dataset = dataset;
        this.foldName = foldName;
        this.fold = fold;
    }

    /**
     * Refuses a folder that holds a finished epoch of another training. Nothing is written.
     *
     * @param run the folder; may be missing
     * @param options changes to the plan's training
     * @throws IOException if it does, saying what differs, or if what lies there is broken
     */
    public void refuseOther(Path run, TrainingOptions options) throws IOException {
        if (!Files.exists(run.resolve(Checkpoint.LATEST)) || !Files.exists(run.resolve(DESCRIPTION))) {
            return;
        }
        JsonNode there = JSON.readTree(Files.readAllBytes(run.resolve(DESCRIPTION)));
        same(run, "configuration", there.path("configuration").asText(), configuration.name());
        same(run, "fold", there.path("fold").asText(), foldName);
        sameCases(run, "training", there.path("training_cases"), fold.train());
        sameCases(run, "validation", there.path("validation_cases"), fold.validation());
        SegmentationTraining.refuseOther(network(), spec(run, options), run);
        refuseOtherPlans(run);
    }

    /** The network and the spec are in the checkpoint's recipe as far as numbers say; how images are made and labels meant is not. */
    private void refuseOtherPlans(Path run) throws IOException {
        Configuration old = Plans.read(run.resolve(PLANS)).configuration(configuration.name());
        DatasetDescription oldDataset = DatasetDescription.read(run.resolve(DATASET));
        if (!old.preprocessing().equals(configuration.preprocessing())
                || !old.training().equals(configuration.training())
                || !old.network(oldDataset).equals(configuration.network(dataset))) {
            throw other(
                    run,
                    "its plans have another recipe for " + configuration.name() + " than the plans that are asked");
        }
        JsonNode labels = oldDataset.json().path("labels");
        if (!sameLabels(labels, dataset.json().path("labels"))) {
            throw other(
                    run,
                    "its labels are " + labels + ", asked are " + dataset.json().path("labels"));
        }
    }

    /** Names in another order mean the same unless there are regions: their order says which of the network's outputs learns which. */
    private boolean sameLabels(JsonNode old, JsonNode asked) {
        return dataset.labels().hasRegions() ? old.toString().equals(asked.toString()) : old.equals(asked);
    }

    private static void same(Path run, String what, String there, String asked) throws IOException {
        if (!there.equals(asked)) {
            throw other(run, "its " + what + " is " + there + ", asked is " + asked);
        }
    }

    private static void sameCases(Path run, String kind, JsonNode there, List<String> asked) throws IOException {
        if (!there.equals(JSON.valueToTree(asked))) {
            throw other(
                    run,
                    "its " + there.size() + " " + kind + " cases are not the " + asked.size() + " of the fold now");
        }
    }

    private static IOException other(Path run, String difference) {
        return new IOException(run + " belongs to another training: " + difference
                + "; use the same settings to go on, or another folder to start anew");
    }

    /**
     * What is trained.
     *
     * @return the network
     */
    UNet network() {
        return UNet.of(configuration.network(dataset));
    }

    /**
     * How it is trained; without a seed in the options, by that of a training that was begun here, else by a new one.
     *
     * @param run the folder; may be missing
     * @param options changes to the plan's training
     * @return the spec
     * @throws IOException if a description lies there and cannot be read
     */
    TrainingSpec spec(Path run, TrainingOptions options) throws IOException {
        Path description = run.resolve(DESCRIPTION);
        long seed = Files.exists(description)
                ? JSON.readTree(Files.readAllBytes(description)).path("seed").asLong()
                : new SplittableRandom().nextLong() >>> 1;
        return options.apply(configuration.training(), seed);
    }

    /**
     * Writes the three files.
     *
     * @param run an existing folder
     * @param spec how it is trained
     */
    void write(Path run, TrainingSpec spec) {
        ObjectNode description = JSON.createObjectNode();
        description.put("configuration", configuration.name());
        description.put("fold", foldName);
        description.put("seed", spec.sampling().seed());
        ObjectNode schedule = description.putObject("schedule");
        schedule.put("epochs", spec.schedule().epochs());
        schedule.put("iterations", spec.schedule().iterations());
        schedule.put("validation_iterations", spec.schedule().validationIterations());
        schedule.put("initial_lr", spec.schedule().initialLearningRate());
        description.put("batch_size", spec.batchSize());
        description.put("precision", spec.optimizer().precision().word());
        fold.train().forEach(description.putArray("training_cases")::add);
        fold.validation().forEach(description.putArray("validation_cases")::add);
        plans.write(run.resolve(PLANS));
        write(run.resolve(DATASET), dataset.json());
        write(run.resolve(DESCRIPTION), description);
    }

    private static void write(Path file, ObjectNode json) {
        byte[] text = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
    }
}
