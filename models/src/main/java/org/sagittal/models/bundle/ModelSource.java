package org.sagittal.models.bundle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.weights.NamedTensors;

/**
 * One or several trained configurations of one dataset, wherever they lie: a bundle, our own run folders, or what nnU-Net trained. What
 * they are is known once opened; weights are read on demand, so that one fold is in memory at a time whatever the number of folds.
 */
public interface ModelSource extends AutoCloseable {
    /**
     * What was opened.
     *
     * @return a file or folder
     */
    Path origin();

    /**
     * What the models are, checked: recipes fit the dataset's channels and labels.
     *
     * @return everything but the weights
     */
    BundleDescription description();

    /**
     * Reads the weights of one fold; nothing of them is kept.
     *
     * @param member one of the description's members
     * @param fold one of that member's folds
     * @return weights under canonical names
     * @throws org.sagittal.geometry.io.file.FormatException if they are broken
     * @throws IllegalArgumentException if there is no such member or fold
     */
    NamedTensors weights(String member, String fold);

    /**
     * The files beside the weights, as they were: {@code dataset.json}, {@code <member>/plans.json}, {@code dataset_fingerprint.json}.
     *
     * @return names, in order
     */
    List<String> documents();

    /**
     * One of the files beside the weights.
     *
     * @param name such as {@code 3d_fullres/plans.json}
     * @return its bytes; nothing if there is none of that name
     */
    Optional<byte[]> document(String name);

    /**
     * Checksums of the files that hold the weights, for their provenance. Reads them whole.
     *
     * @return file name -> SHA-256 in hexadecimal, in order
     */
    Map<String, String> sourceSha256();

    /**
     * A configuration, ready to predict.
     *
     * @param member one of the description's members
     * @param folds which folds' logits to average; none for all numbered ones, or {@code all} where there is no other
     * @return the model
     * @throws org.sagittal.geometry.io.file.FormatException if weights and network do not fit each other
     * @throws IllegalArgumentException if there is no such member or fold
     */
    default SegmentationModel model(String member, List<String> folds) {
        MemberDescription chosen = description().member(member);
        List<NamedTensors> weights = new ArrayList<>();
        for (String fold : chosen.chosenFolds(folds)) {
            weights.add(weights(member, fold));
        }
        Recipe recipe = chosen.recipe();
        return new SegmentationModel(
                description().name() + " " + chosen.name(),
                recipe.preprocessing(),
                recipe.network(),
                description().labels(),
                recipe.patchSize(),
                recipe.mirroringAxes(),
                recipe.previousStage(),
                weights);
    }

    /**
     * The same models under another description.
     *
     * @param other whose members and folds are among those here
     * @return a view; closing it closes this
     * @throws IllegalArgumentException if a member or fold is not here
     */
    default ModelSource as(BundleDescription other) {
        return new DescribedModels(this, other);
    }

    @Override
    void close();
}
