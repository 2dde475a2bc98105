package org.sagittal.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.ConsoleJob;
import org.sagittal.cli.doctor.Version;
import org.sagittal.cli.input.CaseWords;
import org.sagittal.cli.input.DicomWords;
import org.sagittal.cli.input.GridRemarks;
import org.sagittal.cli.input.ModelWords;
import org.sagittal.cli.input.NonFiniteWord;
import org.sagittal.cli.input.OutputWords;
import org.sagittal.cli.input.TileWords;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.inference.BatchRequest;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.ForegroundClass;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.PredictionOutputs;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.planner.pipeline.PredictionReporter;
import org.sagittal.planner.prediction.ModelTeam;
import org.sagittal.planner.prediction.PredictionJob;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dicom.seg.SegmentationAuthor;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sagittal predict}: images in, label maps out. */
@Command(
        name = "predict",
        description = {
            "Segments images with trained models",
            "Takes models of Sagittal and of nnU-Net v2; cascades and ensembles run in one go. Each label map has its image's "
                    + "name and place, and prediction.json says what made it. A case that fails is named, the others go on, "
                    + "and the exit status is 1."
        },
        footer = {
            "  sagittal predict -m work/runs/3d_fullres -i new-scans -o segmented",
            "  sagittal predict -m hippocampus.sagittal -i scan.nii.gz -o segmented --fast",
            "  sagittal predict -m work -i dicom-series -o segmented --dicom-seg",
            "  sagittal predict -m lowres.zip -m cascade.zip -i new-scans -o segmented"
        })
public final class PredictCommand extends Subcommand {
    @Mixin
    private ModelWords models;

    @Option(
            names = {"-i", "--input"},
            required = true,
            arity = "1..*",
            paramLabel = "INPUT",
            description =
                    "a folder of <case>_0000.<ending> files, a DICOM series or a folder with one for each case, a .txt list "
                            + "with the files of a case on each line, or the files of one case in channel order")
    private List<Path> input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "folder that takes the label maps")
    private Path output;

    @Option(names = "--continue", description = "leave cases alone whose files are all there already")
    private boolean goOn;

    @Mixin
    private TileWords tiles;

    @Mixin
    private OutputWords wanted;

    @Mixin
    private DicomWords dicom;

    @Mixin
    private NonFiniteWord nonFinite;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public PredictCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) throws IOException {
        List<ModelSource> sources = models.open();
        try {
            ModelTeam team = understood(() -> models.team(sources));
            List<RawCase> cases = new CaseWords(team.dataset()).cases(input);
            return predict(console, team, cases);
        } finally {
            sources.forEach(ModelSource::close);
        }
    }

    private int predict(Console console, ModelTeam team, List<RawCase> cases) {
        PredictionOutputs outputs = understood(() -> wanted.outputs(team));
        InferenceOptions options = understood(tiles::options);
        boolean fromDicom = CaseWords.anyDicom(cases);
        if (dicom.wantsSegmentation() && !fromDicom) {
            throw misuse("--dicom-seg needs DICOM images, which say whose labels they are");
        }
        BatchRequest request = new BatchRequest(
                nonFinite.over(fromDicom ? dicomReader(console, team) : ImageReaders.byName(team.imageReader())),
                output,
                team.dataset().fileEnding(),
                models.previous(),
                goOn,
                outputs);
        PredictionJob job =
                understood(() -> new PredictionJob(team, models.folds(), options, request, wanted.lookBelow()));
        models.remark(team).ifPresent(console::message);
        tiles.remark().ifPresent(console::message);
        cases.forEach(raw -> GridRemarks.tell(console, raw));
        if (team.parts().size() > 1) {
            console.message("Models: " + team);
        }
        wanted.remark(outputs).ifPresent(console::message);
        List<CaseOutcome> outcomes;
        List<String> lacking = List.of();
        try (Runtime runtime = Runtime.open(threads());
                PredictionReporter reporter =
                        new PredictionReporter("predict", cases.size(), new ConsoleJob(console))) {
            String version = Version.text().replace("sagittal ", "");
            if (dicom.wantsSegmentation()) {
                SegmentationsBeside beside = beside(team, cases, reporter);
                outcomes = job.run(runtime, cases, version, said(options, outputs), beside);
                lacking = beside.failed();
            } else {
                outcomes = job.run(runtime, cases, version, said(options, outputs), reporter);
            }
        }
        return Math.max(summary(console, job, outcomes), lacking.isEmpty() ? 0 : 1);
    }

    private ImageReader dicomReader(Console console, ModelTeam team) {
        return ImageReaders.withDicom(team.imageReader(), dicom.series(), console::message);
    }

    private SegmentationsBeside beside(ModelTeam team, List<RawCase> cases, PredictionReporter reporter) {
        String algorithm = sourceName(team) + " " + team;
        SegmentationAuthor author = new SegmentationAuthor(algorithm, Version.text());
        return new SegmentationsBeside(
                reporter,
                cases,
                output,
                team.dataset().fileEnding(),
                new SegmentationsBeside.Made(
                        understood(() -> dicom.segments(team.dataset().labels())), author, dicom.series()));
    }

    private static String sourceName(ModelTeam team) {
        return team.parts().get(0).source().description().provenance().dataset();
    }

    private int summary(Console console, PredictionJob job, List<CaseOutcome> outcomes) {
        List<String> failed = ids(outcomes, CaseOutcome.Status.FAILED);
        List<String> skipped = ids(outcomes, CaseOutcome.Status.SKIPPED);
        int written = outcomes.size() - failed.size();
        console.message(written
                + (written == 1 ? " label map in " : " label maps in ")
                + output
                + (skipped.isEmpty() ? "" : ", " + skipped.size() + " of them from before"));
        List<String> judged = outcomes.stream().map(CaseOutcome::id).toList();
        job.quality().ifPresent(report -> console.message(report.verdict(judged)));
        if (failed.isEmpty()) {
            return 0;
        }
        console.error(failed.size() + " of " + outcomes.size() + " cases failed: " + String.join(", ", failed));
        return 1;
    }

    private static List<String> ids(List<CaseOutcome> outcomes, CaseOutcome.Status status) {
        return outcomes.stream()
                .filter(outcome -> outcome.status() == status)
                .map(CaseOutcome::id)
                .toList();
    }

    /** For prediction.json. */
    private Map<String, Object> said(InferenceOptions options, PredictionOutputs outputs) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("step", options.step());
        said.put("mirroring", options.mirroring());
        said.put("precision", options.precision().word());
        said.put("probabilities", outputs.probabilities().name().toLowerCase(Locale.ROOT));
        said.put("uncertainty", wanted.uncertaintyWord());
        wanted.regionWord().ifPresent(region -> said.put("region", region));
        models.previous().ifPresent(previous -> said.put("previous", previous.toString()));
        said.put(
                "labels",
                outputs.labels().classes().stream().map(ForegroundClass::name).toList());
        said.put(
                "postprocessing",
                outputs.region().isPresent() ? null : outputs.postprocessing().toJson());
        said.put("continue", goOn);
        return said;
    }
}
