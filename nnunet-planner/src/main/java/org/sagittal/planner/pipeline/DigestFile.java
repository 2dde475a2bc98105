package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sagittal.geometry.io.file.WholeFile;

/**
 * A JSON object, name -> digest of what something was made from. Every change replaces the whole file. A file that cannot be understood counts as
 * empty, which only costs time: everything is made again.
 */
final class DigestFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final SortedMap<String, String> digests = new TreeMap<>();

    private DigestFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file may be absent
     * @return its digests
     * @throws UncheckedIOException if the disk does not give it
     */
    static DigestFile open(Path file) {
        DigestFile opened = new DigestFile(file);
        try {
            if (Files.exists(file) && JSON.readTree(text(file)) instanceof ObjectNode known) {
                known.properties()
                        .forEach(entry -> opened.digests.put(
                                entry.getKey(), entry.getValue().asText()));
            }
        } catch (JsonProcessingException e) {
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("the list of what is finished cannot be read: " + file, e);
        }
        return opened;
    }

    /** Bytes that are no letters are none of ours either; they are for the JSON parser to refuse. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Whether the file is there. */
    boolean exists() {
        return Files.exists(file);
    }

    /** A copy of what is known, in the order of names. */
    SortedMap<String, String> digests() {
        return new TreeMap<>(digests);
    }

    /**
     * Whether something was made from this.
     *
     * @param name of the thing
     * @param digest of what it would be made from now
     */
    boolean says(String name, String digest) {
        return digest.equals(digests.get(name));
    }

    /** Puts some digests in the place of all there were. */
    void replace(Map<String, String> all) {
        ObjectNode json = JSON.createObjectNode();
        new TreeMap<>(all).forEach(json::put);
        byte[] text = json.toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
        digests.clear();
        digests.putAll(all);
    }
}
