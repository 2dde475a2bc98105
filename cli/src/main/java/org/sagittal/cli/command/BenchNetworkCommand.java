package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.sagittal.cli.bench.NetworkBench;
import org.sagittal.cli.bench.Peers;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.doctor.Examination;
import org.sagittal.cli.input.RepeatWords;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.planner.plan.Plans;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sagittal bench network}: one patch through one network. */
@Command(
        name = "network",
        description = {
            "Times one patch through a network in every way there is",
            "Reference program, fast program, bf16, and nnU-Net in Python where its commands are on the PATH. The network is "
                    + "that of a plan, or nnU-Net's for a full-size CT of 25 classes; weights are random, and neither start-up nor "
                    + "the first patch of each counts, nor --warm-ups after it."
        },
        footer = {
            "  sagittal bench network",
            "  sagittal bench network --plans plans.json -c 3d_fullres --dataset-json dataset.json"
        })
public final class BenchNetworkCommand extends Subcommand {
    @Option(names = "--plans", paramLabel = "FILE", description = "plans.json (default: the full-size CT network)")
    private Path plans;

    @Option(
            names = {"-c", "--configuration"},
            paramLabel = "CONFIG",
            description = "with --plans: one of its configurations, e.g. 3d_fullres")
    private String configuration;

    @Option(names = "--dataset-json", paramLabel = "FILE", description = "with --plans: dataset.json")
    private Path datasetJson;

    @Mixin
    private RepeatWords repeats;

    @Option(names = "--json", description = "one JSON object a line: medians, ratios and every run")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public BenchNetworkCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        understood(repeats::checked);
        if ((plans == null) != (configuration == null) || (plans == null) != (datasetJson == null)) {
            throw misuse("--plans, -c and --dataset-json belong together");
        }
        NetworkBench bench = bench();
        boolean bf16 = Examination.hasBf16();
        List<NetworkBench.Result> results = bench.run(
                threads(),
                repeats.runs(),
                repeats.warmUps(0),
                bf16,
                Peers.fromEnvironment().python());
        NetworkBench.Result first = results.get(0);
        if (json) {
            results.forEach(result ->
                    console.result(result.json(first).put("threads", threads()).toString()));
            return 0;
        }
        console.resultf("%-12s %10s %12s %12s", "", "seconds", "of " + first.name(), "same labels");
        for (NetworkBench.Result result : results) {
            console.resultf(
                    "%-12s %10.3f %12.3f %12s",
                    result.name(),
                    result.median(),
                    result.over(first),
                    Double.isNaN(result.agreement()) ? "-" : String.format("%.4f %%", 100 * result.agreement()));
        }
        if (!bf16) {
            console.message("bf16 was left out: this processor has none in hardware");
        }
        return 0;
    }

    private NetworkBench bench() {
        if (plans == null) {
            return new NetworkBench(fullSize(), Collections.nCopies(3, 128));
        }
        Configuration chosen = Plans.read(plans).configuration(configuration);
        return new NetworkBench(chosen.network(DatasetDescription.read(datasetJson)), chosen.patchSize());
    }

    /** What nnU-Net plans for large CTs: six stages, 32 to 320 features; 25 classes and background. */
    private static NetworkSpec fullSize() {
        int stages = 6;
        List<Integer> three = Collections.nCopies(3, 3);
        List<List<Integer>> strides = Stream.concat(
                        Stream.of(Collections.nCopies(3, 1)),
                        Collections.nCopies(stages - 1, Collections.nCopies(3, 2)).stream())
                .toList();
        return new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                1,
                26,
                List.of(32, 64, 128, 256, 320, 320),
                Collections.nCopies(stages, three),
                strides,
                Collections.nCopies(stages, 2),
                Collections.nCopies(stages - 1, 2));
    }
}
