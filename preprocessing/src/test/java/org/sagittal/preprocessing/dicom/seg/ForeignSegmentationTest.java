package org.sagittal.preprocessing.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** Segmentations that highdicom 0.28 wrote: 5 slices of 5 x 7 pixels from z = 3 mm on, frames from above. */
class ForeignSegmentationTest {
    @TempDir
    Path folder;

    private Path copied(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ForeignSegmentationTest.class.getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** Labels must be a function of 7 z + 3 y + x; slice {@code empty} is background. */
    private static void require(Segmentation found, int empty, IntUnaryOperator label) {
        LabelVoxels voxels = found.labels().voxels();
        assertThat(voxels.shape()).isEqualTo(new Shape(5, 5, 7));
        assertThat(found.labels().grid().spacing()).isEqualTo(new Spacing(2, 0.5, 0.75));
        assertThat(found.labels().grid().originMm()).isEqualTo(new Vec3(1, 2, 3));
        for (int z = 0; z < 5; z++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 7; x++) {
                    int expected = z == empty ? 0 : label.applyAsInt(7 * z + 3 * y + x);
                    assertThat((int) voxels.at(z, y, x))
                            .as("voxel %d, %d, %d", z, y, x)
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(found.overlaps()).isEmpty();
    }

    @Test
    void binary() throws IOException {
        Segmentation found = SegmentationReader.read(copied("highdicom-binary.dcm"));
        require(found, 2, n -> n % 4);
        assertThat(found.segments().stream().map(SegmentDescription::name)).containsExactly("seg 1", "seg 2", "seg 3");
        assertThat(found.segments().get(0).type()).isEqualTo(new DicomCode("10200004", "SCT", "Liver"));
    }

    @Test
    void labelMap() throws IOException {
        require(SegmentationReader.read(copied("highdicom-labelmap.dcm")), 2, n -> n % 4);
    }

    @Test
    void fractionalFromOneHalfOn() throws IOException {
        require(SegmentationReader.read(copied("highdicom-fractional.dcm")), -1, n -> n % 5 >= 2 ? 1 : 0);
    }

    @Test
    void overlapIsTold() throws IOException {
        Path file = copied("highdicom-overlap.dcm");
        Segmentation found = SegmentationReader.read(file);
        assertThat(found.overlaps()).containsExactly(new Segmentation.Overlap(1, 2, 4));
        assertThat(found.labels().grid().originMm().z()).isEqualTo(5);
        assertThatThrownBy(() -> VolumeFormats.of(file).readLabels(file))
                .isInstanceOf(FormatException.class)
                .hasMessageEndingWith(
                        "has segments that overlap, which no label map can hold: labels 1 and 2 share 4 voxels");
        assertThat(VolumeFormats.of(file).remarks(file))
                .containsExactly("segments overlap: labels 1 and 2 share 4 voxels, which are given as 2");
    }
}
