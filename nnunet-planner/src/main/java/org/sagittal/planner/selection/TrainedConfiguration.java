package org.sagittal.planner.selection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sagittal.evaluation.JsonText;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.reader.ImageReaders;

/**
 * One configuration whose folds were trained and validated.
 *
 * @param identifier what its folder is called: {@code <Trainer>__<Plans>__<Configuration>}, or the configuration's name
 * @param trainer who trained it, e.g. {@code nnUNetTrainer}
 * @param configuration e.g. {@code 3d_fullres}
 * @param folder holds its folds; is a model that {@code predict -m} takes
 * @param plansJson its plans
 * @param datasetJson its labels
 * @param validations fold -> folder of the predictions of that fold's held-out cases
 */
public record TrainedConfiguration(
        String identifier,
        String trainer,
        String configuration,
        Path folder,
        Path plansJson,
        Path datasetJson,
        SortedMap<Integer, Path> validations) {
    /** Takes a copy. */
    public TrainedConfiguration {
        validations = Collections.unmodifiableSortedMap(new TreeMap<>(validations));
    }

    /**
     * Reads the plans.
     *
     * @return the plans
     */
    public Plans plans() {
        return Plans.read(plansJson);
    }

    /**
     * A folder for label maps like those of the validations.
     *
     * @param folder where
     * @return labels and reader of this configuration
     */
    PredictionFolder predictionsIn(Path folder) {
        DatasetDescription dataset = DatasetDescription.read(datasetJson);
        return new PredictionFolder(folder, dataset, ImageReaders.byName(plans().imageReader()));
    }

    /**
     * Files of the held-out cases of some folds.
     *
     * @param folds which
     * @param ending e.g. {@code .nii.gz} or {@code .npz}
     * @return case id -> file, ascending
     * @throws FormatException if a fold was not validated, or a case is in two folds
     */
    SortedMap<String, Path> heldOut(List<Integer> folds, String ending) {
        SortedMap<String, Path> cases = new TreeMap<>();
        for (int fold : folds) {
            Path validation = validations.get(fold);
            if (validation == null) {
                throw new FormatException(
                        folder,
                        "has no validation of fold " + fold + ", only of " + validations.keySet() + "; train it first");
            }
            PredictionFolder.files(validation, ending).forEach((id, file) -> {
                Path other = cases.putIfAbsent(id, file);
                if (other != null) {
                    throw new FormatException(
                            file,
                            "case " + id + " is held out of two folds, see " + other + "; a case may be in one only");
                }
            });
        }
        return cases;
    }

    /**
     * The folder of true label maps that a validation was scored against, as its {@code summary.json} says.
     *
     * @return a folder that is there; empty if none is
     */
    public Optional<Path> scoredAgainst() {
        return validations.values().stream()
                .map(folder -> folder.resolve("summary.json"))
                .filter(Files::isRegularFile)
                .map(summary -> JsonText.read(summary)
                        .at("/metric_per_case/0/reference_file")
                        .asText())
                .filter(file -> !file.isEmpty() && Files.isRegularFile(Path.of(file)))
                .map(file -> Path.of(file).toAbsolutePath().getParent())
                .findFirst();
    }

    /**
     * Why some configurations cannot be averaged.
     *
     * @param pair the configurations
     * @param folds their folds
     * @param ending of the label maps
     * @return one sentence a fold or case that lacks probabilities; none if they can
     */
    static List<String> obstacles(List<TrainedConfiguration> pair, List<Integer> folds, String ending) {
        Map<String, Collection<String>> ids = new LinkedHashMap<>();
        for (TrainedConfiguration one : pair) {
            ids.put(one.identifier + " (label maps)", one.heldOut(folds, ending).keySet());
            ids.put(
                    one.identifier + " (probabilities)",
                    one.heldOut(folds, PredictionFolder.NPZ).keySet());
        }
        List<String> sentences = new ArrayList<>();
        CaseSets.difference(ids).ifPresent(sentences::add);
        return sentences;
    }
}
