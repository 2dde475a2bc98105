package org.sagittal.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sagittal.cli.console.Console;
import org.sagittal.cli.console.Progress;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.dataset.MsdConversion;
import org.sagittal.preprocessing.dicom.seg.SegmentationReader;
import org.sagittal.preprocessing.dicom.series.DicomSeries;
import org.sagittal.preprocessing.dicom.volume.DicomFormat;
import org.sagittal.preprocessing.reader.VolumeConversion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sagittal convert}: other layouts of datasets into nnU-Net's, and one image into another format. */
@Command(
        name = "convert",
        description = {
            "Makes a raw dataset of a Decathlon folder, or an image file of a DICOM series",
            "Of a dataset of the Medical Segmentation Decathlon: splits images of several channels and writes dataset.json anew. Files that are there already are kept, so a "
                    + "conversion that was stopped goes on.",
            "Of a DICOM series or another image: keeps values and place; segmentations in DICOM become label maps."
        },
        footer = {
            "  sagittal convert Task04_Hippocampus -o Dataset004_Hippocampus",
            "  sagittal convert thorax-series -o thorax.nii.gz"
        })
public final class ConvertCommand extends Subcommand {
    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "folder of the Decathlon, e.g. Task04_Hippocampus; or a folder with a DICOM series, or an image")
    private Path source;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "TARGET",
            description = "the raw dataset to make, e.g. Dataset004_Hippocampus; or an image, e.g. thorax.nii.gz")
    private Path target;

    @Option(
            names = "--series",
            paramLabel = "UID",
            description = "which DICOM series to take of a folder with several: its UID, or the end of it")
    private String series;

    /**
     * Makes the command.
     *
     * @param console takes what it says
     */
    public ConvertCommand(Console console) {
        super(console);
    }

    @Override
    protected int work(Console console) {
        if (Files.isRegularFile(source) || VolumeFormats.endingOf(target).isPresent()) {
            image(console);
            return 0;
        }
        if (series != null) {
            throw misuse("--series needs an image to write, e.g. -o thorax.nii.gz");
        }
        MsdConversion.Converted made;
        try (FolderLock alone = FolderLock.take(target);
                Progress progress = console.progress("convert", 0)) {
            made = MsdConversion.run(source, target, threads(), progress::at);
        }
        console.result(
                made.trainingCases() + " training cases and " + made.testCases() + " test cases in " + made.folder());
        return 0;
    }

    private void image(Console console) {
        if (Files.notExists(source)) {
            throw new FormatException(source, "there is no such file or folder");
        }
        VolumeFormat format = VolumeFormats.of(source);
        if (format instanceof DicomFormat && Files.isRegularFile(source) && SegmentationReader.is(source)) {
            VolumeFormats.forWriting(target).writeLabels(target, format.readLabels(source), 3);
            console.result(target.toString());
            return;
        }
        if (format instanceof DicomFormat && (Files.isDirectory(source) || series != null)) {
            DicomSeries found = DicomFormat.series(source, Optional.ofNullable(series));
            found.warnings().forEach(warning -> console.message(source + ": " + warning));
            format = DicomFormat.of(found);
        }
        VolumeConversion.run(source, format, target);
        console.result(target.toString());
    }
}
