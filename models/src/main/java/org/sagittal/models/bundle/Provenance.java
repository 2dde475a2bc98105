package org.sagittal.models.bundle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where models come from.
 *
 * @param source name of the file or folder they were read from, without the folders above it
 * @param sha256 file name -> SHA-256 of the files that held the weights; empty until someone asked for it
 * @param dataset name of the dataset they were trained on, e.g. {@code Dataset004_Hippocampus}
 * @param versions program -> version that made them, as far as the files say it: {@code sagittal}, {@code torch}, {@code nnunetv2}
 */
public record Provenance(String source, Map<String, String> sha256, String dataset, Map<String, String> versions) {
    /** Copies the maps, keeping their order. */
    public Provenance {
        sha256 = Collections.unmodifiableMap(new LinkedHashMap<>(sha256));
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /**
     * The same with checksums.
     *
     * @param sums file name -> SHA-256
     * @return a new value
     */
    public Provenance withSha256(Map<String, String> sums) {
        return new Provenance(source, sums, dataset, versions);
    }

    /**
     * The same with the version of one more program; one that is there already stays.
     *
     * @param program e.g. {@code sagittal}
     * @param version e.g. {@code 0.1.0}
     * @return a new value
     */
    public Provenance withVersion(String program, String version) {
        Map<String, String> more = new LinkedHashMap<>(versions);
        more.putIfAbsent(program, version);
        return new Provenance(source, sha256, dataset, more);
    }
}
