package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.doctor.Version;
import org.sagittal.cli.input.CheckpointWord;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.export.ExportSelection;
import org.sagittal.models.export.ProgramExport;
import org.sagittal.models.export.ProgramFormat;
import org.sagittal.planner.exchange.CheckpointKind;
import org.sagittal.planner.exchange.NnunetExport;
import org.sagittal.planner.pipeline.ModelSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal export}: a trained model, as other programs want it. */
@Command(
        name = "export",
        description = {
            "Writes a trained model for nnU-Net v2, libtorch or ONNX runtimes",
            "nnunet: OUT/DatasetNNN_Name/<Trainer>__<Plans>__<Configuration>/, which nnUNetv2_predict finds with nnUNet_results=OUT. "
                    + "onnx and torchscript: OUT/<configuration>/ with one file a fold and pipeline.json, which says what to do around "
                    + "the network. A cascade takes its first stage along. Nothing that is there is overwritten."
        },
        footer = {
            "  sagittal export work/runs/3d_fullres -o nnunet_results --to nnunet",
            "  sagittal export hippocampus.sagittal -o onnx --to onnx -f 0"
        })
public final class ExportCommand extends Subcommand {
    /** For whom. */
    enum Target {
        /** A results folder of nnU-Net v2. */
        NNUNET(Optional.empty()),
        /** Archives for {@code torch.jit.load}. */
        TORCHSCRIPT(Optional.of(ProgramFormat.TORCHSCRIPT)),
        /** ONNX models. */
        ONNX(Optional.of(ProgramFormat.ONNX));

        private final Optional<ProgramFormat> format;

        Target(Optional<ProgramFormat> format) {
            this.format = format;
        }
    }

    @Parameters(
            paramLabel = "MODEL",
            description = "a bundle, a run folder, a folder of runs, or an nnU-Net results folder or zip")
    private Path model;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "folder that takes the exported models")
    private Path output;

    @Option(names = "--to", required = true, paramLabel = "nnunet|torchscript|onnx", description = "for whom")
    private Target target;

    @Option(
            names = {"-f", "--folds"},
            split = ",",
            paramLabel = "FOLD",
            description = "folds to export, e.g. 0,1 or all (default: every one there is)")
    private List<String> folds = new ArrayList<>();

    @Option(
            names = {"-c", "--configuration"},
            split = ",",
            paramLabel = "CONFIG",
            description = "configurations to export, e.g. 3d_fullres (default: every one there is)")
    private List<String> configurations = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "final|best",
            description =
                    "which checkpoint of a run or of nnU-Net (default: final, or best where there is no final one)")
    private CheckpointWord checkpoint;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public ExportCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        ExportSelection selection = new ExportSelection(configurations, folds);
        try (ModelSource source = open()) {
            List<MemberDescription> members = selection.of(source.description());
            missingStages(members).forEach(console::message);
            if (target.format.isPresent()) {
                ProgramExport export = new ProgramExport(target.format.get(), Version.text());
                export.write(source, selection, output).forEach(folder -> console.message("wrote " + folder));
                console.message("pipeline.json beside the networks says what to do before and after them");
            } else {
                report(console, NnunetExport.write(source, selection, output));
            }
        }
        return 0;
    }

    private ModelSource open() throws IOException {
        return checkpoint == null ? ModelSources.open(model) : checkpoint.open(model);
    }

    private static List<String> missingStages(List<MemberDescription> members) {
        List<String> there =
                members.stream().map(MemberDescription::configuration).toList();
        return members.stream()
                .filter(m -> m.previousStage()
                        .filter(stage -> !there.contains(stage))
                        .isPresent())
                .map(m -> m.name() + " needs the labels of " + m.previousStage().get()
                        + ", which is not in this model and must be exported from its own")
                .toList();
    }

    private void report(Console console, NnunetExport.Written written) {
        if (written.renamed()) {
            console.message("the model's dataset has no name of the form DatasetNNN_Name; it is called "
                    + written.datasetName() + " here");
        }
        for (int i = 0; i < written.folders().size(); i++) {
            MemberDescription member = written.members().get(i);
            console.message("wrote " + written.folders().get(i));
            console.message(
                    "  " + command(written.datasetName(), written.folders().get(i), member));
        }
    }

    /** What a person types in Python's nnU-Net. */
    private String command(String dataset, Path folder, MemberDescription member) {
        String trainer = String.valueOf(folder.getFileName()).split("__")[0];
        List<String> numbered = new ExportSelection(List.of(), folds).foldsOf(member);
        StringBuilder words = new StringBuilder("nnUNet_results=" + output + " nnUNetv2_predict -d " + dataset);
        words.append(" -tr ").append(trainer).append(" -p ").append(member.plans());
        words.append(" -c ").append(member.configuration());
        words.append(" -f ").append(String.join(" ", numbered));
        if (!member.checkpoint().equals(CheckpointKind.FINAL.name().toLowerCase(Locale.ROOT))) {
            words.append(" -chk checkpoint_").append(member.checkpoint()).append(".pth");
        }
        words.append(" -i IMAGES -o LABELS");
        member.previousStage()
                .ifPresent(stage ->
                        words.append(" -prev_stage_predictions LABELS_OF_").append(stage));
        return words.toString();
    }
}
