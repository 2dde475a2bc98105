package org.sagittal.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.VoxelGrid;

class MsdConversionTest {
    @TempDir
    Path folder;

    private Path source;
    private RawFolder task;

    @BeforeEach
    void task() {
        source = folder.resolve("Task05_Prostate");
        task = new RawFolder(source);
        task.describe("{'name': 'PROSTATE', 'modality': {'0': 'T2', '1': 'ADC'},"
                + " 'labels': {'0': 'background', '1': 'PZ', '2': 'TZ'}, 'numTraining': 2, 'numTest': 1,"
                + " 'training': [{'image': './imagesTr/p_00.nii.gz', 'label': './labelsTr/p_00.nii.gz'}], 'test': []}");
        VoxelGrid grid = VoxelGrid.of(RawFolder.SHAPE, RawFolder.SPACING);
        task.write("imagesTr/p_00.nii.gz", grid, SampleType.INT16, 2, -5, 7, 9);
        task.write("imagesTr/p_01.nii.gz", grid, SampleType.FLOAT64, 2, 0.5, 7, 9);
        task.write("imagesTs/p_02.nii.gz", grid, SampleType.UINT8, 2, 5, 7, 9);
        task.label("labelsTr/p_00.nii.gz", 0, 1, 2);
        task.label("labelsTr/p_01.nii.gz", 0, 1, 2);
        task.text("imagesTr/._p_00.nii.gz", "shadow");
    }

    @Test
    void channelsAreSplitAndLabelsTurned() {
        Path target = folder.resolve("raw").resolve(MsdConversion.datasetName(source));
        assertThat(MsdConversion.recognises(source)).isTrue();
        MsdConversion.Converted made = MsdConversion.run(source, target, 2, CaseProgress.NONE);

        assertThat(made).isEqualTo(new MsdConversion.Converted(target, 2, 1));
        assertThat(target).hasFileName("Dataset005_Prostate");
        RawDataset dataset = RawDataset.open(target);
        assertThat(dataset.trainingCases()).extracting(RawCase::id).containsExactly("p_00", "p_01");
        assertThat(dataset.description().channelNames()).containsExactly("T2", "ADC");
        assertThat(dataset.description().json().get("labels")).hasToString("{\"background\":0,\"PZ\":1,\"TZ\":2}");
        assertThat(dataset.description().json().has("training")).isFalse();
        assertThat(dataset.description().json().get("name").asText()).isEqualTo("PROSTATE");
        StoredVolume second = new NiftiFormat().read(target.resolve("imagesTr/p_00_0001.nii.gz"));
        assertThat(second.header().type()).isEqualTo(SampleType.INT16);
        assertThat(second.header().dimensions()).isEqualTo(3);
        assertThat(second.header().grid().spacing()).isEqualTo(RawFolder.SPACING);
        assertThat(second.channels().get(0).slice(0)).startsWith(7, 9, -5, 7);
        assertThat(new NiftiFormat()
                        .readHeader(target.resolve("imagesTr/p_01_0000.nii.gz"))
                        .type())
                .isEqualTo(SampleType.FLOAT32);
        assertThat(target.resolve("imagesTs/p_02_0001.nii.gz")).exists();
        assertThat(DatasetCheck.run(target, DatasetCheck.Options.ofThreads(1)).problems())
                .isEmpty();
    }

    @Test
    void whatIsThereIsKeptAndWhatIsMissingIsMade() throws IOException {
        Path target = folder.resolve("raw");
        MsdConversion.run(source, target, 1, CaseProgress.NONE);
        Path kept = target.resolve("imagesTr/p_00_0000.nii.gz");
        FileTime time = Files.getLastModifiedTime(kept);
        assertThat(time.toMillis())
                .isEqualTo(Files.getLastModifiedTime(source.resolve("imagesTr/p_00.nii.gz"))
                        .toMillis());
        Files.writeString(kept, "mine");
        Files.setLastModifiedTime(kept, time);
        Path older = target.resolve("imagesTr/p_01_0000.nii.gz");
        byte[] made = Files.readAllBytes(older);
        Files.writeString(older, "of another source");
        Files.setLastModifiedTime(older, FileTime.fromMillis(time.toMillis() + 60_000));
        Files.delete(target.resolve("imagesTr/p_01_0001.nii.gz"));
        Files.delete(target.resolve("dataset.json"));

        MsdConversion.run(source, target, 1, CaseProgress.NONE);

        assertThat(kept).hasContent("mine");
        assertThat(older).hasBinaryContent(made);
        assertThat(target.resolve("imagesTr/p_01_0001.nii.gz")).exists();
        assertThat(target.resolve("dataset.json")).exists();
    }

    @Test
    void aBrokenImageIsNamedAndLeavesNoDescription() {
        task.text("imagesTr/p_01.nii.gz", "broken");
        Path target = folder.resolve("raw");
        assertThatThrownBy(() -> MsdConversion.run(source, target, 2, CaseProgress.NONE))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("p_01.nii.gz");
        assertThat(target.resolve("dataset.json")).doesNotExist();
    }

    @Test
    void whatIsNoTaskIsRefused() {
        Path target = folder.resolve("raw");
        task.write("imagesTr/p_01.nii.gz", VoxelGrid.of(RawFolder.SHAPE, RawFolder.SPACING), SampleType.INT16, 3, 1, 2);
        assertThatThrownBy(() -> MsdConversion.run(source, target, 1, CaseProgress.NONE))
                .hasMessageContaining("has 3 channels but dataset.json names 2 modalities");
        RawFolder.good(folder.resolve("nnunet"));
        assertThat(MsdConversion.recognises(folder.resolve("nnunet"))).isFalse();
        assertThatThrownBy(() -> MsdConversion.run(folder.resolve("nnunet"), target, 1, CaseProgress.NONE))
                .hasMessageContaining("is a raw dataset of nnU-Net already");
        assertThatThrownBy(() -> MsdConversion.datasetName(folder)).hasMessageContaining("must be named TaskNN_Name");
        assertThat(MsdConversion.recognises(folder.resolve("none"))).isFalse();
    }
}
