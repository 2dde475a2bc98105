package org.sagittal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomWriter;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.Vr;

/** Which folders and files are cases. */
class CaseWordsTest {
    @TempDir
    Path folder;

    private List<RawCase> cases(Path... words) throws IOException {
        Path description = folder.resolve("dataset.json");
        Files.writeString(
                description,
                "{\"channel_names\": {\"0\": \"CT\"}, \"labels\": {\"background\": 0, \"liver\": 1}, \"numTraining\": 1,"
                        + " \"file_ending\": \".nii.gz\"}");
        return new CaseWords(DatasetDescription.read(description)).cases(List.of(words));
    }

    private Path image(String file) {
        Path path = folder.resolve(file);
        DicomWriter.write(
                path,
                DicomDataset.builder()
                        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                        .put(Tag.SOP_INSTANCE_UID, "1.2.3")
                        .put(Tag.ROWS, 1)
                        .put(Tag.COLUMNS, 2)
                        .put(Tag.BITS_ALLOCATED, 16)
                        .put(Tag.PIXEL_DATA, Vr.OW, new byte[4])
                        .build());
        return path;
    }

    private static List<String> ids(List<RawCase> cases) {
        return cases.stream().map(RawCase::id).toList();
    }

    @Test
    void folderOfOneSeriesIsOneCase() throws IOException {
        image("in/scan 1.5/IM0001");
        List<RawCase> cases = cases(folder.resolve("in/scan 1.5"));
        assertThat(ids(cases)).containsExactly("scan 1.5");
        assertThat(CaseWords.anyDicom(cases)).isTrue();
    }

    @Test
    void folderOfSeriesIsACaseEach() throws IOException {
        image("in/b/IM1");
        image("in/a_0000/IM1");
        image("in/a_0001/IM1");
        Files.createDirectories(folder.resolve("in/empty"));
        List<RawCase> cases = cases(folder.resolve("in"));
        assertThat(ids(cases)).containsExactly("a", "b");
        assertThat(cases.get(0).images()).containsExactly(folder.resolve("in/a_0000"), folder.resolve("in/a_0001"));
    }

    @Test
    void filesOfNnunetsNamesComeFirst() throws IOException {
        image("in/series/IM1");
        Files.createFile(folder.resolve("in/x_0000.nii.gz"));
        List<RawCase> cases = cases(folder.resolve("in"));
        assertThat(ids(cases)).containsExactly("x");
        assertThat(CaseWords.anyDicom(cases)).isFalse();
    }

    @Test
    void oneFileOfAnyName() throws IOException {
        assertThat(ids(cases(image("in/lateral.dcm")))).containsExactly("lateral");
        List<RawCase> unnamed = cases(image("in/IM0007"));
        assertThat(ids(unnamed)).containsExactly("IM0007");
        assertThat(CaseWords.anyDicom(unnamed)).isTrue();
    }

    @Test
    void folderWithoutImagesIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> cases(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no image")
                .hasMessageContaining("DICOM series");
    }
}
