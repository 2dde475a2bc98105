package org.sagittal.planner.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.planner.exchange.torch.Printable;

/**
 * The JSON among a model's files, which nobody trusts: deep nesting, endless numbers, more values than any plan has and keys that occur
 * twice are refused. NaN, which Python writes, is understood.
 */
final class JsonFiles {
    private static final long MOST_BYTES = 32L << 20;
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxTokenCount(1_000_000)
            .maxNumberLength(400)
            .maxStringLength(1 << 20)
            .maxNameLength(10_000)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonFiles() {}

    /** One file; refuses what is no JSON. */
    static JsonNode read(ModelFiles files, String name) {
        try {
            return JSON.readTree(files.read(name, MOST_BYTES));
        } catch (JsonProcessingException e) {
            throw noJson(files, name, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw noJson(files, name, e.getMessage(), e);
        }
    }

    private static FormatException noJson(ModelFiles files, String name, String problem, IOException cause) {
        String line = String.valueOf(problem).lines().findFirst().orElse("");
        return new FormatException(
                files.origin(), "'" + name + "' is not the JSON of a model: " + Printable.of(line), cause);
    }
}
