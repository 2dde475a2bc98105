package org.sagittal.geometry.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.VoxelGrid;

/** Tiny files in all manners of NRRD, MetaImage, GIPL, MGH, Analyze and NIfTI, with what SimpleITK 2.5.7 or nibabel 5.4.2 reads from them. */
class VolumeCasesTest {
    @TempDir
    Path folder;

    record Case(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream in = new GZIPInputStream(VolumeCasesTest.class.getResourceAsStream("volume-cases.json.gz"))) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(c -> new Case(c.get("name").textValue(), c));
        }
    }

    private Path file(Case example) throws IOException {
        for (Map.Entry<String, JsonNode> entry : example.json.get("files").properties()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue().textValue().getBytes(StandardCharsets.ISO_8859_1));
        }
        return folder.resolve(example.json.get("main").textValue());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAsTheReferenceReadsIt(Case example) throws IOException {
        Path file = file(example);
        JsonNode itk = example.json.get("itk");
        JsonNode nib = example.json.get("nib");
        if (itk == null && nib == null) {
            assertReadOrRefusedWithASentence(example, file);
            return;
        }
        VolumeFormat format = VolumeFormats.of(file);
        VolumeHeader header = format.readHeader(file);
        if (itk != null) {
            assertItkGeometry(header, itk);
        } else {
            assertNibabelGeometry(header, nib);
        }
        assertValues(format.read(file), itk != null ? itk : nib);
    }

    private static void assertReadOrRefusedWithASentence(Case example, Path file) {
        if (example.name.contains("refused")) {
            assertThatThrownBy(() -> VolumeFormats.of(file).read(file)).isInstanceOf(FormatException.class);
            return;
        }
        try {
            VolumeFormats.of(file).read(file);
        } catch (FormatException e) {
            assertThat(e.getMessage()).startsWith(file + ": ");
        }
    }

    private static void assertItkGeometry(VolumeHeader header, JsonNode itk) {
        int axes = itk.get("size").size();
        assertThat(header.dimensions()).isEqualTo(axes);
        VoxelGrid grid = header.grid();
        int[] size = {grid.shape().x(), grid.shape().y(), grid.shape().z()};
        double[] spacing = {
            grid.spacing().xMm(), grid.spacing().yMm(), grid.spacing().zMm()
        };
        double[] origin = {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        };
        for (int i = 0; i < Math.min(3, axes); i++) {
            assertThat(size[i]).isEqualTo(itk.get("size").get(i).intValue());
            close(spacing[i], itk.get("spacing").get(i), "spacing " + i);
            close(origin[i], itk.get("origin").get(i), "origin " + i);
            for (int j = 0; j < Math.min(3, axes); j++) {
                close(grid.direction()[3 * i + j], itk.get("direction").get(axes * i + j), "direction " + i + j);
            }
        }
        if (axes == 2) {
            assertThat(grid.direction()[8]).isEqualTo(1);
        }
        String pixel = itk.get("pixel").textValue();
        assertThat(pixel).contains(words(header.type()));
        assertThat(header.voxel() == VolumeHeader.Voxel.COMPLEX).isEqualTo(pixel.contains("complex"));
        boolean several = itk.get("components").intValue() > 1;
        assertThat(header.voxel() != VolumeHeader.Voxel.SCALAR).isEqualTo(several);
    }

    private static String words(SampleType type) {
        return type.floating()
                ? 8 * type.bytes() + "-bit float"
                : 8 * type.bytes() + "-bit " + (type.numpyName().startsWith("u") ? "unsigned" : "signed") + " integer";
    }

    private static void assertNibabelGeometry(VolumeHeader header, JsonNode nib) {
        VoxelGrid grid = header.grid();
        assertThat(header.type().numpyName()).isEqualTo(nib.get("dtype").textValue());
        assertThat(header.dimensions()).isEqualTo(nib.get("shape").size());
        double[] spacing = {
            grid.spacing().xMm(), grid.spacing().yMm(), grid.spacing().zMm()
        };
        double[] origin = {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        };
        double[] affine = new double[12];
        for (int row = 0; row < 3; row++) {
            int sign = row < 2 ? -1 : 1;
            for (int column = 0; column < 3; column++) {
                affine[4 * row + column] = sign * grid.direction()[3 * row + column] * spacing[column];
            }
            affine[4 * row + 3] = sign * origin[row];
        }
        for (int i = 0; i < 12; i++) {
            assertThat(affine[i])
                    .as("affine " + i)
                    .isCloseTo(nib.get("affine").get(i).doubleValue(), within(2e-6));
        }
        for (int i = 0; i < 3; i++) {
            close(spacing[i], Math.abs(nib.get("zooms").get(i).doubleValue()), "spacing " + i);
        }
    }

    private static void close(double actual, JsonNode expected, String what) {
        close(actual, expected.doubleValue(), what);
    }

    private static void close(double actual, double expected, String what) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-9));
    }

    private static void assertValues(StoredVolume volume, JsonNode expected) {
        long index = 0;
        double weighted = 0;
        double magnitude = 0;
        for (FloatVoxels channel : volume.channels()) {
            for (int z = 0; z < channel.shape().z(); z++) {
                for (float value : channel.slice(z)) {
                    if (index < expected.get("first").size()) {
                        assertThat(value).isEqualTo((float)
                                expected.get("first").get((int) index).doubleValue());
                    }
                    weighted += value * (double) (index % 7 + 1);
                    magnitude += 7 * Math.abs((double) value);
                    index++;
                }
            }
        }
        assertThat(index).isEqualTo(expected.get("numbers").longValue());
        assertThat(weighted).isCloseTo(expected.get("weighted").doubleValue(), within(1e-7 * magnitude));
    }
}
