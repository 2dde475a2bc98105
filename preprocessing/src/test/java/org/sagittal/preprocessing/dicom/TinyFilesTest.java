package org.sagittal.preprocessing.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One small file for each encoding: all values as SimpleITK 2.5.7 gives them, by hand where it cannot read the file or, for single bits
 * whose frames share bytes, reads it wrongly. Written with pydicom 3.0.2 and imagecodecs 2026.3.6.
 */
class TinyFilesTest {
    @TempDir
    Path folder;

    record Tiny(String file, JsonNode json) {
        @Override
        public String toString() {
            return file;
        }

        Path into(Path folder) throws IOException {
            Path copy = folder.resolve(file);
            try (InputStream in = TinyFilesTest.class.getResourceAsStream("tiny/" + file)) {
                Files.copy(in, copy);
            }
            return copy;
        }
    }

    static Stream<Tiny> files() throws IOException {
        try (InputStream in = TinyFilesTest.class.getResourceAsStream("tiny/expected.json")) {
            List<Tiny> all = StreamSupport.stream(
                            new ObjectMapper().readTree(in).spliterator(), false)
                    .map(j -> new Tiny(j.get("file").textValue(), j))
                    .toList();
            assertThat(all).hasSizeGreaterThan(40);
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesTheValuesOfOtherPrograms(Tiny tiny) throws IOException {
        double[] values = values(tiny.into(folder));
        double tolerance = tiny.json.get("lossy").intValue();
        JsonNode expected = tiny.json.get("values");
        assertThat(values).hasSize(expected.size());
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("number %d", i).isCloseTo(expected.get(i).doubleValue(), within(tolerance));
        }
    }

    static double[] values(Path file) throws IOException {
        try (PixelFrames frames = PixelFrames.open(DicomReader.read(file))) {
            int each = frames.layout().pixels() * frames.components();
            double[] all = new double[each * frames.layout().frames()];
            double[] frame = new double[each];
            for (int n = 0; n < frames.layout().frames(); n++) {
                frames.read(n, frame);
                System.arraycopy(frame, 0, all, n * each, each);
            }
            return all;
        }
    }

    @Test
    void storedNumbersAreNeitherTurnedRoundNorStretched() throws IOException {
        Path bits = folder.resolve("single-bits.dcm");
        Path grey = folder.resolve("monochrome1.dcm");
        Path same = folder.resolve("overlay-bits.dcm");
        for (Path p : List.of(bits, grey, same)) {
            new Tiny(p.getFileName().toString(), null).into(folder);
        }
        assertThat(stored(bits)).containsOnly(0, 1);
        assertThat(stored(grey)).isEqualTo(stored(same));
    }

    private static int[] stored(Path file) throws IOException {
        try (PixelFrames frames = PixelFrames.open(DicomReader.read(file))) {
            return frames.stored(0);
        }
    }

    @Test
    void nestedSequencesOfUndefinedLengthAndUnicode() throws IOException {
        Path file = folder.resolve("sequences.dcm");
        new Tiny("sequences.dcm", null).into(folder);
        DicomDataset set = DicomReader.read(file).dataset();
        assertThat(set.string(Tag.PATIENT_NAME)).contains("Dömös^Ünkó");
        DicomDataset outer = set.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow();
        assertThat(outer.string(Tag.CODE_VALUE)).contains("1");
        assertThat(outer.items(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE)).hasSize(1);
    }
}
