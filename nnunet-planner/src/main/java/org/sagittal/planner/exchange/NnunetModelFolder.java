package org.sagittal.planner.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.Recipe;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.exchange.torch.TorchCheckpoint;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * One trained configuration in nnU-Net v2's layout, as a folder {@code <Trainer>__<Plans>__<Configuration>}, in a folder above it, or in an
 * exported zip: plans.json, dataset.json and a checkpoint a fold. Nothing of it is run.
 *
 * <p>Reference: nnunet.md section 9.
 */
public final class NnunetModelFolder implements AutoCloseable {
    private final ModelFiles files;
    private final ModelLocation location;
    private final Plans plans;
    private final DatasetDescription dataset;

    NnunetModelFolder(ModelFiles files, ModelLocation location) {
        this.files = files;
        this.location = location;
        String plansName = location.path("plans.json");
        this.plans = Plans.parse(JsonFiles.read(files, plansName), files.origin() + "!" + plansName);
        try {
            this.dataset = DatasetDescription.parse(JsonFiles.read(files, location.path("dataset.json")));
        } catch (IllegalArgumentException e) {
            throw new FormatException(files.origin(), e.getMessage(), e);
        }
    }

    /**
     * The configurations a path holds.
     *
     * @param path a results folder, one above it, or a zip
     * @return names such as {@code nnUNetTrainer__nnUNetPlans__3d_fullres}, in order
     */
    public static List<String> list(Path path) {
        try (ModelFiles files = ModelFiles.open(path)) {
            return ModelLocation.in(files).stream().map(ModelLocation::name).toList();
        }
    }

    /**
     * Opens the only model a path holds.
     *
     * @param path a results folder, one above it, or a zip
     * @return the model, to be closed
     * @throws FormatException if there is no model, more than one, or one that is not to be trusted
     */
    public static NnunetModelFolder open(Path path) {
        return open(path, "");
    }

