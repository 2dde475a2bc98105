package org.sagittal.planner.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sagittal.geometry.io.WholeFile;

/**
 * Which steps of a job are finished, and from what: the map step -> digest of everything the step was made from. A step counts as finished
 * if its result lies on the disk and was made from what it would be made from now. The map is written after the result, so a process that
 * is killed in between makes the step again and never takes half a result for a whole one.
 *
 * <p>File {@code steps.json}: one object, step name to digest.
 */
final class FinishedSteps {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode digests;

    private FinishedSteps(Path file, ObjectNode digests) {
        this.file = file;
        this.digests = digests;
    }

    /**
     * Reads what is finished.
     *
     * @param work the job's folder
     * @return the steps; none if there is no list yet or it is not to be read
     */
    static FinishedSteps open(Path work) {
        Path file = work.resolve("steps.json");
        try {
            if (Files.exists(file) && JSON.readTree(Files.readString(file)) instanceof ObjectNode known) {
                return new FinishedSteps(file, known);
            }
        } catch (JsonProcessingException e) {
            // A list that cannot be read only costs time: every step is made again.
            return new FinishedSteps(file, JSON.createObjectNode());
        } catch (IOException e) {
            throw new UncheckedIOException("the list of finished steps cannot be read: " + file, e);
        }
        return new FinishedSteps(file, JSON.createObjectNode());
    }

    /**
     * Whether a step need not be made again.
     *
     * @param step its name
     * @param digest of everything it would be made from now
     * @param result what it leaves on the disk
     * @return true if the result is there and was made from the same
     */
    boolean hold(String step, String digest, Path result) {
        return digest.equals(digests.path(step).asText()) && Files.exists(result);
    }

    /**
     * Notes that a step's result is on the disk.
     *
     * @param step its name
     * @param digest of everything it was made from
     */
    void add(String step, String digest) {
        digests.put(step, digest);
        byte[] text = digests.toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
    }

    /**
     * One short text for many things.
     *
     * @param parts whose {@code toString} tells them apart
     * @return 16 hexadecimal digits; equal parts in the same order give the same
     */
    static String digest(Object... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                byte[] text = part.toString().getBytes(StandardCharsets.UTF_8);
                sha.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(text);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
