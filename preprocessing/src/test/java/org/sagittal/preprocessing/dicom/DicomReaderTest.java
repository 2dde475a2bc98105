package org.sagittal.preprocessing.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.SharedData;

/** Data sets written by the writer and by other programs. */
class DicomReaderTest {
    @TempDir
    Path folder;

    private static DicomDatasetBuilder small() {
        return DicomDataset.builder()
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .put(Tag.SOP_INSTANCE_UID, "2.25.1")
                .put(Tag.PATIENT_NAME, "Müller^Jürgen")
                .put(Tag.PATIENT_SEX, new String[0])
                .put(Tag.IMAGE_POSITION_PATIENT, -1.5, 20, 1.0 / 3)
                .put(Tag.ROWS, 2)
                .put(Tag.COLUMNS, 3)
                .put(Tag.BITS_ALLOCATED, 16)
                .put(Tag.PIXEL_REPRESENTATION, 1)
                .put(Tag.RESCALE_SLOPE, 2)
                .put(Tag.RESCALE_INTERCEPT, -1000)
                .put(Tag.FRAME_INCREMENT_POINTER, Tag.GRID_FRAME_OFFSET_VECTOR)
                .put(
                        Tag.REFERENCED_SERIES_SEQUENCE,
                        List.of(
                                DicomDataset.builder()
                                        .put(Tag.SERIES_INSTANCE_UID, "1.2.3")
                                        .build(),
                                DicomDataset.builder().build()));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("a.dcm");
        byte[] pixels = {0, 0, 1, 0, -1, -1, 2, 0, 3, 0, 0, 1};
        DicomWriter.write(file, small().build(), Vr.OW, pixels.length, out -> out.write(pixels));
        DicomFile read = DicomReader.read(file);
        DicomDataset set = read.dataset();
        assertThat(read.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_LITTLE);
        assertThat(read.meta().uid(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains("2.25.1");
        assertThat(set.string(Tag.PATIENT_NAME)).contains("Müller^Jürgen");
        assertThat(set.contains(Tag.PATIENT_SEX)).isTrue();
        assertThat(set.string(Tag.PATIENT_SEX)).isEmpty();
        assertThat(set.decimals(Tag.IMAGE_POSITION_PATIENT)).containsExactly(-1.5, 20, 0.33333333333333);
        assertThat(set.integers(Tag.FRAME_INCREMENT_POINTER)).containsExactly(Tag.GRID_FRAME_OFFSET_VECTOR);
        assertThat(set.items(Tag.REFERENCED_SERIES_SEQUENCE)).hasSize(2);
        assertThat(set.item(Tag.REFERENCED_SERIES_SEQUENCE).orElseThrow().uid(Tag.SERIES_INSTANCE_UID))
                .contains("1.2.3");
        try (PixelFrames frames = PixelFrames.open(read)) {
            double[] values = new double[6];
            frames.read(0, values);
            assertThat(values).containsExactly(-1000, -998, -1002, -996, -994, -488);
        }
    }

    @Test
    void missingValuesAreEmptyAndWrongOnesRefused() {
        DicomDataset set = small().put(Tag.INSTANCE_NUMBER, "1A")
                .put(Tag.SLICE_LOCATION, "x")
                .build();
        assertThat(set.integer(Tag.NUMBER_OF_FRAMES)).isEmpty();
        assertThat(set.decimals(Tag.PIXEL_SPACING)).isEmpty();
        assertThat(set.items(Tag.SEGMENT_SEQUENCE)).isEmpty();
        assertThat(set.integer(Tag.INSTANCE_NUMBER)).hasValue(1);
        assertThatThrownBy(() -> set.decimal(Tag.SLICE_LOCATION))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("(0020,1041) must be a number, got 'x'");
    }

    @Test
    void everyCutIsReadOrRefusedWithASentence() throws IOException {
        Path file = folder.resolve("a.dcm");
        DicomWriter.write(file, small().build());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Path cut = folder.resolve("cut.dcm");
            Files.write(cut, Arrays.copyOf(whole, length));
            try {
                DicomReader.read(cut);
            } catch (FormatException e) {
                assertThat(e).hasMessageStartingWith(cut + ": ").hasMessageMatching("(?s).* (is|has) .*");
            }
        }
    }

    @Test
    void aFileThatIsNoDicomIsToldSo() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(file, "Not a DICOM file, only words.");
        assertThatThrownBy(() -> DicomReader.read(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("is not a DICOM file");
    }

    @Test
    void readsFilesOfOtherProgramsInEveryEncoding() {
        for (String name : List.of(
                "MR_small.dcm",
                "MR_small_implicit.dcm",
                "MR_small_bigendian.dcm",
                "MR_small_RLE.dcm",
                "MR_small_padded.dcm")) {
            DicomFile file = DicomReader.read(SharedData.require("data/dicom/" + name));
            assertThat(file.hasPixels()).as(name).isTrue();
            assertThat(file.dataset().integer(Tag.ROWS)).as(name).hasValue(64);
            assertThat(file.dataset().decimals(Tag.PIXEL_SPACING)).as(name).containsExactly(0.3125, 0.3125);
            assertThat(file.dataset().string(Tag.PATIENT_NAME)).as(name).contains("CompressedSamples^MR1");
        }
    }
}