    /**
     * Opens one of the models a path holds.
     *
     * @param path a results folder, one above it, or a zip
     * @param name the model's folder name or the end of it, e.g. {@code 3d_fullres}; empty if there is only one
     * @return the model, to be closed
     * @throws FormatException if none or several have that name
     */
    public static NnunetModelFolder open(Path path, String name) {
        ModelFiles files = ModelFiles.open(path);
        try {
            return new NnunetModelFolder(files, ModelLocation.only(files, name));
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /**
     * The plans beside the model.
     *
     * @return plans.json
     */
    public Plans plans() {
        return plans;
    }

    /**
     * The dataset beside the model.
     *
     * @return dataset.json
     */
    public DatasetDescription dataset() {
        return dataset;
    }

    /**
     * The folds that have a checkpoint.
     *
     * @param kind which checkpoint
     * @return {@code 0}, {@code 1}, ..., then {@code all}
     */
    public List<String> folds(CheckpointKind kind) {
        return location.folds(files, kind);
    }

    /**
     * The trainer's class name.
     *
     * @return from the folder's name, else from a checkpoint
     */
    public Optional<String> trainerName() {
        return location.part(0).or(() -> anyCheckpoint().trainerName());
    }

    Optional<String> trainerName(TorchCheckpoint words) {
        return location.part(0).or(words::trainerName);
    }

    /**
     * The configuration the networks were trained for.
     *
     * @return e.g. {@code 3d_fullres}: from the folder's name, else from a checkpoint, else the plans' only one
     * @throws FormatException if nothing says it
     */
    public String configurationName() {
        return configurationName(anyCheckpoint());
    }

    String configurationName(TorchCheckpoint words) {
        return location.part(2)
                .filter(name -> plans.configurationNames().contains(name))
                .or(words::configuration)
                .or(() -> plans.configurationNames().size() == 1
                        ? Optional.of(plans.configurationNames().get(0))
                        : Optional.empty())
                .orElseThrow(() -> new FormatException(
                        files.origin(),
                        "does not say which configuration it is; name the folder <Trainer>__<Plans>__<Configuration>"));
    }

    Recipe recipe(TorchCheckpoint words) {
        Configuration configuration = plans.configuration(configurationName(words));
        return new Recipe(
                configuration.preprocessing(),
                configuration.network(dataset),
                configuration.patchSize(),
                words.mirroringAxes(),
                configuration.previousStage(),
                plans.imageReader());
    }

    /** The name of one of this configuration's files among all. */
    String path(String relative) {
        return location.path(relative);
    }

    Optional<String> torchVersion(String fold) {
        String name = location.path("fold_" + fold + "/debug.json");
        return files.names().contains(name)
                ? Optional.of(JsonFiles.read(files, name).path("torch_version").asText())
                        .filter(version -> !version.isBlank())
                : Optional.empty();
    }

    private TorchCheckpoint anyCheckpoint() {
        for (CheckpointKind kind : CheckpointKind.values()) {
            List<String> folds = folds(kind);
            if (!folds.isEmpty()) {
                return words(folds.get(0), kind);
            }
        }
        throw new FormatException(files.origin(), "has no fold with a checkpoint");
    }

    /**
     * Reads one fold's checkpoint.
     *
     * @param fold {@code 0} to {@code 4} or {@code all}
     * @param kind which checkpoint
     * @return weights and the words around them
     * @throws FormatException if there is none, naming those there are
     */
    public TorchCheckpoint checkpoint(String fold, CheckpointKind kind) {
        return read(fold, kind, TorchCheckpoint::read);
    }

    /** What a checkpoint says beside its weights, which are left out. */
    TorchCheckpoint words(String fold, CheckpointKind kind) {
        return read(fold, kind, TorchCheckpoint::readWords);
    }

    private TorchCheckpoint read(String fold, CheckpointKind kind, Function<Path, TorchCheckpoint> reader) {
        String name = location.path("fold_" + fold + "/" + kind.fileName());
        if (!files.names().contains(name)) {
            throw new FormatException(
                    files.origin(), "has no " + name + "; there are folds " + folds(kind) + " with that checkpoint");
        }
        Path onDisk = files.onDisk(name);
        try {
            return reader.apply(onDisk);
        } catch (FormatException e) {
            String problem = String.valueOf(e.getMessage()).replace(onDisk + ": ", "");
            throw new FormatException(files.origin(), "'" + name + "': " + problem, e);
        }
    }

    /**
     * The network's recipe.
     *
     * @return what plans.json and dataset.json describe
     */
    public NetworkSpec network() {
        return plans.configuration(configurationName()).network(dataset);
    }

    /**
     * Reads everything a prediction needs.
     *
     * @param folds which folds' logits to average; none for all numbered ones, or {@code all} where there is no other
     * @param kind which checkpoint
     * @return the model
     * @throws FormatException if plans, dataset and weights do not fit each other
     */
    public SegmentationModel model(List<String> folds, CheckpointKind kind) {
        List<String> chosen = folds.isEmpty() ? usualFolds(kind) : folds;
        List<NamedTensors> weights = new ArrayList<>();
        List<Integer> mirroring = List.of();
        for (String fold : chosen) {
            TorchCheckpoint checkpoint = checkpoint(fold, kind);
            mirroring = weights.isEmpty() ? checkpoint.mirroringAxes() : mirroring;
            weights.add(checkpoint.weights());
        }
        try {
            Configuration configuration = plans.configuration(configurationName());
            return new SegmentationModel(
                    plans.datasetName() + " " + configuration.name(),
                    configuration.preprocessing(),
                    network(),
                    dataset.labels(),
                    configuration.patchSize(),
                    mirroring,
                    configuration.previousStage(),
                    weights);
        } catch (IllegalArgumentException e) {
            throw new FormatException(files.origin(), e.getMessage(), e);
        }
    }

    private List<String> usualFolds(CheckpointKind kind) {
        List<String> there = folds(kind);
        List<String> numbered =
                there.stream().filter(fold -> !fold.equals("all")).toList();
        if (there.isEmpty()) {
            throw new FormatException(files.origin(), "has no fold with a " + kind.fileName());
        }
        return numbered.isEmpty() ? there : numbered;
    }

    @Override
    public void close() {
        files.close();
    }
}
