package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.seg.SegmentDescription;
import org.sagittal.preprocessing.dicom.seg.Segmentation;
import org.sagittal.preprocessing.dicom.seg.SegmentationAuthor;
import org.sagittal.preprocessing.dicom.seg.SegmentationReader;
import org.sagittal.preprocessing.dicom.seg.SegmentationWriter;
import org.sagittal.preprocessing.dicom.series.DicomSeries;
import org.sagittal.preprocessing.dicom.volume.DicomFormat;

/** DICOM on the command line. */
class DicomCommandsTest {
    private static final VoxelGrid GRID = VoxelGrid.of(
            new Shape(4, 3, 5), new Spacing(2.5, 0.5, 0.75), new Vec3(1, 2, 3), new double[] {0, 0, 1, 1, 0, 0, 0, 1, 0
            });

    @TempDir
    Path folder;

    private static FloatVoxels ramp() {
        float[][] slices = new float[4][15];
        for (int z = 0; z < 4; z++) {
            for (int i = 0; i < 15; i++) {
                slices[z][i] = 100 * z - i;
            }
        }
        return FloatVoxels.of(GRID.shape(), slices);
    }

    @Test
    void inspectListsTheSegmentsOfASegmentation() {
        Path folderOfSeries = folder.resolve("series");
        DicomSlices.write(folderOfSeries, GRID, ramp(), "1.2.3.4");
        DicomSeries series = DicomFormat.series(folderOfSeries);
        short[][] slices = new short[4][15];
        slices[1][3] = 2;
        slices[3][4] = 7;
        slices[3][5] = 7;
        Path file = folder.resolve("seg.dcm");
        SegmentationWriter.write(
                file,
                new LabelVolume(series.grid(), LabelVoxels.of(GRID.shape(), slices)),
                List.of(
                        SegmentDescription.of(2, "liver"),
                        SegmentDescription.of(7, "spleen"),
                        SegmentDescription.of(9, "pancreas")),
                series,
                new SegmentationAuthor("a", "b"));

        CommandRun run = CommandRun.of("inspect", file, "--json");

        assertThat(run.err() + run.status()).isEqualTo("0");
        assertThat(run.out())
                .contains("\"shape\":[3,3,5]", "\"max\":7.0")
                .contains(
                        "\"segments\":[{\"label\":2,\"name\":\"liver\",\"type\":\"Anatomical Structure\",\"voxels\":1},"
                                + "{\"label\":7,\"name\":\"spleen\",\"type\":\"Anatomical Structure\",\"voxels\":2},"
                                + "{\"label\":9,\"name\":\"pancreas\",\"type\":\"Anatomical Structure\",\"voxels\":0}]")
                .doesNotContain("warnings");
    }

    @Test
    void convertWritesASeriesAsOneImage() {
        Path series = folder.resolve("series");
        DicomSlices.write(series, GRID, ramp(), "1.2.3.4");
        Path image = folder.resolve("image.nii.gz");

        CommandRun run = CommandRun.of("convert", series, "-o", image);

        assertThat(run.err() + run.status()).isEqualTo("0");
        StoredVolume back = VolumeFormats.of(image).read(image);
        assertThat(back.header().type()).isEqualTo(SampleType.INT16);
        assertThat(back.header().grid().spacing()).isEqualTo(GRID.spacing());
        assertThat(back.header().grid().originMm()).isEqualTo(GRID.originMm());
        assertThat(back.header().grid().direction()).containsExactly(GRID.direction());
        for (int z = 0; z < 4; z++) {
            assertThat(back.channels().get(0).slice(z)).isEqualTo(ramp().slice(z));
        }
    }

