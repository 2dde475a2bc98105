package org.sagittal.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.image2d.Pictures;

class DatasetCheckTest {
    @TempDir
    Path folder;

    private RawFolder raw;

    @BeforeEach
    void goodFolder() {
        raw = RawFolder.good(folder);
    }

    private List<String> check() {
        DatasetReport report = DatasetCheck.run(folder, DatasetCheck.Options.ofThreads(2));
        report.problems().forEach(p -> assertThat(p.mend()).isNotBlank());
        return report.problems().stream().map(DatasetProblem::toString).toList();
    }

    private void assertOnly(String... starts) {
        List<String> problems = check();
        assertThat(problems).hasSize(starts.length);
        for (int i = 0; i < starts.length; i++) {
            assertThat(problems.get(i)).contains(starts[i]);
        }
    }

    @Test
    void aGoodDatasetHasNoProblem() {
        AtomicInteger calls = new AtomicInteger();
        DatasetReport report =
                DatasetCheck.run(folder, new DatasetCheck.Options(2, UnaryOperator.identity(), (done, of) -> {
                    assertThat(of).isEqualTo(2);
                    calls.incrementAndGet();
                }));
        assertThat(report.problems()).isEmpty();
        assertThat(report.fatal()).isFalse();
        assertThat(report.cases()).isEqualTo(2);
        assertThat(calls).hasValue(2);
    }

