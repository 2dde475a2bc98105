package org.sagittal.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.sagittal.cli.console.CaseBar;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.NnunetFolders;
import org.sagittal.cli.input.NonFiniteWord;
import org.sagittal.cli.input.PlanWords;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dataset.RawDataset;
import org.sagittal.preprocessing.store.BuildOptions;
import org.sagittal.preprocessing.store.BuildReport;
import org.sagittal.preprocessing.store.CaseStoreBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal preprocess}: raw cases into a store that trainings read from. */
@Command(
        name = "preprocess",
        description = {
            "Crops, resamples and normalises cases into a store",
            "Cases that are in the store already, made of the same files by the same recipe, are kept."
        },
        footer = {"  sagittal preprocess Dataset004_Hippocampus --plans plans.json -c 3d_fullres -o store"})
public final class PreprocessCommand extends Subcommand {
    @Parameters(paramLabel = "RAW", description = "folder of a raw dataset, or its name or number in nnUNet_raw")
    private String raw;

    @Mixin
    private PlanWords plan;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "STORE",
            description = "folder of the store")
    private Path store;

    @Option(names = "--case", paramLabel = "ID", description = "only this case; may be given several times")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private NonFiniteWord nonFinite;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PreprocessCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        RawDataset dataset = NnunetFolders.fromEnvironment().raw(raw);
        List<RawCase> cases = chosen(dataset);
        CaseStoreBuilder builder = new CaseStoreBuilder(
                plan.chosen().preprocessing(), dataset.description().labels(), nonFinite.readerOf(dataset));
        BuildReport report;
        boolean cancelled;
        try (CaseBar bar = new CaseBar(console, "preprocess", cases.size())) {
            report = builder.build(cases, store, new BuildOptions(threads(), bar, Map.of()));
            cancelled = bar.cancelled();
        }
        if (cancelled) {
            throw new CancellationException("preprocessing was cancelled; finished cases are kept");
        }
        report.failures().forEach((id, reason) -> console.error("sagittal preprocess: " + id + ": " + reason));
        if (!report.kept().isEmpty()) {
            console.message(report.kept().size() + " cases were in the store already");
        }
        return report.failures().isEmpty() ? 0 : 1;
    }

    private List<RawCase> chosen(RawDataset dataset) {
        List<RawCase> all = dataset.trainingCases();
        if (ids.isEmpty()) {
            return all;
        }
        List<RawCase> chosen = all.stream().filter(c -> ids.contains(c.id())).toList();
        List<String> missing = new ArrayList<>(ids);
        chosen.forEach(c -> missing.removeIf(c.id()::equals));
        if (!missing.isEmpty()) {
            throw new CommandFailure(dataset.folder() + " has no training case " + String.join(", ", missing)
                    + "; it has " + all.size() + ", such as "
                    + all.stream().map(RawCase::id).limit(3).toList());
        }
        return chosen;
    }
}