    @Test
    void convertAsksWhichSeries() {
        Path both = folder.resolve("both");
        DicomSlices.write(both.resolve("a"), GRID, ramp(), "1.2.3.4");
        DicomSlices.write(both.resolve("b"), GRID, ramp(), "1.2.3.5");
        moveUp(both, "a");
        moveUp(both, "b");
        Path image = folder.resolve("image.mha");

        CommandRun run = CommandRun.of("convert", both, "-o", folder.resolve("image.nii"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .hasLineCount(1)
                .contains("2 series: 1.2.3.4 (MR, 4 files); 1.2.3.5 (MR, 4 files)", "--series");
        assertThat(CommandRun.of("convert", both, "--series", "5", "-o", folder.resolve("image.nii"))
                        .status())
                .isZero();
        assertThat(image).doesNotExist();
    }

    private static void moveUp(Path both, String name) {
        try (var files = Files.list(both.resolve(name))) {
            for (Path file : files.toList()) {
                Files.move(file, both.resolve(name + file.getFileName()));
            }
            Files.delete(both.resolve(name));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("slow")
    void predictionOfASeriesIsThatOfItsConversionAndBecomesASegmentation() {
        Path model = SharedData.require("goldens/models/hippocampus-3d/model.zip");
        Path image = SharedData.require("data/Dataset004_Hippocampus/imagesTr/hippocampus_301_0000.nii.gz");
        StoredVolume volume = VolumeFormats.of(image).read(image);
        Path cases = folder.resolve("cases");
        DicomSlices.write(
                cases.resolve("somebody_0000"),
                volume.header().grid(),
                whole(volume.channels().get(0)),
                "1.2.3.4");
        Path converted = folder.resolve("converted/somebody_0000.nii.gz");
        assertThat(CommandRun.of("convert", cases.resolve("somebody_0000"), "-o", converted)
                        .status())
                .isZero();

        List<Object> words = List.of("predict", "--no-mirroring", "-m", model);
        assertThat(predict(words, cases, "dicom", "--dicom-seg").err()).contains("1 label map in");
        assertThat(predict(words, converted.getParent(), "nifti").status()).isZero();

        LabelVolume found = labels("dicom/somebody.nii.gz");
        requireSame(found, labels("nifti/somebody.nii.gz"), 0);
        Segmentation segmentation = SegmentationReader.read(folder.resolve("dicom/somebody.dcm"));
        assertThat(segmentation.segments().stream().map(s -> s.label() + " " + s.name()))
                .containsExactly("1 Anterior", "2 Posterior");
        double below = segmentation.labels().grid().originMm().z()
                - found.grid().originMm().z();
        requireSame(segmentation.labels(), found, (int)
                Math.round(below / found.grid().spacing().zMm()));
    }

    @Test
    void segmentationsNeedDicom() {
        Path model = SharedData.require("goldens/models/hippocampus-3d/model.zip");
        Path image = SharedData.require("data/Dataset004_Hippocampus/imagesTr/hippocampus_301_0000.nii.gz");
        CommandRun run = predict(List.of("predict", "-m", model), image, "out", "--dicom-seg");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--dicom-seg needs DICOM images");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private CommandRun predict(List<Object> words, Path input, String output, Object... more) {
        List<Object> all = new java.util.ArrayList<>(words);
        all.addAll(List.of("-i", input, "-o", folder.resolve(output)));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray());
    }

    private LabelVolume labels(String file) {
        VolumeFormat format = VolumeFormats.of(folder.resolve(file));
        VolumeHeader header = format.readHeader(folder.resolve(file));
        assertThat(header.voxel()).isEqualTo(VolumeHeader.Voxel.SCALAR);
        return format.readLabels(folder.resolve(file));
    }

    private static void requireSame(LabelVolume part, LabelVolume whole, int firstSlice) {
        LabelVoxels voxels = part.voxels();
        long labelled = 0;
        for (int z = 0; z < voxels.shape().z(); z++) {
            assertThat(voxels.slice(z)).isEqualTo(whole.voxels().slice(firstSlice + z));
            for (short label : voxels.slice(z)) {
                labelled += label != 0 ? 1 : 0;
            }
        }
        assertThat(labelled).isPositive();
    }

    private static FloatVoxels whole(FloatVoxels voxels) {
        float[][] slices = new float[voxels.shape().z()][];
        for (int z = 0; z < slices.length; z++) {
            slices[z] = voxels.slice(z).clone();
            for (int i = 0; i < slices[z].length; i++) {
                slices[z][i] = Math.round(slices[z][i]);
            }
        }
        return FloatVoxels.of(voxels.shape(), slices);
    }
}
