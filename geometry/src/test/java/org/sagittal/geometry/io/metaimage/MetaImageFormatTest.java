package org.sagittal.geometry.io.metaimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormatContract;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.geometry.volume.VoxelGrid;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetaImageFormatTest extends VolumeFormatContract {
    @Override
    protected VolumeFormat format() {
        return new MetaImageFormat();
    }

    @Override
    protected Stream<String> writtenEndings() {
        return Stream.of(".mha", ".mhd", ".MHD");
    }

    @Test
    void voxelsThatPackBadlyWaitInAFileThatGoesAway() throws IOException {
        Path file = folder.resolve("noise.mha");
        VoxelGrid grid = VoxelGrid.of(new Shape(5, 1024, 1024), new Spacing(3, 2, 1.5));
        format().write(file, VolumeHeader.forWriting(SampleType.FLOAT32, grid, 3, 1), (c, z, into) -> noise(z, into));
        assertThat(Files.size(file)).isGreaterThan(1 << 24);
        double[] slice = new double[1 << 20];
        format().scan(file, (c, z, values) -> {
            noise(z, slice);
            assertThat(Arrays.equals(values, slice)).isTrue();
        });
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    private static void noise(int z, double[] into) {
        SplittableRandom random = new SplittableRandom(z);
        for (int i = 0; i < into.length; i++) {
            into[i] = Float.intBitsToFloat(0x3f800000 | random.nextInt() >>> 9);
        }
    }
}
