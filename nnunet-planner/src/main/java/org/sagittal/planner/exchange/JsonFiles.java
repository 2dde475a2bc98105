package org.sagittal.planner.exchange;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.sagittal.geometry.io.FormatException;

/** The JSON among a model's files; NaN, which Python writes, is understood. */
final class JsonFiles {
    private static final long MOST_BYTES = 256L << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonFiles() {}

    /** One file; refuses what is no JSON. */
    static JsonNode read(ModelFiles files, String name) {
        try {
            return JSON.readTree(files.read(name, MOST_BYTES));
        } catch (IOException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new FormatException(files.origin(), "'" + name + "' is not JSON: " + problem, e);
        }
    }
}
