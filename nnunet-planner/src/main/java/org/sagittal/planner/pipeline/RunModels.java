package org.sagittal.planner.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.bundle.Recipe;
import org.sagittal.models.bundle.Sha256;
import org.sagittal.models.training.Checkpoint;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.exchange.CheckpointKind;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * The folds and configurations that we trained on one dataset: a run folder, or a folder with several of them at most three levels down,
 * such as {@code runs/3d_fullres}, {@code runs} or the folder of a whole job, which also says which of them were found best.
 */
public final class RunModels implements ModelSource {
    /** What stands where nnU-Net's models have the class name of their trainer. */
    private static final String TRAINER = "sagittal";

    private final Path origin;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Path> documents = new LinkedHashMap<>();
    private final BundleDescription description;

    /**
     * The runs of one configuration that have the checkpoint to take.
     *
     * @param kind which checkpoint
     * @param runs one a fold, at least one
     */
    private record Member(CheckpointKind kind, List<RunFolder> runs) {
        RunFolder first() {
            return runs.get(0);
        }

        Path file(RunFolder run) {
            return run.folder().resolve(name(kind));
        }
    }

    private RunModels(Path origin, List<RunFolder> found, List<CheckpointKind> kinds) {
        this.origin = origin;
        found.stream()
                .collect(Collectors.groupingBy(RunFolder::configuration, LinkedHashMap::new, Collectors.toList()))
                .forEach((configuration, runs) ->
                        choose(runs, kinds).ifPresent(member -> members.put(configuration, member)));
        if (members.isEmpty()) {
            throw new FormatException(
                    origin,
                    "has no " + kinds.stream().map(RunModels::name).collect(Collectors.joining(" or "))
                            + "; its training is not finished, run it again to go on");
        }
        gatherDocuments();
        try {
            this.description = describe();
        } catch (IllegalArgumentException e) {
            throw new FormatException(origin, e.getMessage(), e);
        }
    }

    /**
     * Opens what lies below a folder.
     *
     * @param path any path
     * @param kinds which checkpoint of each configuration, the best liked first
     * @return the models; nothing if there is no run
     * @throws IOException if a run's description is broken
     */
    static Optional<ModelSource> open(Path path, List<CheckpointKind> kinds) throws IOException {
        List<RunFolder> found = Files.isDirectory(path) ? RunFolder.below(path) : List.of();
        return found.isEmpty() ? Optional.empty() : Optional.of(new RunModels(path, found, kinds));
    }

    /**
     * The final checkpoints of some runs.
     *
     * @param work the folder of the whole job
     * @param runs finished trainings
     * @return the models
     */
    static ModelSource of(Path work, List<RunFolder> runs) {
        return new RunModels(work, runs, List.of(CheckpointKind.FINAL));
    }

    private static String name(CheckpointKind kind) {
        return "checkpoint_" + kind.word();
    }

    private static Optional<Member> choose(List<RunFolder> runs, List<CheckpointKind> kinds) {
        return kinds.stream()
                .map(kind -> new Member(
                        kind,
                        runs.stream()
                                .filter(run -> Files.isRegularFile(run.folder().resolve(name(kind))))
                                .toList()))
                .filter(member -> !member.runs().isEmpty())
                .findFirst();
    }

    private void gatherDocuments() {
        DatasetDescription dataset = members.values().iterator().next().first().dataset();
        members.forEach((configuration, member) -> {
            RunFolder run = member.first();
            if (!run.dataset().json().equals(dataset.json())) {
                throw new FormatException(
                        origin,
                        "holds runs with different dataset.json files, e.g. " + run.folder()
                                + "; give the folder of one of them");
            }
            documents.putIfAbsent("dataset.json", run.folder().resolve("dataset.json"));
            documents.put(configuration + "/plans.json", run.folder().resolve("plans.json"));
        });
    }

    private BundleDescription describe() {
        RunFolder first = members.values().iterator().next().first();
        String dataset = first.plans().datasetName();
        List<MemberDescription> described = new ArrayList<>();
        members.forEach((configuration, member) -> described.add(new MemberDescription(
                configuration,
                configuration,
                TRAINER,
                member.first().plans().plansName(),
                member.kind().word(),
                recipe(member.first()),
                member.runs().stream().map(RunFolder::fold).toList())));
        Optional<RunChoice> choice = RunChoice.read(origin).filter(this::isAmongThese);
        return new BundleDescription(
                dataset,
                "",
                "",
                new Provenance(
                        String.valueOf(origin.toAbsolutePath().normalize().getFileName()), Map.of(), dataset, Map.of()),
                first.dataset(),
                described,
                choice.map(RunChoice::configurations).orElse(List.of()),
                choice.map(RunChoice::postprocessing));
    }

    private boolean isAmongThese(RunChoice choice) {
        for (int i = 0; i < choice.configurations().size(); i++) {
            Member member = members.get(choice.configurations().get(i));
            if (member == null
                    || !member.first().plans().plansName().equals(choice.plans().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Recipe recipe(RunFolder run) {
        Configuration configuration = run.plans().configuration(run.configuration());
        return new Recipe(
                configuration.preprocessing(),
                configuration.network(run.dataset()),
                configuration.patchSize(),
                configuration.training().sampling().mirrorAxes(),
                configuration.previousStage(),
                run.plans().imageReader());
    }

    @Override
    public Path origin() {
        return origin;
    }

    @Override
    public BundleDescription description() {
        return description;
    }

    @Override
    public NamedTensors weights(String member, String fold) {
        MemberDescription described = description.member(member);
        described.chosenFolds(List.of(fold));
        Member chosen = members.get(member);
        RunFolder run = chosen.runs().stream()
                .filter(r -> r.fold().equals(fold))
                .findFirst()
                .orElseThrow();
        Path file = chosen.file(run);
        try {
            return described.fitted(Checkpoint.read(file).weights());
        } catch (IOException | IllegalArgumentException e) {
            throw new FormatException(file, "is no checkpoint of this run: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> documents() {
        return List.copyOf(documents.keySet());
    }

    @Override
    public Optional<byte[]> document(String name) {
        Path file = documents.get(name);
        try {
            return file == null ? Optional.empty() : Optional.of(WholeFile.read(file));
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    @Override
    public Map<String, String> sourceSha256() {
        Map<String, String> sums = new LinkedHashMap<>();
        for (Member member : members.values()) {
            for (RunFolder run : member.runs()) {
                Path file = member.file(run);
                sums.put(origin.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
            }
        }
        return sums;
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
