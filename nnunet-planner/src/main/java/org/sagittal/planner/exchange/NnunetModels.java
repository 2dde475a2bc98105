package org.sagittal.planner.exchange;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.bundle.Sha256;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.exchange.torch.TorchCheckpoint;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * All configurations that nnU-Net v2 trained on one dataset, in a results folder, a folder above it, or an exported zip. Plans and the
 * words of one checkpoint a configuration are read when it is opened, weights when asked for. Nothing of it is run.
 *
 * <p>Reference: nnunet.md section 9.
 */
public final class NnunetModels implements ModelSource {
    private static final long MOST_DOCUMENT_BYTES = 256L << 20;

    private final ModelFiles files;
    private final Map<String, TrainedFolder> folders = new LinkedHashMap<>();
    private final Map<String, String> documents = new LinkedHashMap<>();
    private final BundleDescription description;

    /**
     * One configuration and which of its checkpoints is taken.
     *
     * @param folder plans, dataset and checkpoints
     * @param kind which checkpoint
     * @param words what the first fold's checkpoint says beside its weights
     */
    private record TrainedFolder(NnunetModelFolder folder, CheckpointKind kind, TorchCheckpoint words) {
        String configuration() {
            return folder.configurationName(words);
        }

        String trainer() {
            return folder.trainerName(words).orElse("");
        }

        String longName() {
            return trainer() + "__" + folder.plans().plansName() + "__" + configuration();
        }
    }

    private NnunetModels(ModelFiles files, List<CheckpointKind> kinds) {
        this.files = files;
        try {
            List<TrainedFolder> trained = trained(files, kinds);
            List<String> configurations =
                    trained.stream().map(TrainedFolder::configuration).toList();
            for (TrainedFolder one : trained) {
                String configuration = one.configuration();
                boolean unique =
                        configurations.stream().filter(configuration::equals).count() == 1;
                add(unique ? configuration : one.longName(), one);
            }
            this.description = describe();
        } catch (IllegalArgumentException e) {
            throw new FormatException(files.origin(), e.getMessage(), e);
        }
    }

