package org.sagittal.planner.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;

/**
 * Which steps of a job are finished, and from what: the map step -> digest of everything the step was made from. A step counts as finished
 * if its result lies on the disk and was made from what it would be made from now. The map is written after the result, so a process that
 * is killed in between makes the step again and never takes half a result for a whole one; a step that is made again is forgotten before its
 * result is touched, so that no later job takes what another one wrote for its own.
 *
 * <p>File {@code steps.json}: one object, step name to digest.
 */
final class FinishedSteps {
    private final DigestFile digests;

    private FinishedSteps(DigestFile digests) {
        this.digests = digests;
    }

    /**
     * Reads what is finished.
     *
     * @param work the job's folder
     * @return the steps; none if there is no list yet or it is not to be read
     */
    static FinishedSteps open(Path work) {
        return new FinishedSteps(DigestFile.open(work.resolve("steps.json")));
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
        return digests.says(step, digest) && Files.exists(result);
    }

    /**
     * Notes that a step's result is on the disk.
     *
     * @param step its name
     * @param digest of everything it was made from
     */
    void add(String step, String digest) {
        SortedMap<String, String> more = digests.digests();
        more.put(step, digest);
        digests.replace(more);
    }

    /**
     * Forgets steps whose result is about to be written over.
     *
     * @param steps their names; those that are not finished are passed over
     */
    void remove(String... steps) {
        SortedMap<String, String> fewer = digests.digests();
        if (fewer.keySet().removeAll(List.of(steps))) {
            digests.replace(fewer);
        }
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
