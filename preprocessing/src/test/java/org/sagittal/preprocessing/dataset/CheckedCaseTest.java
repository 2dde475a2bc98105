package org.sagittal.preprocessing.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.ImageReaders;

/** What becomes of labels that are no labels, and of files that do not share a grid. */
class CheckedCaseTest {
    private static final String LABEL = "labelsTr/case_a.nii.gz";
    private static final double COS = Math.cos(Math.toRadians(3));
    private static final double SIN = Math.sin(Math.toRadians(3));

    @TempDir
    private Path folder;

    private CheckedCase read(String reader) {
        RawDataset dataset = RawDataset.open(folder);
        return CheckedCase.read(
                dataset.trainingCases().get(0),
                ImageReaders.byName(reader),
                dataset.description().labels());
    }

    private CheckedCase read() {
        return read("SimpleITKIO");
    }

    @Test
    void soundCaseIsReadWithoutARemark() {
        RawFolder.good(folder);
        CheckedCase found = read();
        assertThat(found.images().channels()).hasSize(2);
        assertThat(found.label().orElseThrow().at(0, 0, 2)).isEqualTo((short) 2);
        assertThat(found.remarks()).isEmpty();
    }

    @Test
    void wholeNumbersStoredAsFloatsAreLabelsButFractionsAreNot() {
        RawFolder.good(folder).label(LABEL, 0, 1, 0, 0, 0, 1.5);
        assertThatThrownBy(this::read)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("case_a.nii.gz: is no label map: voxel (z, y, x) = (0, 1, 1) is 1.5");
    }

    @Test
    void notANumberIsNoLabel() {
        RawFolder.good(folder).label(LABEL, 0, 1, Double.NaN);
        assertThatThrownBy(this::read).hasMessageContaining("voxel (z, y, x) = (0, 0, 2) is NaN");
    }

    @Test
    void negativeAndUnnamedLabelsAreRefusedWithNumberAndPlace() {
        RawFolder.good(folder).label(LABEL, 0, 1, 2, 0, 0, 0, 7, 0, -1, 0, 0, 7);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label case_a.nii.gz holds -1 (2 voxels, the first at (z, y, x) = (0, 2, 0)), 7 (4 voxels,"
                        + " the first at (z, y, x) = (0, 1, 2)), but dataset.json names [0, 1, 2]; add them to labels, or"
                        + " correct the file");
    }

    @Test
    void theIgnoreLabelAndTheLabelsOfRegionsAreLabels() {
        RawFolder raw = RawFolder.good(folder);
        raw.describe(
                "{'channel_names': {'0': 'T1', '1': 'T2'}, 'labels': {'background': 0, 'whole': [1, 2], 'core': [2],"
                        + " 'ignore': 3}, 'regions_class_order': [1, 2], 'numTraining': 2, 'file_ending': '.nii.gz'}");
        raw.label(LABEL, 0, 1, 2, 3);
        assertThat(read().remarks()).isEmpty();
    }

    @Test
    void missingLabelFileIsNamed() {
        RawFolder.good(folder).delete(LABEL);
        assertThatThrownBy(this::read)
                .isInstanceOf(FormatException.class)
                .hasMessageEndingWith(
                        "case_a.nii.gz: there is no such file; every training case needs a label map of its name");
    }

    @Test
    void labelOfOtherExtentsIsRefused() {
        RawFolder.good(folder).image(LABEL, new Shape(2, 3, 5), RawFolder.SPACING, Vec3.ZERO);
        assertThatThrownBy(this::read)
                .hasMessageContaining("label case_a.nii.gz must have the image's extents (2, 3, 4), got (2, 3, 5)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SimpleITKIO", "NibabelIO", "SimpleITKIOWithReorient", "NibabelIOWithReorient"})
    void howFarTheGridsAreApartIsTold(String reader) {
        RawFolder raw = RawFolder.good(folder);
        raw.image("imagesTr/case_a_0001.nii.gz", RawFolder.SHAPE, RawFolder.SPACING, new Vec3(0, 0.5, 0));
        VoxelGrid turned = VoxelGrid.of(RawFolder.SHAPE, new Spacing(3.5, 2, 1.5), new Vec3(3, 4, 0), new double[] {
            COS, -SIN, 0, SIN, COS, 0, 0, 0, 1
        });
        raw.write(LABEL, turned, SampleType.UINT8, 1, 0, 1);
        List<String> remarks = read(reader).remarks();
        assertThat(remarks).hasSize(4);
        assertThat(remarks.get(0))
                .isEqualTo("case_a_0001.nii.gz begins 0.500000 mm away from case_a_0000.nii.gz; voxels are matched by"
                        + " index");
        assertThat(remarks.get(1))
                .startsWith(
                        "label case_a.nii.gz has spacing (3.50000, 2.00000, 1.50000) mm where case_a_0000.nii.gz has"
                                + " (3.00000, 2.00000, 1.50000) mm, 0.500000 mm apart;");
        assertThat(remarks.get(2)).startsWith("label case_a.nii.gz begins 5.00000 mm away from case_a_0000.nii.gz;");
        assertThat(remarks.get(3))
                .matches("label case_a.nii.gz is turned by (3.00|2.99).* degrees against case_a_0000.*");
    }
}
