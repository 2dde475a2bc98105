package org.sagittal.preprocessing.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dicom.Tag;

/** Files and folders of DICOM as volumes. */
class DicomSeriesTest {
    @TempDir
    private Path folder;

    private static List<Double> firstOfSlices(DicomSeries series) {
        List<Double> found = new ArrayList<>();
        series.scan((channel, z, values) -> found.add(values[0]));
        return found;
    }

    @Test
    void folderIsOneVolumeInTheOrderOfPlaces() {
        TinySeries.write(folder, 5);
        StoredVolume volume = VolumeFormats.of(folder).read(folder);
        VolumeHeader header = volume.header();
        assertThat(header.format()).isEqualTo("dicom");
        assertThat(header.type()).isEqualTo(SampleType.INT16);
        assertThat(header.dimensions()).isEqualTo(3);
        assertThat(header.grid().shape()).isEqualTo(new Shape(5, 3, 4));
        assertThat(header.grid().spacing().toArrayMm())
                .as("the real distance, not the thickness of 3")
                .containsExactly(2, 0.5, 0.25);
        assertThat(header.grid().originMm()).isEqualTo(new Vec3(10, 20, 30));
        for (int z = 0; z < 5; z++) {
            assertThat(volume.channels().get(0).at(z, 1, 2)).isEqualTo(-1000 + z);
        }
    }

    @Test
    void whatIsNoImageIsSkippedAndCounted() throws IOException {
        TinySeries.write(folder, 3);
        Files.writeString(folder.resolve("notes.txt"), "measured on Monday, nothing unusual was seen by anyone");
        Files.write(folder.resolve("empty"), new byte[0]);
        Files.createDirectory(folder.resolve("below"));
        DicomFolder found = DicomFolder.open(folder);
        assertThat(found.skipped()).isEqualTo(2);
        assertThat(found.only().frames()).hasSize(3);
        assertThat(found.only().uid()).isEqualTo("1.2.3.4");
    }

