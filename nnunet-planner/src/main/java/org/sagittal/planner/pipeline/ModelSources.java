package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.planner.exchange.CheckpointKind;
import org.sagittal.planner.exchange.NnunetModels;

/** Trained models of every kind: bundles, our own run folders, and what nnU-Net trained. */
public final class ModelSources {
    private ModelSources() {}

    /**
     * Opens models; of each configuration the final checkpoints, or the best ones where there is no final one.
     *
     * @param path a bundle, a run folder, a folder of runs, or an nnU-Net results folder, one above it, or a zip
     * @return the models, to be closed
     * @throws IOException if there is nothing, or a run's description is broken
     * @throws org.sagittal.geometry.io.file.FormatException if it is no model, or one that is not to be trusted
     */
    public static ModelSource open(Path path) throws IOException {
        return open(path, List.of(CheckpointKind.FINAL, CheckpointKind.BEST));
    }

    /**
     * Opens models with one kind of checkpoint.
     *
     * @param path a bundle, a run folder, a folder of runs, or an nnU-Net results folder, one above it, or a zip
     * @param kind which checkpoint; configurations without it are left out
     * @return the models, to be closed
     * @throws IOException if there is nothing, or a run's description is broken
     * @throws org.sagittal.geometry.io.file.FormatException if it is no model, or one that is not to be trusted
     */
    public static ModelSource open(Path path, CheckpointKind kind) throws IOException {
        return open(path, List.of(kind));
    }

    private static ModelSource open(Path path, List<CheckpointKind> kinds) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + ": there is no such file or folder");
        }
        if (BundleFile.is(path)) {
            return bundle(path, kinds);
        }
        Optional<ModelSource> runs = RunModels.open(path, kinds);
        return runs.isPresent() ? runs.get() : NnunetModels.open(path, kinds);
    }

    /** A bundle holds one kind of checkpoint of each configuration. */
    private static ModelSource bundle(Path path, List<CheckpointKind> kinds) {
        BundleFile bundle = BundleFile.open(path);
        List<String> words = kinds.stream().map(CheckpointKind::word).toList();
        List<MemberDescription> members = bundle.description().members();
        List<String> fitting = members.stream()
                .filter(m -> words.contains(m.checkpoint()))
                .map(MemberDescription::name)
                .toList();
        if (fitting.isEmpty()) {
            bundle.close();
            throw new FormatException(
                    path,
                    "holds the checkpoint '" + members.get(0).checkpoint() + "' and not " + String.join(" or ", words));
        }
        return fitting.size() == members.size()
                ? bundle
                : bundle.as(bundle.description().only(fitting, List.of()));
    }
}
