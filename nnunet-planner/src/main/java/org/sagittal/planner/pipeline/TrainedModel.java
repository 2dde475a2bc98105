package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sagittal.models.inference.SegmentationModel;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.planner.exchange.CheckpointKind;
import org.sagittal.planner.exchange.NnunetModelFolder;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * A model wherever it comes from: the folder of a run or of several folds, or an nnU-Net results folder or zip.
 *
 * @param model recipes and weights
 * @param dataset channels, labels and file ending
 * @param imageReader nnU-Net's name of the reader it was trained with
 */
public record TrainedModel(SegmentationModel model, DatasetDescription dataset, String imageReader) {
    /**
     * Opens a model.
     *
     * @param path a run folder, a folder of runs, or what nnU-Net trained
     * @param folds which folds' logits to average; none for all that are there
     * @param kind which checkpoint
     * @return the model
     * @throws IOException if there is no model, or a fold or checkpoint is missing
     */
    public static TrainedModel open(Path path, List<String> folds, CheckpointKind kind) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + ": there is no such file or folder");
        }
        List<RunFolder> runs = Files.isDirectory(path) ? RunFolder.within(path) : List.of();
        return runs.isEmpty() ? nnunet(path, folds, kind) : ours(path, runs, folds, kind);
    }

    private static TrainedModel ours(Path path, List<RunFolder> runs, List<String> folds, CheckpointKind kind)
            throws IOException {
        List<RunFolder> chosen = runs.stream()
                .filter(run ->
                        folds.isEmpty() ? runs.size() == 1 || !run.fold().equals("all") : folds.contains(run.fold()))
                .toList();
        if (chosen.isEmpty() || !folds.isEmpty() && chosen.size() < folds.size()) {
            throw new IOException(path + " lacks a fold of " + folds + "; there are "
                    + runs.stream().map(RunFolder::fold).collect(Collectors.joining(", ")));
        }
        String checkpoint = kind == CheckpointKind.BEST ? Checkpoint.BEST : Checkpoint.FINAL;
        RunFolder first = chosen.get(0);
        return new TrainedModel(
                RunFolder.model(chosen, checkpoint),
                first.dataset(),
                first.plans().imageReader());
    }

    private static TrainedModel nnunet(Path path, List<String> folds, CheckpointKind kind) {
        try (NnunetModelFolder folder = NnunetModelFolder.open(path)) {
            return new TrainedModel(
                    folder.model(folds, kind), folder.dataset(), folder.plans().imageReader());
        }
    }
}
