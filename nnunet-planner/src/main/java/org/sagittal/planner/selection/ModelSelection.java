package org.sagittal.planner.selection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sagittal.evaluation.summary.NnunetSummary;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.inference.Postprocessing;

/**
 * Chooses among trained configurations and pairs of them: the held-out cases of all folds are put together and scored, pairs with
 * probabilities are averaged and scored, the highest mean Dice wins, the first of equal ones, and a postprocessing is learned on the winner.
 *
 * <p>Reference: {@code find_best_configuration} of nnU-Net 2.8.1, whose files this leaves. A pair without probabilities is said and left out.
 */
public final class ModelSelection {
    private static final String SUMMARY = "summary.json";

    private final SelectionRequest request;
    private final SelectionListener listener;

    /**
     * Prepares the choice.
     *
     * @param request what to choose from
     * @param listener told how far it is
     */
    public ModelSelection(SelectionRequest request, SelectionListener listener) {
        this.request = request;
        this.listener = listener;
    }

    /**
     * Chooses, and leaves all files.
     *
     * @return the choice
     * @throws IllegalArgumentException if configurations were validated on different cases, naming these
     * @throws IllegalStateException if a case cannot be read or scored, naming it
     */
    public Selection run() {
        requireSameCases();
        List<Candidate> candidates = new ArrayList<>();
        for (TrainedConfiguration one : request.configurations()) {
            candidates.add(single(one));
        }
        if (request.ensembles()) {
            candidates.addAll(pairs());
        }
        ComparedDice compared =
                ComparedDice.of(candidates.stream().map(Candidate::summary).toList());
        Candidate best = candidates.get(compared.best());
        LearnedPostprocessing learned = learn(best);
        SelectionFiles files = new SelectionFiles(request, candidates, compared, best, learned);
        return new Selection(candidates, compared, best, learned, files.writeInformation(), files.writeInstructions());
    }

    private void requireSameCases() {
        Map<String, Collection<String>> ids = new LinkedHashMap<>();
        for (TrainedConfiguration one : request.configurations()) {
            ids.put(one.identifier(), one.heldOut(request.folds(), ending(one)).keySet());
        }
        CaseSets.difference(ids).ifPresent(difference -> {
            throw new IllegalArgumentException("configurations must be validated on the same cases to be compared, but "
                    + difference + "; choose some with -c or -f");
        });
    }

    private static String ending(TrainedConfiguration one) {
        return one.predictionsIn(one.folder()).dataset().fileEnding();
    }

    private Candidate single(TrainedConfiguration one) {
        PredictionFolder merged = one.predictionsIn(request.mergedFolder(one));
        String ending = merged.dataset().fileEnding();
        SortedMap<String, Path> cases = one.heldOut(request.folds(), ending);
        merged.removeAllBut(cases.keySet());
        cases.forEach((id, file) -> {
            copy(file, merged.labelFile(id));
            // A TIFF stack's spacing lies beside it.
            Path sidecar = file.resolveSibling(id + ".json");
            if (Files.exists(sidecar)) {
                copy(sidecar, merged.folder().resolve(id + ".json"));
            }
        });
        return scored(one.identifier(), List.of(one), merged);
    }

    private Candidate scored(String identifier, List<TrainedConfiguration> members, PredictionFolder predictions) {
        Path folder = predictions.folder();
        copy(members.get(0).plansJson(), folder.resolve("plans.json"));
        copy(members.get(0).datasetJson(), folder.resolve("dataset.json"));
        NnunetSummary summary =
                scores(predictions).of(folder, Postprocessing.NONE, "score " + names(members), listener);
        summary.write(folder.resolve(SUMMARY));
        return new Candidate(identifier, members, folder, summary);
    }

    private static String names(List<TrainedConfiguration> members) {
        return String.join(
                " + ", members.stream().map(TrainedConfiguration::configuration).toList());
    }

    private FolderScores scores(PredictionFolder predictions) {
        return new FolderScores(request.reference(), predictions, request.threads());
    }

    private static void copy(Path from, Path to) {
        WholeFile.write(to, out -> Files.copy(from, out));
    }

    private List<Candidate> pairs() {
        List<Candidate> pairs = new ArrayList<>();
        List<TrainedConfiguration> all = request.configurations();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                List<TrainedConfiguration> pair = List.of(all.get(i), all.get(j));
                List<String> obstacles = TrainedConfiguration.obstacles(pair, request.folds(), ending(all.get(i)));
                if (obstacles.isEmpty()) {
                    pairs.add(ensemble(pair));
                } else {
                    listener.warn("no ensemble of " + names(pair) + ": " + String.join("; ", obstacles)
                            + ". Train with --npz to have probabilities");
                }
            }
        }
        return pairs;
    }

    private Candidate ensemble(List<TrainedConfiguration> pair) {
        String identifier = "ensemble___" + pair.get(0).identifier() + "___"
                + pair.get(1).identifier() + "___" + request.foldsText("_");
        PredictionFolder output = pair.get(0).predictionsIn(request.ensembleFolder(identifier));
        SortedMap<String, List<Path>> cases = new TreeMap<>();
        for (TrainedConfiguration one : pair) {
            one.heldOut(request.folds(), PredictionFolder.NPZ)
                    .forEach((id, file) ->
                            cases.computeIfAbsent(id, name -> new ArrayList<>()).add(file));
        }
        makeFolder(output.folder());
        output.removeAllBut(cases.keySet());
        SortedMap<String, String> failures = new ProbabilityEnsemble(
                        output, false, request.keepFinished(), request.threads())
                .run(cases, "average " + names(pair), listener);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " of " + cases.size() + " cases cannot be averaged: "
                    + CaseSets.named(failures.entrySet().stream()
                            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                            .toList()));
        }
        return scored(identifier, pair, output);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("folder cannot be made: " + folder, e);
        }
    }

    private LearnedPostprocessing learn(Candidate best) {
        PredictionFolder predictions = best.members().get(0).predictionsIn(best.folder());
        PostprocessingJob job = new PostprocessingJob(predictions, request.threads(), listener);
        FolderScores scores = scores(predictions);
        LearnedPostprocessing learned = job.learn(scores, best.summary());
        job.leaveFiles(learned, scores);
        return learned;
    }
}
