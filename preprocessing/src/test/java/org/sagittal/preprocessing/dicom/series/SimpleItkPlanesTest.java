package org.sagittal.preprocessing.dicom.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.Vec3;
import org.sagittal.geometry.io.ValueStatistics;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.dicom.DicomDataset;
import org.sagittal.preprocessing.dicom.DicomDatasetBuilder;
import org.sagittal.preprocessing.dicom.Tag;
import org.sagittal.preprocessing.dicom.Vr;

/** Geometry beside SimpleITK 2.5.7: of every kind of image with every spacing element, and of real files and folders. */
class SimpleItkPlanesTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-5);
    private static final int DETECTORS = 0x00540022;
    private static final Map<String, Integer> TAGS = Map.of(
            "PixelSpacing", Tag.PIXEL_SPACING,
            "ImagerPixelSpacing", Tag.IMAGER_PIXEL_SPACING,
            "NominalScannedPixelSpacing", Tag.NOMINAL_SCANNED_PIXEL_SPACING,
            "SpacingBetweenSlices", Tag.SPACING_BETWEEN_SLICES,
            "SliceThickness", Tag.SLICE_THICKNESS,
            "ImagePositionPatient", Tag.IMAGE_POSITION_PATIENT,
            "ImageOrientationPatient", Tag.IMAGE_ORIENTATION_PATIENT,
            "GridFrameOffsetVector", Tag.GRID_FRAME_OFFSET_VECTOR,
            "FrameIncrementPointer", Tag.FRAME_INCREMENT_POINTER);
    private static final Map<String, Integer> UNNAMED =
            Map.of("ImagePlanePixelSpacing", 0x30020011, "FrameTime", 0x00181063);

    @TempDir
    Path folder;

    private static JsonNode resource(String name) throws IOException {
        try (InputStream in = SimpleItkPlanesTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        }
    }

    static Stream<JsonNode> kinds() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        resource("simpleitk-planes.json").forEach(all::add);
        return all.stream();
    }

    private static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfImage(JsonNode expected) {
        int frames = expected.get("frames").asInt();
        DicomDatasetBuilder image = DicomDataset.builder()
                .put(Tag.SOP_CLASS_UID, expected.get("kind").asText());
        expected.get("says").properties().forEach(entry -> {
            double[] values = numbers(entry.getValue());
            if (TAGS.containsKey(entry.getKey())) {
                image.put(TAGS.get(entry.getKey()), values);
            } else if (UNNAMED.containsKey(entry.getKey())) {
                String[] texts = new String[values.length];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = Double.toString(values[i]);
                }
                image.put(UNNAMED.get(entry.getKey()), Vr.DS, texts);
            }
        });
        if (expected.get("says").has("DetectorPosition")) {
            DicomDataset detector = DicomDataset.builder()
                    .put(
                            Tag.IMAGE_POSITION_PATIENT,
                            numbers(expected.get("says").get("DetectorPosition")))
                    .put(
                            Tag.IMAGE_ORIENTATION_PATIENT,
                            numbers(expected.get("says").get("DetectorOrientation")))
                    .build();
            image.put(DETECTORS, List.of(detector));
        }
        Path file = folder.resolve("image.dcm");
        TinySeries.write(
                file,
                image.put(Tag.SOP_INSTANCE_UID, "1.2.3")
                        .put(Tag.NUMBER_OF_FRAMES, frames)
                        .put(Tag.ROWS, TinySeries.ROWS)
                        .put(Tag.COLUMNS, TinySeries.COLUMNS)
                        .put(Tag.BITS_ALLOCATED, 16),
                new int[frames]);
        requireGeometry(DicomSeries.ofFile(file).grid(), expected);
    }

    private static void requireGeometry(VoxelGrid grid, JsonNode expected) {
        Vec3 origin = grid.originMm();
        String name = expected.path("name").asText();
        assertThat(grid.spacing().toArrayMm())
                .as(name + " spacing")
                .containsExactly(numbers(expected.get("spacing")), CLOSE);
        assertThat(new double[] {origin.x(), origin.y(), origin.z()})
                .as(name + " origin")
                .containsExactly(numbers(expected.get("origin")), CLOSE);
        assertThat(grid.direction()).as(name + " direction").containsExactly(numbers(expected.get("direction")), CLOSE);
    }

    @Test
    void realFiles() throws IOException {
        Path files = SharedData.require("data/dicom");
        JsonNode expected = resource("simpleitk-geometry.json").get("files");
        assertThat(expected.size()).isGreaterThan(80);
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            VoxelGrid grid = DicomSeries.ofFile(files.resolve(entry.getKey())).grid();
            assertThat(grid.shape().toArray())
                    .as(entry.getKey())
                    .containsExactly(
                            new ObjectMapper().convertValue(entry.getValue().get("shape"), int[].class));
            requireGeometry(grid, entry.getValue());
        }
    }

    @Test
    void realFolders() throws IOException {
        Path data = SharedData.require("data");
        for (Map.Entry<String, JsonNode> entry :
                resource("simpleitk-geometry.json").get("folders").properties()) {
            DicomSeries series = DicomFolder.open(data.resolve(entry.getKey())).only();
            requireGeometry(series.grid(), entry.getValue());
            ValueStatistics found =
                    VolumeFormats.of(data.resolve(entry.getKey())).statistics(data.resolve(entry.getKey()));
            assertThat(new double[] {found.min(), found.max(), found.mean(), found.std()})
                    .as(entry.getKey())
                    .containsExactly(
                            new double[] {
                                entry.getValue().get("min").asDouble(),
                                entry.getValue().get("max").asDouble(),
                                entry.getValue().get("mean").asDouble(),
                                entry.getValue().get("std").asDouble()
                            },
                            Offset.offset(1e-3));
        }
    }

    @Test
    void foreignEnhancedFileIsSorted() throws IOException {
        Path file = folder.resolve("enhanced.dcm");
        try (InputStream in = SimpleItkPlanesTest.class.getResourceAsStream("enhanced-implicit.dcm")) {
            Files.copy(in, file);
        }
        DicomSeries series = DicomSeries.ofFile(file);
        assertThat(series.grid().spacing().toArrayMm()).containsExactly(3, 0.5, 0.75);
        assertThat(series.grid().originMm()).isEqualTo(new Vec3(0, 0, 0));
        List<Double> firsts = new ArrayList<>();
        series.scan((channel, z, values) -> firsts.add(values[0]));
        assertThat(firsts).containsExactly(-1000.0, -997.0, -994.0, -991.0);
    }
}
