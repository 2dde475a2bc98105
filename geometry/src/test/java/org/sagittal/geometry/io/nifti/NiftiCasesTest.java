package org.sagittal.geometry.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.VoxelGrid;

/** Tiny files that say every odd thing a header can say, with what SimpleITK 2.5.7 and nibabel 5.4.2 read from them. */
class NiftiCasesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final NiftiFormat format = new NiftiFormat();

    @TempDir
    Path folder;

    record Case(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = NiftiCasesTest.class.getResourceAsStream("nifti-cases.json")) {
            return StreamSupport.stream(JSON.readTree(in).spliterator(), false)
                    .map(c -> new Case(c.get("name").textValue(), c));
        }
    }

    private Path file(Case example) throws IOException {
        JsonNode json = example.json();
        if (json.has("nii")) {
            return write("a.nii", json.get("nii"));
        }
        write("a.img", json.get("img"));
        return write("a.hdr", json.get("hdr"));
    }

    private Path write(String name, JsonNode content) throws IOException {
        byte[] packed = Base64.getDecoder().decode(content.textValue());
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void simpleItkReadsTheSame(Case example) throws IOException {
        JsonNode itk = example.json().get("itk");
        Path file = file(example);
        if (itk == null || example.name().endsWith(" extent")) {
            assertSimpleItkRefusedForAReason(example, file);
            return;
        }
        VolumeHeader header = format.readHeader(file);

        assertThat(header.dimensions()).isEqualTo(itk.get("size").size());
        int axes = Math.min(3, header.dimensions());
        // Where qform and sform say the same, ITK's choice hangs on rounding noise.
        boolean either =
                example.name().startsWith("both same") || example.name().startsWith("both with isotropic");
        VoxelGrid grid = header.grid();
        int[] size = {grid.shape().x(), grid.shape().y(), grid.shape().z()};
        double[] spacing = {
            grid.spacing().xMm(), grid.spacing().yMm(), grid.spacing().zMm()
        };
        double[] origin = {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        };
        for (int i = 0; i < axes; i++) {
            assertThat(size[i]).isEqualTo(itk.get("size").get(i).intValue());
            assertThat(spacing[i])
                    .as("spacing " + i)
                    .isEqualTo(itk.get("spacing").get(i).doubleValue());
            assertThat(origin[i])
                    .as("origin " + i)
                    .isCloseTo(itk.get("origin").get(i).doubleValue(), within(either ? 2e-5 : 1e-12));
            for (int j = 0; j < axes; j++) {
                assertThat(grid.direction()[3 * i + j])
                        .as("direction %d %d", i, j)
                        .isCloseTo(
                                itk.get("direction")
                                        .get(header.dimensions() * i + j)
                                        .doubleValue(),
                                within(either ? 1e-6 : 1e-9));
            }
        }
        if (!example.name().equals("scaling of a colour")) { // ITK scales the first third and leaves the rest to chance
            assertValues(format.read(file).channels(), itk.get("values"));
        }
    }

    private void assertSimpleItkRefusedForAReason(Case example, Path file) {
        boolean refused;
        try {
            format.readHeader(file);
            refused = !format.readableByItk(file)
                    || format.readHeader(file).voxel() == VolumeHeader.Voxel.VECTOR
                    || format.readHeader(file).dimensions() == 1;
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith(file + ": ");
            refused = true;
        }
        assertThat(refused).isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nibabelReadsTheSame(Case example) throws IOException {
        JsonNode nib = example.json().get("nib");
        assumeTrue(nib != null
                && !example.name().endsWith(" extent")
                && !example.name().equals("offset zero"));
        Path file = file(example);
        NibabelGeometry geometry = format.nibabelGeometry(file);
        assertThat(geometry.shape()).containsExactly(JSON.convertValue(nib.get("shape"), int[].class));
        for (int i = 0; i < geometry.shape().length; i++) {
            JsonNode zoom = nib.get("zooms").get(i);
            if (zoom.isNumber()) {
                assertThat(geometry.zoomsMm()[i]).isEqualTo(zoom.doubleValue());
            }
        }
        for (int i = 0; i < 12; i++) {
            if (!nib.get("affine").get(i).isTextual()
                    && !example.name().contains("nan")
                    && !example.name().contains("inf")) {
                assertThat(geometry.affine()[i])
                        .as("affine " + i)
                        .isCloseTo(nib.get("affine").get(i).doubleValue(), within(2e-6));
            }
        }
        if (nib.has("values")) {
            assertValues(nibabelChannels(file), nib.get("values"));
        }
    }

    private List<FloatVoxels> nibabelChannels(Path file) {
        VolumeHeader header = format.readHeader(file);
        float[][][] channels =
                new float[header.channels()][header.grid().shape().z()][];
        format.scanAsNibabel(file, (channel, z, values) -> {
            channels[channel][z] = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                channels[channel][z][i] = (float) values[i];
            }
        });
        List<FloatVoxels> voxels = new ArrayList<>();
        for (float[][] slices : channels) {
            voxels.add(FloatVoxels.of(header.grid().shape(), slices));
        }
        return voxels;
    }

    private static void assertValues(List<FloatVoxels> channels, JsonNode expected) {
        long index = 0;
        double weighted = 0;
        double magnitude = 0;
        for (FloatVoxels channel : channels) {
            for (int z = 0; z < channel.shape().z(); z++) {
                for (float value : channel.slice(z)) {
                    if (index < expected.get("first").size()) {
                        assertThat((double) value)
                                .isEqualTo(
                                        expected.get("first").get((int) index).doubleValue());
                    }
                    weighted += value * (double) (index % 7 + 1);
                    magnitude += Math.abs(value);
                    index++;
                }
            }
        }
        assertThat(weighted).isCloseTo(expected.get("weighted").doubleValue(), within(1e-12 * magnitude + 1e-300));
    }
}