    @Test
    void damagedImageIsTold() throws IOException {
        TinySeries.write(folder, 3);
        Path file = folder.resolve("z.dcm");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> DicomFolder.open(folder).only())
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("z.dcm")
                .hasMessageContaining("cut");
    }

    @Test
    void severalSeriesAreNamed() {
        TinySeries.write(folder, 3);
        TinySeries.write(
                folder.resolve("other"),
                TinySeries.at("9.9.1", 0, 0, 0)
                        .put(Tag.SERIES_INSTANCE_UID, "9.9")
                        .put(Tag.SERIES_DESCRIPTION, "Scout"),
                5);
        assertThatThrownBy(() -> VolumeFormats.of(folder).readHeader(folder))
                .isInstanceOf(FormatException.class)
                .hasMessageEndingWith(
                        "holds 2 series: 1.2.3.4 (CT 'Thorax', 3 files); 9.9 (CT 'Scout', 1 file); choose one"
                                + " with --series, or put each into a folder of its own");
        DicomFolder found = DicomFolder.open(folder);
        assertThat(found.named("1.2.3.4").frames()).hasSize(3);
        assertThat(found.named("9.9").frames()).hasSize(1);
        assertThatThrownBy(() -> found.named("8.8")).hasMessageContaining("holds no series 8.8, but: 1.2.3.4");
    }

    @Test
    void imagesOfOnePlaceAreRefusedWithWhatTellsThemApart() {
        for (int echo = 1; echo <= 2; echo++) {
            for (int z = 0; z < 3; z++) {
                TinySeries.write(
                        folder.resolve("e" + echo + "z" + z),
                        TinySeries.at("1.2.3.4." + echo + "." + z, 0, 0, 2 * z)
                                .put(Tag.ECHO_TIME, Integer.toString(10 * echo)),
                        z);
            }
        }
        assertThatThrownBy(() -> DicomFolder.open(folder).only())
                .hasMessageEndingWith(
                        "is no volume: 3 of 6 slices lie where another one lies, e.g. e1z0 and e2z0, which"
                                + " differ in Echo Time (10 and 20); put each volume into a folder of its own");
    }

    @Test
    void sameImageTwice() throws IOException {
        TinySeries.write(folder, 3);
        Files.copy(folder.resolve("y.dcm"), folder.resolve("copy.dcm"));
        assertThatThrownBy(() -> DicomFolder.open(folder).only())
                .hasMessageContaining("which are the same image twice (equal SOP Instance UID); remove one");
    }

    @Test
    void missingSliceIsTold() throws IOException {
        TinySeries.write(folder, 6);
        Files.delete(folder.resolve("w.dcm"));
        assertThatThrownBy(() -> DicomFolder.open(folder).only())
                .hasMessageEndingWith("is no volume: 1 slice is missing between x.dcm and v.dcm, which are 4.0 mm apart"
                        + " where the usual distance is 2.0 mm");
    }

    @Test
    void imagesWithoutPlacesAreNotSorted() {
        TinySeries.write(folder.resolve("a"), TinySeries.image("1.1"), 1);
        TinySeries.write(folder.resolve("b"), TinySeries.image("1.2"), 2);
        assertThatThrownBy(() -> DicomFolder.open(folder).only())
                .hasMessageContaining(
                        "2 images, of which 2 do not say where they lie (Image Position Patient), e.g. a;");
    }

    @Test
    void oneImageWithoutAPlaceIsNamed() {
        TinySeries.write(folder, 3);
        TinySeries.write(folder.resolve("lost"), TinySeries.image("1.1"), 1);
        assertThatThrownBy(() -> DicomFolder.open(folder).only())
                .hasMessageContaining(
                        "4 images, of which 1 do not say where they lie (Image Position Patient), e.g. lost;");
    }

    @Test
    void numbersAreReadFromTheLowestBitsWhateverHighBitSays() {
        Path file = folder.resolve("high.dcm");
        TinySeries.write(
                file, TinySeries.at("1.1", 0, 0, 0).put(Tag.BITS_STORED, 12).put(Tag.HIGH_BIT, 15), 0xf123);
        DicomSeries series = DicomSeries.ofFile(file);
        assertThat(firstOfSlices(series)).containsExactly(0x123 - 1000.0);
        assertThat(series.warnings())
                .singleElement()
                .asString()
                .startsWith("high.dcm says that its numbers end at bit 15 (High Bit) and have 12 bits (Bits Stored)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 99})
    void impossibleBitsStoredAreAllThatAreAllocated(int stored) {
        Path file = folder.resolve("bits.dcm");
        TinySeries.write(file, TinySeries.at("1.1", 0, 0, 0).put(Tag.BITS_STORED, stored), 0xf123);
        assertThat(firstOfSlices(DicomSeries.ofFile(file))).containsExactly(0xf123 - 1000.0);
    }

    @Test
    void noFramesAreOne() {
        Path file = folder.resolve("frames.dcm");
        TinySeries.write(file, TinySeries.at("1.1", 0, 0, 0).put(Tag.NUMBER_OF_FRAMES, 0), 5);
        assertThat(firstOfSlices(DicomSeries.ofFile(file))).containsExactly(-995.0);
    }

    @Test
    void framesOfWhichSomeDoNotSayWhereTheyLieAreRefused() {
        Path file = folder.resolve("e.dcm");
        TinySeries.writeEnhanced(file, 0, 5, Double.NaN);
        assertThatThrownBy(() -> DicomSeries.ofFile(file))
                .hasMessageEndingWith(
                        "has an impossible geometry: 1 of 3 frames do not say where they lie (Plane Position"
                                + " Sequence), but the others do");
    }

    @Test
    void segmentationBesideItsImagesIsNotASecondSeries() {
        TinySeries.write(folder, 3);
        TinySeries.write(
                folder.resolve("seg.dcm"),
                TinySeries.at("5.5", 0, 0, 0).put(Tag.SERIES_INSTANCE_UID, "5").put(Tag.MODALITY, "SEG"),
                1);
        DicomFolder found = DicomFolder.open(folder);
        assertThat(found.only().frames()).hasSize(3);
        assertThat(found.skipped()).isEqualTo(1);
    }

    @Test
    void enhancedFramesAreSortedAndEachRescaledByItsOwnLine() {
        Path file = folder.resolve("e.dcm");
        TinySeries.writeEnhanced(file, 5, 0, 10);
        DicomSeries series = DicomSeries.ofFile(file);
        assertThat(series.grid().spacing().toArrayMm()).containsExactly(5, 2, 3);
        assertThat(series.grid().originMm()).isEqualTo(new Vec3(1, 2, 0));
        assertThat(firstOfSlices(series)).containsExactly(2 + 10.0, 0.0, 4 + 20.0);
        assertThat(series.frames().stream().map(SourceFrame::index)).containsExactly(1, 0, 2);
    }

    @Test
    void enhancedFramesThatDescendAreReadAsSimpleItkReadsThem() {
        Path file = folder.resolve("e.dcm");
        TinySeries.writeEnhanced(file, 10, 5, 0);
        DicomSeries series = DicomSeries.ofFile(file);
        assertThat(series.grid().originMm()).isEqualTo(new Vec3(1, 2, 10));
        assertThat(series.grid().direction()[8]).isEqualTo(-1);
        assertThat(firstOfSlices(series)).containsExactly(0.0, 12.0, 24.0);
    }

    @Test
    void enhancedTimeSeriesIsRefused() {
        Path file = folder.resolve("e.dcm");
        TinySeries.writeEnhanced(file, 0, 5, 0, 5);
        assertThatThrownBy(() -> DicomSeries.ofFile(file))
                .hasMessageEndingWith(
                        "is no volume: 2 of 4 slices lie where another one lies, e.g. frame 1 of e.dcm and"
                                + " frame 3 of e.dcm (several time points, echoes or directions in one file); export each as a"
                                + " volume of its own");
    }
}
