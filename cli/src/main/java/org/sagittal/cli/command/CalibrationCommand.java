package org.sagittal.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.sagittal.cli.console.Console;
import org.sagittal.evaluation.calibration.ReliabilityBins;
import org.sagittal.evaluation.calibration.VolumeCalibration;
import org.sagittal.evaluation.task.LabelFile;
import org.sagittal.geometry.io.npy.NpzStream;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal calibration}: whether predicted probabilities mean what they say. */
@Command(
        name = "calibration",
        description = {
            "Scores probabilities: calibration errors, Brier score, likelihood",
            "Of the voxels called certain to nine tenths, are nine tenths right? PROBABILITIES is what predict --probabilities writes."
        },
        footer = {
            "  sagittal calibration labelsTr/case_01.nii.gz predicted/case_01.npz",
            "  sagittal calibration labelsTr/case_01.nii.gz predicted/case_01.npz --bins 20 --ignore 3 --json"
        })
public final class CalibrationCommand extends Subcommand {
    private static final List<Integer> DEFAULT_BINS = List.of(10, 15);

    @Parameters(index = "0", paramLabel = "REF", description = "the true label map")
    private Path reference;

    @Parameters(
            index = "1",
            paramLabel = "PROBABILITIES",
            description = "npz with one array probabilities (class, z, y, x)")
    private Path probabilities;

    @Option(
            names = "--bins",
            paramLabel = "N",
            description = "bins of equal width; may be given several times (default 10 and 15)")
    private List<Integer> bins = new ArrayList<>();

    @Option(
            names = "--open-first-bin",
            description = "the first bin leaves out a probability of 0, as MetricsReloaded has it")
    private boolean openFirst;

    @Option(names = "--ignore", paramLabel = "N", description = "voxels with this label in REF count nowhere")
    private Integer ignoreLabel;

    @Option(names = "--json", description = "one JSON object, with the reliability table of each class")
    private boolean json;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public CalibrationCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        LabelVoxels labels = LabelFile.ofVolume(reference).labels().voxels();
        ReliabilityBins.Rule rule = openFirst ? ReliabilityBins.Rule.OPEN_FIRST : ReliabilityBins.Rule.CLOSED_FIRST;
        List<ReliabilityBins> rules = understood(() -> (bins.isEmpty() ? DEFAULT_BINS : bins)
                .stream()
                        .distinct()
                        .map(count -> new ReliabilityBins(count, rule))
                        .toList());
        OptionalInt ignored = ignoreLabel == null ? OptionalInt.empty() : OptionalInt.of(ignoreLabel);
        try (NpzStream stream = NpzStream.open(probabilities, "probabilities")) {
            Shape shape = labels.shape();
            int[] extents = stream.shape();
            if (extents.length != 4
                    || !Arrays.equals(extents, 1, 4, new int[] {shape.z(), shape.y(), shape.x()}, 0, 3)) {
                throw new CommandFailure("probabilities must have the shape (class, z, y, x) of the labels, " + shape
                        + ", got " + Arrays.toString(extents));
            }
            VolumeCalibration calibration = new VolumeCalibration(labels, ignored, extents[0], rules);
            float[] slice = new float[shape.sliceVoxels()];
            for (int channel = 0; channel < extents[0]; channel++) {
                for (int z = 0; z < shape.z(); z++) {
                    stream.next(slice);
                    calibration.add(channel, z, slice);
                }
            }
            say(console, calibration.toJson().put("rule", rule.name().toLowerCase(Locale.ROOT)));
        }
        return 0;
    }

    private void say(Console console, ObjectNode scores) {
        if (json) {
            console.result(scores.toString());
            return;
        }
        console.resultf("voxels %s, classes %s", scores.get("voxels"), scores.get("classes"));
        console.resultf("  %-24s %s", "brier", scores.get("brier"));
        console.resultf("  %-24s %s", "nll", scores.get("nll"));
        scores.get("bins").properties().forEach(entry -> {
            console.result(entry.getKey() + " bins");
            entry.getValue().properties().stream()
                    .filter(score -> !score.getKey().equals("reliability"))
                    .forEach(score -> console.resultf("  %-24s %s", score.getKey(), text(score.getValue())));
        });
    }

    private static String text(JsonNode score) {
        return score.has("undefined") ? "undefined: " + score.get("undefined").textValue() : score.toString();
    }
}
