package org.sagittal.evaluation.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

class SliceOverlayTest {
    private static final Shape SHAPE = new Shape(12, 16, 20);
    private static final Spacing SPACING = new Spacing(2, 1, 1);
    private static final LabelGroup ORGAN = LabelGroup.label("organ", 1);
    private static final ScoringScheme SCHEME = ScoringScheme.of(List.of(ORGAN, LabelGroup.label("cyst", 2)));

    private static LabelVolume box(int firstColumn) {
        return TestLabels.of(
                SHAPE,
                SPACING,
                (z, y, x) -> z >= 3 && z < 9 && y >= 4 && y < 12 && x >= firstColumn && x < firstColumn + 9 ? 1 : 0);
    }

    private static SliceOverlay shifted(Optional<IntensityVolume> image) {
        return SliceOverlay.of(box(4), box(6), image, SCHEME);
    }

    /** Two columns of 1 mm too far to the patient's left: -2 on one side, +2 on the other, right elsewhere. */
    @Test
    void aShiftShowsBothSignsOfTheError() {
        SliceOverlay overlay = shifted(Optional.empty());
        double[] errors = overlay.sortedErrorsMm(ORGAN);
        assertThat(errors[0]).isEqualTo(-2);
        assertThat(errors[errors.length - 1]).isEqualTo(2);
        assertThat(overlay.sortedErrorsMm(SCHEME.groups().get(1))).isEmpty();
        assertThat(overlay.planes())
                .extracting(SliceOverlay.Plane::caption)
                .containsExactly("axial 4 of 12", "coronal 5 of 16", "sagittal 5 of 20");
        String axial = overlay.planes().get(0).error().svg();
        assertThat(axial)
                .contains("class=\"e5\"", "class=\"e8\"", "class=\"e10\"", "class=\"truth\"", ">R<", ">A<")
                .as("the whole slice lies on the reference's border, so nothing in it is too small")
                .doesNotContain("class=\"e0\"");
        assertThat(overlay.planes().get(0).outlines().svg())
                .contains("<title>organ, reference</title>", "<title>organ, prediction</title>")
                .doesNotContain("cyst", "<image");
        assertThat(overlay.legend().svg()).contains("≤ −2", "≥ +2");
    }

    @Test
    void theImageLiesBelowIfItFits() {
        FloatVoxels voxels = FloatVoxels.of(SHAPE, new float[SHAPE.z()][SHAPE.sliceVoxels()]);
        IntensityVolume image = new IntensityVolume(VoxelGrid.of(SHAPE, SPACING), voxels);
        assertThat(shifted(Optional.of(image)).planes().get(0).outlines().svg()).contains("<image");
        Shape other = new Shape(1, 2, 2);
        IntensityVolume foreign =
                new IntensityVolume(VoxelGrid.of(other, SPACING), FloatVoxels.of(other, new float[1][4]));
        assertThat(shifted(Optional.of(foreign)).planes().get(0).outlines().svg())
                .doesNotContain("<image");
    }

    @Test
    void aSheetHoldsBothRowsAndTheScale() throws Exception {
        Drawing sheet = shifted(Optional.empty()).sheet("case 1");
        assertThat(sheet.svgFile()).contains("case 1", "axial 4 of 12", "≥ +2");
        assertThat(ImageIO.read(new ByteArrayInputStream(sheet.png(1))).getWidth())
                .isGreaterThan(700);
    }

    @Test
    void aFlatImageHasOnePlane() {
        LabelVolume flat = TestLabels.of(SPACING, "00000 01110 01110 00000");
        SliceOverlay overlay = SliceOverlay.of(flat, flat, Optional.empty(), SCHEME);
        assertThat(overlay.planes()).extracting(SliceOverlay.Plane::caption).containsExactly("slice");
        assertThat(overlay.sortedErrorsMm(ORGAN)).containsOnly(0);
    }
}
