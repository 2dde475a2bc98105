package org.sagittal.preprocessing.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.SharedData;

/**
 * Files of many devices and programs: every value equals SimpleITK 2.5.7's, by checksum. pydicom 3.0.2 is asked instead where SimpleITK
 * refuses, and where it gives bytes of other pixels or in the wrong order: big-endian numbers of 32 bits, and run lengths of colours with
 * more than 8 bits.
 */
class DicomFilesTest {
    record Expected(String file, JsonNode json) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Expected> files() throws IOException {
        try (InputStream in = DicomFilesTest.class.getResourceAsStream("files.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(j -> new Expected(j.get("file").textValue(), j))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesTheValuesOfSimpleItk(Expected expected) throws IOException {
        Path file = SharedData.require("data/" + expected.file);
        JsonNode json = expected.json;
        CRC32 crc = new CRC32();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long count = 0;
        try (PixelFrames frames = PixelFrames.open(DicomReader.read(file))) {
            FrameLayout layout = frames.layout();
            assertThat(List.of(layout.frames(), layout.rows(), layout.columns(), frames.components()))
                    .hasToString(json.get("shape").toString().replace(",", ", "));
            double[] values = new double[layout.pixels() * frames.components()];
            ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int n = 0; n < layout.frames(); n++) {
                frames.read(n, values);
                bytes.clear();
                for (double v : values) {
                    bytes.putDouble(v);
                    least = Math.min(least, v);
                    most = Math.max(most, v);
                    sum += v;
                }
                count += values.length;
                crc.update(bytes.array());
            }
        }
        assertThat(least).isEqualTo(json.get("min").doubleValue());
        assertThat(most).isEqualTo(json.get("max").doubleValue());
        double mean = json.get("mean").doubleValue();
        assertThat(sum / count).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
        assertThat(crc.getValue()).isEqualTo(json.get("crc32").longValue());
    }

    @Test
    void everyOtherFileIsReadOrRefusedWithASentence() throws IOException {
        Path folder = SharedData.require("data/dicom");
        Set<String> withPixels = new HashSet<>();
        files().forEach(e -> withPixels.add(e.file));
        List<Path> others;
        try (Stream<Path> all = Files.walk(folder)) {
            others = all.filter(Files::isRegularFile)
                    .filter(f -> !withPixels.contains("data/dicom/".substring(5) + folder.relativize(f)))
                    .toList();
        }
        assertThat(others).hasSizeGreaterThan(60);
        int read = 0;
        for (Path file : others) {
            try {
                DicomFile dicom = DicomReader.read(file);
                read++;
                if (dicom.hasPixels()) {
                    TinyFilesTest.values(file);
                }
            } catch (FormatException e) {
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
            }
        }
        assertThat(read).isGreaterThan(60);
    }
}
