package org.sagittal.planner.exchange;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * A trained configuration as nnU-Net v2 wants to find it: {@code <Trainer>__<Plans>__<Configuration>/} with plans.json, dataset.json and
 * {@code fold_k/checkpoint_final.pth}. {@code nnUNetv2_predict_from_modelfolder} runs on it as it is.
 *
 * @param plans the plans, among them the configuration
 * @param dataset channels and labels
 * @param configuration which of the plans' configurations
 * @param mirroringAxes spatial axes that may be mirrored when predicting
 * @param folds fold name, {@code 0} to {@code 4} or {@code all} -> weights, canonical names
 */
public record NnunetExport(
        Plans plans,
        DatasetDescription dataset,
        String configuration,
        List<Integer> mirroringAxes,
        Map<String, NamedTensors> folds) {
    /** The trainer nnU-Net finds without further ado. */
    private static final String TRAINER = "nnUNetTrainer";

    /** Copies the collections and refuses fold names that nnU-Net does not know. */
    public NnunetExport {
        mirroringAxes = List.copyOf(mirroringAxes);
        folds = Map.copyOf(folds);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("folds must hold at least one set of weights, got none");
        }
        for (String fold : folds.keySet()) {
            if (!fold.matches("\\d+|all")) {
                throw new IllegalArgumentException("folds must be named by a number or 'all', got '" + fold + "'");
            }
        }
    }

    /**
     * The name of the folder nnU-Net expects.
     *
     * @return {@code <Trainer>__<Plans>__<Configuration>}
     */
    public String folderName() {
        return TRAINER + "__" + plans.plansName() + "__" + configuration;
    }

    /**
     * Writes the model.
     *
     * @param parent where the folder is made, e.g. {@code nnUNet_results/Dataset004_Hippocampus}
     * @return the folder
     * @throws IllegalArgumentException if weights are missing or have another shape than the plans say
     */
    public Path write(Path parent) {
        Path folder = parent.resolve(folderName());
        Configuration described = plans.configuration(configuration);
        List<Parameter> parameters = UNet.of(described.network(dataset)).parameters();
        plans.write(folder.resolve("plans.json"));
        byte[] json = dataset.json().toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve("dataset.json"), out -> out.write(json));
        folds.forEach((fold, weights) -> TorchCheckpointWriter.write(
                folder.resolve("fold_" + fold).resolve(CheckpointKind.FINAL.fileName()),
                Parameter.select(parameters, weights),
                new TorchCheckpointWriter.Words(
                        TRAINER, configuration, fold, mirroringAxes, plans.json(), dataset.json())));
        return folder;
    }
}
