package org.sagittal.preprocessing.image2d;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A small picture of a list in the test's resources, with what others read from it.
 *
 * @param name of the file
 * @param json its bytes and what is expected
 */
record PictureSample(String name, JsonNode json) {
    /** All samples of a list. */
    static Stream<PictureSample> of(String list) throws IOException {
        try (InputStream in = PictureSample.class.getResourceAsStream(list)) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .map(sample -> new PictureSample(sample.get("name").textValue(), sample));
        }
    }

    /** The sample of a name. */
    static PictureSample of(String list, String name) throws IOException {
        return of(list).filter(sample -> sample.name.equals(name)).findFirst().orElseThrow();
    }

    byte[] bytes() throws IOException {
        return json.get("bytes").binaryValue();
    }

    /** Writes the picture into a folder. */
    Path in(Path folder) throws IOException {
        return Files.write(folder.resolve(name), bytes());
    }

    @Override
    public String toString() {
        return name;
    }
}
