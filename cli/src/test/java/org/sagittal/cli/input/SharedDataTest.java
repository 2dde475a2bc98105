package org.sagittal.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.SharedData;

/** What {@code inspect} says of every file of the shared data, beside what SimpleITK says, or nibabel where SimpleITK cannot read. */
@Tag("slow")
class SharedDataTest {
    private static final double GEOMETRY = 1e-5;
    private static final double VALUES = 1e-6;
    /** Irreversible JPEG 2000: decoders round differently. */
    private static final String LOSSY = "data/dicom/JPEG2000.dcm";

    private static final double LOSSY_VALUES = 1e-5;
    private static final String[] STATISTICS = {"min", "max", "mean", "std"};

    @Test
    void everyReadableFileIsDescribedAsSimpleItkDescribesIt() throws IOException {
        Path shared = SharedData.require("data").getParent();
        List<JsonNode> expected = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(SharedDataTest.class.getResourceAsStream("shared-data.json.gz"))) {
            new ObjectMapper().readTree(in).forEach(expected::add);
        }

        List<String> differences = expected.parallelStream()
                .flatMap(file -> differences(shared, file).stream())
                .toList();

        assertThat(differences).isEmpty();
        assertThat(expected).filteredOn(file -> !file.has("unread")).hasSizeGreaterThan(600);
    }

    private static List<String> differences(Path shared, JsonNode expected) {
        String name = expected.get("file").textValue();
        try {
            ObjectNode found = FileDescription.of(shared.resolve(name)).json();
            return expected.has("unread") ? List.of() : compare(name, found, expected);
        } catch (FormatException e) {
            return expected.has("unread") ? List.of() : List.of(name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            return List.of(name + ": " + e);
        }
    }

    private static List<String> compare(String name, ObjectNode found, JsonNode expected) {
        List<String> differences = new ArrayList<>();
        if (!found.get("shape").equals(expected.get("shape"))) {
            differences.add(name + ": shape " + found.get("shape") + " for " + expected.get("shape"));
        }
        if (found.get("components").intValue() != expected.path("components").asInt(1)) {
            differences.add(name + ": components " + found.get("components"));
        }
        numbers(name, "spacing", found, expected.get("spacing"), differences);
        numbers(name, "origin", found, expected.has("origin") ? expected.get("origin") : list(0, 0, 0), differences);
        JsonNode identity = list(1, 0, 0, 0, 1, 0, 0, 0, 1);
        numbers(
                name,
                "direction",
                found,
                expected.has("direction") ? expected.get("direction") : identity,
                differences);
        for (int i = 0; i < STATISTICS.length; i++) {
            double wanted = expected.get("values").get(i).doubleValue();
            double got = found.get("values").get(STATISTICS[i]).doubleValue();
            double tolerance = name.equals(LOSSY) ? LOSSY_VALUES : VALUES;
            if (!(Math.abs(got - wanted) <= tolerance * Math.abs(wanted) + 1e-12)) {
                differences.add(name + ": " + STATISTICS[i] + " " + got + " for " + wanted);
            }
        }
        return differences;
    }

    private static JsonNode list(int... numbers) {
        return IntStream.of(numbers)
                .collect(
                        JsonNodeFactory.instance::arrayNode,
                        (list, number) -> list.add(number),
                        (list, more) -> list.addAll(more));
    }

    private static void numbers(String file, String key, JsonNode found, JsonNode expected, List<String> differences) {
        double[] got = array(found.get(key));
        double[] wanted = array(expected);
        boolean same = got.length == wanted.length
                && IntStream.range(0, got.length).allMatch(i -> Math.abs(got[i] - wanted[i]) <= GEOMETRY);
        if (!same) {
            differences.add(file + ": " + key + " " + found.get(key) + " for " + expected);
        }
    }

    private static double[] array(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
