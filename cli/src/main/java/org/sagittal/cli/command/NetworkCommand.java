package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.input.PlanWords;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.script.TorchScriptArchive;
import org.sagittal.models.unet.InferenceModule;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.planner.plan.Configuration;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sagittal network}: the network that a plan describes. */
@Command(
        name = "network",
        description = {
            "Shows or exports the network that a plan describes",
            "Without --parameters and --export it prints the summary."
        },
        footer = {
            "  sagittal network --plans plans.json -c 3d_fullres --dataset-json dataset.json",
            "  sagittal network --plans plans.json -c 3d_fullres --dataset-json dataset.json --export network.pt"
        })
public final class NetworkCommand extends Subcommand {
    @Mixin
    private PlanWords plan;

    @Option(names = "--dataset-json", required = true, paramLabel = "FILE", description = "dataset.json")
    private Path datasetJson;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description =
                    "file to write names and shapes of all parameters to, as JSON, in the order of nnU-Net's state dict")
    private Path parameters;

    @Option(
            names = "--export",
            paramLabel = "FILE.pt",
            description = "file to write the network to, as TorchScript with first weights; torch.jit.load reads it")
    private Path export;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "seed of the exported weights (default 0)")
    private long seed;

    @Option(names = "--summary", description = "print the stages and the number of parameters")
    private boolean summary;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public NetworkCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        Configuration chosen = plan.chosen();
        UNet network = UNet.of(chosen.network(DatasetDescription.read(datasetJson)));
        if (parameters != null) {
            byte[] json = list(network.parameters()).toPrettyString().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(parameters, out -> out.write(json));
            console.message("wrote " + parameters);
        }
        if (export != null) {
            TorchScriptArchive.write(InferenceModule.of(network, List.of()), network.initialWeights(seed), export);
            console.message("wrote " + export);
        }
        if (summary || parameters == null && export == null) {
            print(console, chosen, network);
        }
        return 0;
    }

    private static ArrayNode list(List<Parameter> parameters) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Parameter parameter : parameters) {
            ObjectNode entry = list.addObject().put("name", parameter.name());
            ArrayNode shape = entry.putArray("shape");
            parameter.shape().ints().forEach(shape::add);
        }
        return list;
    }

    private static void print(Console console, Configuration chosen, UNet network) {
        NetworkSpec spec = network.spec();
        boolean plain = spec.kind() == NetworkSpec.Kind.PLAIN_CONV;
        console.resultf(
                "%s: %s, %d -> %d channels, patch %s, %,d parameters",
                chosen.name(),
                plain ? "plain U-Net" : "U-Net with a residual encoder",
                spec.inputChannels(),
                spec.heads(),
                chosen.patchSize(),
                network.parameterCount());
        console.resultf(
                "%-7s %-16s %8s  %-12s %-12s %-10s %s",
                "stage", "resolution", "features", "kernel", "stride", plain ? "convs" : "blocks", "decoder convs");
        int[] resolution =
                chosen.patchSize().stream().mapToInt(Integer::intValue).toArray();
        for (int stage = 0; stage < spec.stages(); stage++) {
            for (int axis = 0; axis < resolution.length; axis++) {
                resolution[axis] /= spec.strides().get(stage).get(axis);
            }
            int level = spec.stages() - 2 - stage;
            console.resultf(
                    "%-7d %-16s %8d  %-12s %-12s %-10d %s",
                    stage,
                    Arrays.toString(resolution),
                    spec.features().get(stage),
                    spec.kernelSizes().get(stage),
                    spec.strides().get(stage),
                    spec.blocksPerStage().get(stage),
                    level < 0 ? "-" : spec.convolutionsPerDecoderStage().get(level));
        }
    }
}
