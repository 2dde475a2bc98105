package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.VoxelGrid;

/** Real images: geometry and values as SimpleITK 2.5.7 reads them. */
class RealVolumesTest {
    record Image(String file, JsonNode json) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Image> images() throws IOException {
        String more = System.getProperty("sagittal.volumes");
        try (InputStream in = more == null
                ? RealVolumesTest.class.getResourceAsStream("real-volumes.json")
                : Files.newInputStream(Path.of(more))) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(c -> new Image(c.get("file").textValue(), c))
                    .filter(image -> VolumeFormats.endingOf(Path.of(image.file)).isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void isReadAsSimpleItkReadsIt(Image image) {
        Path file = SharedData.require(image.file);
        VolumeFormat format = VolumeFormats.of(file);
        VolumeHeader header = format.readHeader(file);
        JsonNode expected = image.json;

        VoxelGrid grid = header.grid();
        int axes = expected.get("size").size();
        int[] size = {grid.shape().x(), grid.shape().y(), grid.shape().z()};
        double[] spacing = {
            grid.spacing().xMm(), grid.spacing().yMm(), grid.spacing().zMm()
        };
        double[] origin = {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        };
        assertThat(header.dimensions()).isEqualTo(axes);
        for (int i = 0; i < 3; i++) {
            assertThat(size[i]).isEqualTo(expected.get("size").get(i).intValue());
            close(spacing[i], expected.get("spacing").get(i), within(1e-9));
            close(origin[i], expected.get("origin").get(i), within(1e-5));
            for (int j = 0; j < 3; j++) {
                close(grid.direction()[3 * i + j], expected.get("direction").get(axes * i + j), within(1e-7));
            }
        }
        ValueStatistics values = format.statistics(file);
        double scale = Math.abs(values.mean()) + values.std();
        close(values.min(), expected.get("min"), within(0.0));
        close(values.max(), expected.get("max"), within(0.0));
        close(values.mean(), expected.get("mean"), within(1e-11 * scale));
        close(values.std(), expected.get("std"), within(1e-11 * scale));
        double voxels = (double) grid.shape().voxels() * header.channels();
        close(weighted(format, file, header), expected.get("weighted"), within(1e-11 * scale * voxels));
    }

    private static void close(double actual, JsonNode expected, Offset<Double> offset) {
        assertThat(actual).isCloseTo(expected.doubleValue(), offset);
    }

    /** The sum of all values, each times 1 to 7 after its place, so that no two axes can be swapped. */
    private static double weighted(VolumeFormat format, Path file, VolumeHeader header) {
        long channelVoxels = header.grid().shape().voxels();
        double[] sum = {0};
        format.scan(file, (channel, z, values) -> {
            long first = channel * channelVoxels + (long) z * values.length;
            for (int i = 0; i < values.length; i++) {
                sum[0] += values[i] * ((first + i) % 7 + 1);
            }
        });
        return sum[0];
    }
}
