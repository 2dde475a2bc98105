package org.sagittal.models.inference;

import java.util.List;
import java.util.Optional;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Everything that turns an image into labels: how it is prepared, which network looks at it, what the network's channels stand for, and
 * the weights of one or more trainings (folds) whose logits are averaged.
 *
 * @param name what to call the model in messages
 * @param preprocessing from the file's grid to the network's and back
 * @param network the network's recipe
 * @param labels what its channels stand for
 * @param patchSize (D, H, W) or (H, W)
 * @param mirroringAxes spatial axes of the patch that may be mirrored when predicting
 * @param previousStage in a cascade, the configuration whose labels this network takes as further channels
 * @param folds weights, canonical names, at least one set
 */
public record SegmentationModel(
        String name,
        PreprocessingSpec preprocessing,
        NetworkSpec network,
        LabelScheme labels,
        List<Integer> patchSize,
        List<Integer> mirroringAxes,
        Optional<String> previousStage,
        List<NamedTensors> folds) {

    /** Copies the lists and refuses parts that do not fit each other. */
    public SegmentationModel {
        patchSize = List.copyOf(patchSize);
        mirroringAxes = List.copyOf(mirroringAxes);
        folds = List.copyOf(folds);
        requireFit(preprocessing, network, labels, patchSize, previousStage);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException("folds must hold at least one set of weights, got none");
        }
        List<Parameter> parameters = UNet.of(network).parameters();
        folds.forEach(weights -> Parameter.select(parameters, weights));
    }

    /**
     * Refuses recipes and labels that do not fit each other.
     *
     * @param preprocessing from the file's grid to the network's and back
     * @param network the network's recipe
     * @param labels what its channels stand for
     * @param patchSize (D, H, W) or (H, W)
     * @param previousStage in a cascade, the configuration whose labels this network takes as further channels
     * @throws IllegalArgumentException naming what does not fit
     */
    public static void requireFit(
            PreprocessingSpec preprocessing,
            NetworkSpec network,
            LabelScheme labels,
            List<Integer> patchSize,
            Optional<String> previousStage) {
        if (patchSize.size() != network.dimensions() || preprocessing.dimensions() != network.dimensions()) {
            throw new IllegalArgumentException("patchSize and preprocessing must have the network's "
                    + network.dimensions() + " axes, got " + patchSize + " and " + preprocessing.dimensions());
        }
        if (network.heads() != labels.segmentationHeads()) {
            throw new IllegalArgumentException("network must have one head for each of the dataset's "
                    + labels.segmentationHeads() + " classes, got " + network.heads());
        }
        int channels = preprocessing.channels()
                + (previousStage.isPresent() ? labels.foregroundLabels().size() : 0);
        if (network.inputChannels() != channels) {
            throw new IllegalArgumentException(
                    "network must take " + channels + " channels, got " + network.inputChannels());
        }
    }
}
