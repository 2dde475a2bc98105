package org.sagittal.preprocessing.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomReader;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.series.DicomFolder;
import org.sagittal.preprocessing.dicom.series.DicomSeries;
import org.sagittal.preprocessing.dicom.series.TinySeries;

/** Segmentations written and read back. What other programs make of them was checked with highdicom, pydicom and dciodvfy. */
class SegmentationTest {
    private static final SegmentationAuthor AUTHOR = new SegmentationAuthor("Dataset004 3d_fullres", "sagittal 1.0");
    private static final List<SegmentDescription> SEGMENTS = List.of(
            SegmentDescription.of(2, "anterior"),
            new SegmentDescription(
                    7, "Leber (größer)", DicomCode.ANATOMICAL_STRUCTURE, new DicomCode("10200004", "SCT", "Liver")),
            SegmentDescription.of(9, "never there"));

    @TempDir
    private Path folder;

    private DicomSeries source;

    @BeforeEach
    void writeSource() {
        TinySeries.write(folder.resolve("ct"), 5);
        source = DicomFolder.open(folder.resolve("ct")).only();
    }

    /** Label 2 in slices 1 and 3, label 7 in slice 3, at places that do not begin at a byte. */
    private LabelVolume labels() {
        short[][] slices = new short[5][TinySeries.ROWS * TinySeries.COLUMNS];
        slices[1][0] = 2;
        slices[1][11] = 2;
        slices[3][5] = 2;
        slices[3][6] = 7;
        return new LabelVolume(source.grid(), LabelVoxels.of(source.grid().shape(), slices));
    }

    private Path written(LabelVolume labels) {
        Path file = folder.resolve("seg.dcm");
        SegmentationWriter.write(file, labels, SEGMENTS, source, AUTHOR);
        return file;
    }

    @Test
    void comesBack() {
        Segmentation back = SegmentationReader.read(written(labels()));
        assertThat(back.segments()).isEqualTo(SEGMENTS);
        assertThat(back.overlaps()).isEmpty();
        VoxelGrid grid = back.labels().grid();
        assertThat(grid.shape())
                .as("from the first slice with a label to the last")
                .isEqualTo(new Shape(3, 3, 4));
        assertThat(grid.originMm()).isEqualTo(new Vec3(10, 20, 32));
        assertThat(grid.spacing()).isEqualTo(new Spacing(2, 0.5, 0.25));
        for (int z = 0; z < 3; z++) {
            assertThat(back.labels().voxels().slice(z))
                    .isEqualTo(labels().voxels().slice(z + 1));
        }
        assertThat(VolumeFormats.of(folder.resolve("seg.dcm"))
                        .readLabels(folder.resolve("seg.dcm"))
                        .voxels()
                        .at(2, 1, 2))
                .isEqualTo((short) 7);
    }

    @Test
    void saysWhatItIsAndWhereItComesFrom() {
        DicomDataset data = DicomReader.read(written(labels())).dataset();
        assertThat(data.uid(Tag.SOP_CLASS_UID)).contains("1.2.840.10008.5.1.4.1.1.66.4");
        assertThat(data.string(Tag.PATIENT_NAME)).contains("Muster^Mäxi");
        assertThat(data.uid(Tag.STUDY_INSTANCE_UID)).contains("1.2.3");
        assertThat(data.uid(Tag.FRAME_OF_REFERENCE_UID)).contains("1.2.3.5");
        assertThat(data.uid(Tag.SERIES_INSTANCE_UID).orElseThrow())
                .startsWith("2.25.")
                .isNotEqualTo("1.2.3.4");
        assertThat(data.integer(Tag.NUMBER_OF_FRAMES)).hasValue(3);
        List<DicomDataset> frames = data.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        DicomDataset last = frames.get(2);
        assertThat(last.item(Tag.SEGMENT_IDENTIFICATION_SEQUENCE).orElseThrow().integer(Tag.REFERENCED_SEGMENT_NUMBER))
                .as("segments are counted without gaps, whatever the labels are")
                .hasValue(2);
        assertThat(last.item(Tag.FRAME_CONTENT_SEQUENCE).orElseThrow().integers(Tag.DIMENSION_INDEX_VALUES))
                .containsExactly(2, 2);
        DicomDataset image = last.item(Tag.DERIVATION_IMAGE_SEQUENCE)
                .flatMap(derivation -> derivation.item(Tag.SOURCE_IMAGE_SEQUENCE))
                .orElseThrow();
        assertThat(image.uid(Tag.REFERENCED_SOP_INSTANCE_UID)).contains("1.2.3.4.4");
        assertThat(image.contains(Tag.REFERENCED_FRAME_NUMBER)).isFalse();
    }

    @Test
    void sameWorkGivesTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(written(labels()));
        String uid = uid();
        assertThat(Files.readAllBytes(written(labels()))).isEqualTo(first);
        short[][] other = new short[5][TinySeries.ROWS * TinySeries.COLUMNS];
        other[0][0] = 2;
        written(new LabelVolume(source.grid(), LabelVoxels.of(source.grid().shape(), other)));
        assertThat(uid()).isNotEqualTo(uid);
    }

    private String uid() {
        return DicomReader.read(folder.resolve("seg.dcm"))
                .dataset()
                .uid(Tag.SOP_INSTANCE_UID)
                .orElseThrow();
    }

    @Test
    void noLabelAtAllIsOneEmptyFrame() {
        short[][] none = new short[5][TinySeries.ROWS * TinySeries.COLUMNS];
        Path file = written(
                new LabelVolume(source.grid(), LabelVoxels.of(source.grid().shape(), none)));
        Segmentation back = SegmentationReader.read(file);
        assertThat(back.labels().grid().shape()).isEqualTo(new Shape(1, 3, 4));
        assertThat(back.labels().voxels().slice(0)).containsOnly((short) 0);
        assertThat(back.segments()).hasSize(3);
    }

    @Test
    void refusesOtherGridsAndUnknownLabels() {
        LabelVolume elsewhere = new LabelVolume(
                VoxelGrid.of(source.grid().shape(), source.grid().spacing()), labels().voxels());
        assertThatThrownBy(() -> written(elsewhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("voxel (z, y, x) = (0, 0, 0) is 37.416573 mm apart");
        assertThatThrownBy(() -> SegmentationWriter.write(
                        folder.resolve("seg.dcm"), labels(), SEGMENTS.subList(0, 1), source, AUTHOR))
                .hasMessage("every label must be described as a segment; label 7 in slice 3 is not");
    }

    @Test
    void bitsRunOnAcrossFrames() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BitPacking packing = new BitPacking(out);
        packing.add(new short[] {1, 0, 1}, 1);
        packing.add(new short[] {0, 1, 1}, 1);
        packing.add(new short[] {1, 1, 1}, 1);
        packing.finish();
        assertThat(out.toByteArray()).as("101 011 111, the lowest bit first").containsExactly(0b11110101, 0b1);
        assertThat(BitPacking.bytes(9)).isEqualTo(2);
    }

    @Test
    void contentNamesItself() {
        String uid = new ContentUid().with("a").with("bc").uid("series");
        assertThat(uid).matches("2\\.25\\.\\d{30,39}").hasSizeLessThanOrEqualTo(64);
        assertThat(new ContentUid().with("a").with("bc").uid("series")).isEqualTo(uid);
        assertThat(new ContentUid().with("ab").with("c").uid("series")).isNotEqualTo(uid);
        assertThat(new ContentUid().with("a").with("bc").uid("instance")).isNotEqualTo(uid);
    }
}
