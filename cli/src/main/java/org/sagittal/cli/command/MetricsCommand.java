package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.LabelFiles;
import org.sagittal.cli.input.PairList;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.profile.PairScores;
import org.sagittal.evaluation.profile.PairScoring;
import org.sagittal.evaluation.profile.Profile;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.geometry.volume.Spacing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal metrics}: every score of a profile for one pair of label maps, or for many. */
@Command(
        name = "metrics",
        description = {
            "Scores one pair of label maps, or many, with the rules of a tool",
            "Distances, surfaces and overlaps as a tool defines them, its empty cases included. Distances in millimetres."
        })
public final class MetricsCommand extends Subcommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "REF", description = "the true label map")
    private Path reference;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PRED", description = "the predicted label map")
    private Path prediction;

    @Option(
            names = "--pairs",
            paramLabel = "FILE.csv",
            description = "many pairs, with the header id,reference,prediction,labels; one JSON object a line")
    private Path pairs;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "N",
            description = "which label; may be given several times (default: all above 0 in either file)")
    private List<Integer> labels = new ArrayList<>();

    @Option(
            names = {"-p", "--profile"},
            paramLabel = "NAME",
            defaultValue = "sagittal",
            description =
                    "whose rules: sagittal (default), deepmind, medpy, monai, metrics-reloaded, panoptica, simpleitk, "
                            + "seg-metrics or nnunet")
    private String profile;

    @Option(
            names = {"-t", "--tolerance"},
            paramLabel = "MM",
            description = "for scores at a tolerance; may be given several times (default 1, 2 and 3)")
    private List<Double> tolerancesMm = new ArrayList<>();

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public MetricsCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException, InterruptedException {
        Profile chosen = Profiles.byName(profile);
        if (pairs != null) {
            if (reference != null) {
                throw misuse("give either REF and PRED or --pairs");
            }
            return many(console, chosen);
        }
        if (prediction == null) {
            throw misuse("Missing REF and PRED, or --pairs FILE.csv");
        }
        PairScores scores = score(chosen, new PairList.Pair("", reference, prediction, labels), threads());
        if (json) {
            console.result(scores.toJson().toString());
        } else {
            print(console, scores);
        }
        return 0;
    }

    private PairScores score(Profile chosen, PairList.Pair pair, int threads) {
        LabelFiles.Map truth = LabelFiles.open(pair.reference());
        LabelFiles.Map predicted = LabelFiles.open(pair.prediction());
        if (pair.labels().isEmpty()
                && LabelFiles.present(truth.labels(), predicted.labels()).isEmpty()) {
            Spacing spacing = truth.labels().grid().spacing();
            return new PairScores(chosen.id(), spacing, truth.dimensions(), Map.of());
        }
        return new PairScoring(
                        truth.labels(),
                        predicted.labels(),
                        LabelFiles.scheme(pair.labels(), truth.labels(), predicted.labels()),
                        truth.dimensions(),
                        threads)
                .score(chosen, tolerancesMm.isEmpty() ? List.of(1.0, 2.0, 3.0) : tolerancesMm);
    }

    private int many(Console console, Profile chosen) throws IOException, InterruptedException {
        List<PairList.Pair> list = PairList.read(pairs);
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads(), list.size())));
        CompletionService<ObjectNode> done = new ExecutorCompletionService<>(pool);
        try {
            list.forEach(pair -> done.submit(() -> line(chosen, pair)));
            int status = 0;
            for (int i = 0; i < list.size(); i++) {
                ObjectNode line = done.take().get();
                status |= line.has("error") ? 1 : 0;
                console.result(line.toString());
            }
            return status;
        } catch (ExecutionException e) {
            throw new CancellationException("scoring stopped: " + e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private ObjectNode line(Profile chosen, PairList.Pair pair) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("id", pair.id());
        try {
            return line.setAll(score(chosen, pair, 1).toJson());
        } catch (RuntimeException e) {
            return line.put("error", e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (OutOfMemoryError e) {
            return line.put("error", "memory is short; use fewer threads (-j) or give Java more (-Xmx)");
        }
    }

    private static void print(Console console, PairScores scores) {
        console.result(scores.profile());
        scores.groups().forEach((group, named) -> {
            console.result(group.name());
            named.forEach((name, score) -> console.resultf("  %-24s %s", name, text(score)));
        });
    }

    private static String text(Score score) {
        if (!score.isDefined()) {
            return "undefined: " + score.reason();
        }
        double value = score.orNaN();
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