    /**
     * Opens models.
     *
     * @param path a results folder, one above it, or a zip
     * @param kinds which checkpoint of each configuration, the best liked first; configurations without any are left out
     * @return the models, to be closed
     * @throws FormatException if there is no model, there are several datasets, or it is not to be trusted
     */
    public static NnunetModels open(Path path, List<CheckpointKind> kinds) {
        ModelFiles files = ModelFiles.open(path);
        try {
            return new NnunetModels(files, kinds);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private static List<TrainedFolder> trained(ModelFiles files, List<CheckpointKind> kinds) {
        List<ModelLocation> locations = ModelLocation.in(files);
        if (locations.isEmpty()) {
            throw ModelLocation.none(files);
        }
        List<TrainedFolder> trained = new ArrayList<>();
        for (ModelLocation location : locations) {
            Optional<CheckpointKind> kind = kinds.stream()
                    .filter(k -> !location.folds(files, k).isEmpty())
                    .findFirst();
            if (kind.isPresent()) {
                NnunetModelFolder folder = new NnunetModelFolder(files, location);
                String fold = location.folds(files, kind.get()).get(0);
                trained.add(new TrainedFolder(folder, kind.get(), folder.words(fold, kind.get())));
            }
        }
        if (trained.isEmpty()) {
            throw new FormatException(
                    files.origin(),
                    "has no fold with a "
                            + kinds.stream().map(CheckpointKind::fileName).collect(Collectors.joining(" or ")));
        }
        return trained;
    }

    private void add(String name, TrainedFolder one) {
        if (!folders.isEmpty()) {
            requireSameDataset(folders.values().iterator().next(), one);
        }
        if (folders.putIfAbsent(name, one) != null) {
            throw new FormatException(
                    files.origin(), "holds the model " + name + " more than once; give the folder of one of them");
        }
        if (folders.size() == 1) {
            document("dataset.json", one, "dataset.json");
            document("dataset_fingerprint.json", one, "dataset_fingerprint.json");
        }
        document(name + "/plans.json", one, "plans.json");
    }

    private void document(String name, TrainedFolder one, String file) {
        String path = one.folder().path(file);
        if (files.names().contains(path)) {
            documents.put(name, path);
        }
    }

    private void requireSameDataset(TrainedFolder first, TrainedFolder other) {
        DatasetDescription a = first.folder().dataset();
        DatasetDescription b = other.folder().dataset();
        boolean same = first.folder()
                        .plans()
                        .datasetName()
                        .equals(other.folder().plans().datasetName())
                && a.json().path("labels").equals(b.json().path("labels"))
                && a.channelNames().equals(b.channelNames())
                && a.labels().regionsClassOrder().equals(b.labels().regionsClassOrder());
        if (!same) {
            throw new FormatException(
                    files.origin(),
                    "holds models of several datasets, "
                            + first.folder().plans().datasetName() + " and "
                            + other.folder().plans().datasetName() + "; give the folder of one of them");
        }
    }

    private BundleDescription describe() {
        TrainedFolder first = folders.values().iterator().next();
        List<MemberDescription> members = new ArrayList<>();
        folders.forEach((name, one) -> members.add(new MemberDescription(
                name,
                one.configuration(),
                one.trainer(),
                one.folder().plans().plansName(),
                one.kind().word(),
                one.folder().recipe(one.words()),
                one.folder().folds(one.kind()))));
        ModelChoice choice = ModelChoice.read(files, members);
        String dataset = first.folder().plans().datasetName();
        return new BundleDescription(
                dataset,
                "",
                "",
                new Provenance(
                        String.valueOf(
                                files.origin().toAbsolutePath().normalize().getFileName()),
                        Map.of(),
                        dataset,
                        versions()),
                first.folder().dataset(),
                members,
                choice.ensemble(),
                choice.postprocessing());
    }

    /** nnU-Net notes its PyTorch in each fold's debug.json, which exported zips usually hold. */
    private Map<String, String> versions() {
        for (TrainedFolder one : folders.values()) {
            for (String fold : one.folder().folds(one.kind())) {
                Optional<String> torch = one.folder().torchVersion(fold);
                if (torch.isPresent()) {
                    return Map.of("torch", torch.get());
                }
            }
        }
        return Map.of();
    }

    @Override
    public Path origin() {
        return files.origin();
    }

    @Override
    public BundleDescription description() {
        return description;
    }

    @Override
    public NamedTensors weights(String member, String fold) {
        MemberDescription described = description.member(member);
        described.chosenFolds(List.of(fold));
        TrainedFolder one = folders.get(member);
        NamedTensors stored = one.folder().checkpoint(fold, one.kind()).weights();
        try {
            return described.fitted(stored);
        } catch (IllegalArgumentException e) {
            throw new FormatException(files.origin(), "fold " + fold + " of " + member + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> documents() {
        return List.copyOf(documents.keySet());
    }

    @Override
    public Optional<byte[]> document(String name) {
        return Optional.ofNullable(documents.get(name)).map(file -> files.read(file, MOST_DOCUMENT_BYTES));
    }

    @Override
    public Map<String, String> sourceSha256() {
        Path origin = files.origin();
        if (Files.isRegularFile(origin)) {
            return Map.of(String.valueOf(origin.getFileName()), Sha256.of(origin));
        }
        Map<String, String> sums = new LinkedHashMap<>();
        for (TrainedFolder one : folders.values()) {
            for (String fold : one.folder().folds(one.kind())) {
                String file =
                        one.folder().path("fold_" + fold + "/" + one.kind().fileName());
                sums.put(file, Sha256.of(files.onDisk(file)));
            }
        }
        return sums;
    }

    @Override
    public void close() {
        files.close();
    }
}