    @Test
    void everyProblemIsReportedAtOnce() throws IOException {
        raw.describe("{'labels': {'background': 0, 'b': 1, 'a': 3}, 'numTraining': 5, 'file_ending': '.nii.gz'}");
        raw.delete("labelsTr/case_a.nii.gz");
        raw.label("labelsTr/case_b.nii.gz", 0, 1, 7);
        Files.writeString(folder.resolve("imagesTr/case_a_0001.nii.gz"), "no image");
        List<String> problems = check();
        assertThat(problems).anyMatch(p -> p.contains("lacks the key \"channel_names\""));
        assertThat(problems).anyMatch(p -> p.contains("labels must be 0, 1, 2, ... without a gap, got [0, 1, 3]"));
        assertThat(problems).anyMatch(p -> p.contains("\"numTraining\" is 5 but 2 cases were found"));
        assertThat(problems).anyMatch(p -> p.startsWith("FATAL case_a: has no label file"));
        assertThat(problems).anyMatch(p -> p.startsWith("FATAL case_a: case_a_0001.nii.gz is in no known format"));
        assertThat(problems)
                .anyMatch(p ->
                        p.startsWith("FATAL case_b: label case_b.nii.gz holds values") && p.contains("7 (8 voxels)"));
        assertThat(problems).anyMatch(p -> p.contains("label 3 occurs in no case"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | channel_names, labels, numTraining, file_ending",
                "[] | is no JSON object",
                "{'channel_names': ['CT'], 'labels': {'background': 0, 'a': 1}} | must be an object of number -> name",
                "{'channel_names': {'1': 'CT'}, 'labels': {'background': 0, 'a': 1}} | has key \"1\" where \"0\"",
                "{'modality': {'0': 'CT'}, 'labels': {'background': 0, 'a': 1}} | as nnU-Net 1 did",
                "{'labels': {'0': 'background'}} | name -> number",
                "{'labels': [1]} | \"labels\" must be an object",
                "{'labels': {'background': 0}} | nothing but background",
                "{'labels': {'background': 0, 'a': 1}, 'numTraining': '2'} | \"numTraining\" must be an integer",
                "{'labels': {'background': 0, 'a': [1, 2], 'b': [2]}, 'regions_class_order': [1, 5]} | holds 5",
                "{'file_ending': 'png'} | must begin with a dot",
                "{'file_ending': '.jpg'} | loses detail",
                "{'file_ending': '.dcm'} | file_ending must be one of",
                "{'overwrite_image_reader_writer': 'MyIO'} | will be ignored",
            })
    void theDescriptionsOwnProblems(String json, String expected) {
        raw.describe(json);
        for (String part : expected.startsWith("channel_names,") ? expected.split(", ") : new String[] {expected}) {
            assertThat(check()).anyMatch(p -> p.contains(part));
        }
    }

    @Test
    void noFolderNoDescriptionNoImages() throws IOException {
        assertThat(DatasetCheck.run(folder.resolve("none"), DatasetCheck.Options.ofThreads(1))
                        .problems()
                        .toString())
                .contains("there is no such folder");
        raw.text("dataset.json", "{");
        assertOnly("dataset.json: is not JSON");
        raw.delete("dataset.json");
        assertOnly("dataset.json: there is no such file");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        RawFolder bare = new RawFolder(empty);
        bare.describe("{'channel_names': {'0': 'T1'}, 'labels': {'background': 0, 'a': 1}, 'numTraining': 0,"
                + " 'file_ending': '.nii.gz'}");
        assertThat(DatasetCheck.run(empty, DatasetCheck.Options.ofThreads(1))
                        .problems()
                        .toString())
                .contains("imagesTr: is not there");
        Files.createDirectories(empty.resolve("imagesTr"));
        assertThat(DatasetCheck.run(empty, DatasetCheck.Options.ofThreads(1))
                        .problems()
                        .toString())
                .contains("imagesTr: holds no case")
                .contains("labelsTr: is not there");
    }

    @Test
    void namesThatMislead() {
        raw.image("imagesTr/case_c.nii.gz", RawFolder.SHAPE, RawFolder.SPACING, Vec3.ZERO);
        raw.text("imagesTr/._case_a_0000.nii.gz", "");
        raw.text("imagesTr/notes.txt", "");
        raw.text("imagesTr/case_d_0000.NII.GZ", "");
        raw.label("labelsTr/case_a_0000.nii.gz", 0, 1);
        raw.label("labelsTr/case_x.nii.gz", 0, 1);
        List<String> problems = check();
        assertThat(problems).anyMatch(p -> p.contains("rename it, e.g. case_c_0000.nii.gz"));
        assertThat(problems).anyMatch(p -> p.contains("a shadow that macOS made"));
        assertThat(problems).anyMatch(p -> p.contains("imagesTr/notes.txt: does not end in .nii.gz"));
        assertThat(problems).anyMatch(p -> p.contains("ends in another spelling"));
        assertThat(problems).anyMatch(p -> p.contains("rename it case_a.nii.gz: labels have no channel number"));
        assertThat(problems).anyMatch(p -> p.contains("labelsTr/case_x.nii.gz: belongs to no image"));
    }

    @Test
    void channelsThatAreMissingOrTooMany() {
        raw.delete("imagesTr/case_a_0000.nii.gz");
        raw.image("imagesTr/case_b_0002.nii.gz", RawFolder.SHAPE, RawFolder.SPACING, Vec3.ZERO);
        List<String> problems = check();
        assertThat(problems).anyMatch(p -> p.contains("FATAL case_a: lacks channel 0"));
        assertThat(problems).anyMatch(p -> p.contains("FATAL case_b: has a channel 2"));
        assertThat(problems).anyMatch(p -> p.contains("has 1 channels in its files, but channel_names names 2"));
    }

    @Test
    void oneFileMayHoldAllChannels() {
        raw.delete("imagesTr/case_a_0001.nii.gz");
        raw.write(
                "imagesTr/case_a_0000.nii.gz",
                VoxelGrid.of(RawFolder.SHAPE, RawFolder.SPACING),
                SampleType.INT16,
                2,
                1,
                2);
        assertThat(check()).isEmpty();
    }

    @Test
    void gridsThatDiffer() {
        raw.image("imagesTr/case_a_0001.nii.gz", new Shape(2, 3, 5), RawFolder.SPACING, Vec3.ZERO);
        raw.image("imagesTr/case_b_0000.nii.gz", RawFolder.SHAPE, new Spacing(3, 2, 1.75), new Vec3(3, 4, 0));
        raw.image("imagesTr/case_b_0001.nii.gz", RawFolder.SHAPE, new Spacing(3, 2, 1.75), new Vec3(3, 4, 0));
        assertOnly(
                "FATAL case_a: case_a_0001.nii.gz has shape (2, 3, 5) but case_a_0000.nii.gz has (2, 3, 4)",
                "FATAL case_b: label case_b.nii.gz has spacing (3.00000, 2.00000, 1.50000) mm but case_b_0000.nii.gz has"
                        + " (3.00000, 2.00000, 1.75000) mm (apart by 0.250000 mm)",
                "WARNING case_b: label case_b.nii.gz begins 5.00000 mm away from case_b_0000.nii.gz");
    }

    @Test
    void turnedLabels() {
        raw.write(
                "labelsTr/case_a.nii.gz",
                VoxelGrid.of(RawFolder.SHAPE, RawFolder.SPACING, Vec3.ZERO, new double[] {
                    Math.cos(0.5), -Math.sin(0.5), 0, Math.sin(0.5), Math.cos(0.5), 0, 0, 0, 1
                }),
                SampleType.UINT8,
                1,
                0,
                1,
                2);
        assertOnly("WARNING case_a: label case_a.nii.gz is turned by 28.6479 degrees");
    }

    @Test
    void voxelsThatAreNoNumbersOrNoLabels() {
        raw.write(
                "imagesTr/case_a_0000.nii.gz",
                VoxelGrid.of(RawFolder.SHAPE, RawFolder.SPACING),
                SampleType.FLOAT32,
                1,
                1,
                Double.NaN,
                Double.POSITIVE_INFINITY);
        raw.write(
                "imagesTr/case_b_0000.nii.gz",
                VoxelGrid.of(RawFolder.SHAPE, RawFolder.SPACING),
                SampleType.INT16,
                1,
                4);
        raw.label("labelsTr/case_a.nii.gz", 0, 1, 1.5, -1);
        raw.label("labelsTr/case_b.nii.gz", 0);
        assertOnly(
                "FATAL case_a: case_a_0000.nii.gz holds 16 voxels that are NaN or infinite",
                "FATAL case_a: label case_a.nii.gz holds values that are no labels of dataset.json: -1 (6 voxels), 1.5 (6",
                "WARNING case_b: case_b_0000.nii.gz holds 4.0 in every voxel",
                "WARNING case_b: label case_b.nii.gz holds background only",
                "WARNING labelsTr: label 2 occurs in no case");
    }

    @Test
    void theIgnoreLabelIsExpected() {
        raw.describe("{'channel_names': {'0': 'T1', '1': 'T2'}, 'labels': {'background': 0, 'b': 1, 'ignore': 2},"
                + " 'numTraining': 2, 'file_ending': '.nii.gz'}");
        assertThat(check()).isEmpty();
    }

    @Test
    void listedFilesThatAreNotThere() {
        raw.describe("{'channel_names': {'0': 'T1'}, 'labels': {'background': 0, 'b': 1, 'a': 2}, 'numTraining': 1,"
                + " 'file_ending': '.nii.gz', 'dataset': {'x': {'images': ['imagesTr/case_a_0000.nii.gz'],"
                + " 'label': 'gone.nii.gz'}}}");
        List<String> problems = check();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).contains("FATAL x: lists").contains("gone.nii.gz, which is not there");
    }

    @Test
    void pictures() {
        Path pictures = folder.resolve("pictures");
        RawFolder flat = new RawFolder(pictures);
        flat.describe("{'channel_names': {'0': 'grey'}, 'labels': {'background': 0, 'a': 1}, 'numTraining': 1,"
                + " 'file_ending': '.png'}");
        LabelVoxels picture = LabelVoxels.of(new Shape(1, 2, 3), new short[][] {{0, 1, 0, 255, 1, 0}});
        Pictures.writeLabels(pictures.resolve("imagesTr/p_0000.png"), picture);
        Pictures.writeLabels(pictures.resolve("labelsTr/p.png"), picture);
        DatasetReport report = DatasetCheck.run(pictures, DatasetCheck.Options.ofThreads(1));
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().get(0).problem()).contains("255 (1 voxels)");
    }

    @Test
    void realDatasetsAreGood() {
        for (String name : List.of("data/Dataset004_Hippocampus", "data/Dataset012_EM")) {
            DatasetReport report = DatasetCheck.run(SharedData.require(name), DatasetCheck.Options.ofThreads(2));
            assertThat(report.problems()).as(name).isEmpty();
        }
    }
}
