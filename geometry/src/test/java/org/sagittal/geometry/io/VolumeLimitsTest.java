package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

class VolumeLimitsTest {
    private static final Path FILE = Path.of("a.nrrd");

    @Test
    void theCeilingIsThreeQuartersOfTheHeapUnlessItIsSet() {
        long usual = VolumeLimits.ceilingBytes();
        assertThat(usual).isEqualTo((long) (Runtime.getRuntime().maxMemory() * 0.75));
        assertThat(VolumeLimits.limitTo(3 << 20)).isEqualTo(usual);
        try {
            VolumeHeader header = header(new Shape(3, 1 << 9, 1 << 9)); // 3/4 Mi voxels
            VolumeLimits.require(FILE, header, 4);
            assertThatThrownBy(() -> VolumeLimits.require(FILE, header, 8))
                    .isInstanceOf(FormatException.class)
                    .hasMessage("a.nrrd: would take 6.0 MB of memory, and the ceiling is 3.0 MB; raise it"
                            + " (--max-volume-gb) and Java's heap if the file is what it should be");
        } finally {
            VolumeLimits.limitTo(usual);
        }
    }

    @Test
    void sizesAreSaidInAUnitThatShowsThem() {
        long usual = VolumeLimits.limitTo(1);
        try {
            assertThatThrownBy(() -> VolumeLimits.require(FILE, 100)).hasMessageContaining("take 100 bytes of");
            assertThatThrownBy(() -> VolumeLimits.require(FILE, 5 << 10)).hasMessageContaining("take 5.0 KB of");
            assertThatThrownBy(() -> VolumeLimits.require(FILE, 3.0 * (1L << 29)))
                    .hasMessageContaining("take 1.5 GB of memory, and the ceiling is 1 bytes");
        } finally {
            VolumeLimits.limitTo(usual);
        }
    }

    @Test
    void claimsThatOverflow64BitsAreLargeAndNotSmall() {
        int most = Integer.MAX_VALUE;
        assertThatThrownBy(() -> VolumeLimits.require(FILE, header(new Shape(most, most, most)), 4))
                .hasMessageContaining("would take 368934880958");
        assertThatThrownBy(() -> VolumeLimits.limitTo(0)).hasMessageContaining("got 0");
    }

    private static VolumeHeader header(Shape shape) {
        return VolumeHeader.forWriting(SampleType.UINT8, VoxelGrid.of(shape, Spacing.UNIT), 3, 1);
    }
}
