package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.ScoringWords;
import org.sagittal.evaluation.profile.ProfileComparison;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.task.MetricsTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal compare-metrics}: why two tools give two numbers. */
@Command(
        name = "compare-metrics",
        description = {
            "Explains why two tools give different scores for the same masks",
            "Each rule in which the two profiles differ is switched by itself; the one that makes the difference is marked *."
        },
        footer = {"  sagittal compare-metrics truth.nii.gz segmented.nii.gz --a medpy --b deepmind"})
public final class CompareMetricsCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "REF", description = "the true label map")
    private Path reference;

    @Parameters(index = "1", paramLabel = "PRED", description = "the predicted label map")
    private Path prediction;

    @Option(
            names = "--a",
            required = true,
            paramLabel = "PROFILE",
            description = "the first profile, e.g. medpy, or with a rule changed: medpy+outline=region")
    private String first;

    @Option(names = "--b", required = true, paramLabel = "PROFILE", description = "the second profile, e.g. deepmind")
    private String second;

    @Mixin
    private ScoringWords scoring;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            description = "one more score, under each profile's rules, e.g. hd@99; may be given several times")
    private List<String> scores = new ArrayList<>();

    @Option(names = "--json", description = "one JSON object instead of words")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public CompareMetricsCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        ProfileComparison comparison = understood(
                        () -> new MetricsTask(Profiles.byName(first).with(scores), scoring.tolerancesMm(), threads()))
                .compareWith(
                        understood(() -> Profiles.byName(second).with(scores)),
                        reference,
                        prediction,
                        scoring.labels());
        if (json) {
            console.result(comparison.toJson().toString());
        } else {
            comparison.lines().forEach(console::result);
        }
        return 0;
    }
}
