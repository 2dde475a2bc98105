package org.sagittal.models.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.zip.BoundedZip;

/** The zip of a bundle with its manifest: named entries, each of the stated length, each checked against its SHA-256 when it is read. */
final class BundleContainer implements AutoCloseable {
    static final String FORMAT = "sagittal bundle";
    static final int VERSION = 1;
    static final String MANIFEST = "manifest.json";

    private static final long MOST_JSON_BYTES = 256L << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final BoundedZip zip;
    private final JsonNode manifest;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * What the manifest says of an entry.
     *
     * @param bytes its length
     * @param sha256 in hexadecimal
     */
    record Entry(long bytes, String sha256) {}

    private BundleContainer(Path file, BoundedZip zip) {
        this.file = file;
        this.zip = zip;
        if (zip.size(MANIFEST) < 0) {
            throw new FormatException(
                    file, "is no Sagittal bundle (it has no " + MANIFEST + "); 'sagittal import' makes one of a model");
        }
        this.manifest = json(MANIFEST, zip.read(MANIFEST, MOST_JSON_BYTES));
        requireVersion();
        manifest.path("entries")
                .properties()
                .forEach(e -> entries.put(
                        e.getKey(),
                        new Entry(
                                e.getValue().path("bytes").asLong(-1),
                                e.getValue().path("sha256").asText())));
        requireEntries();
    }

    static BundleContainer open(Path file) {
        BoundedZip zip = BoundedZip.open(file);
        try {
            return new BundleContainer(file, zip);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private void requireVersion() {
        if (!manifest.path("format").asText().equals(FORMAT)) {
            throw new FormatException(
                    file, "is no Sagittal bundle: the format in its " + MANIFEST + " is not '" + FORMAT + "'");
        }
        JsonNode version = manifest.path("version");
        if (!version.isIntegralNumber() || version.asLong() < 1) {
            throw new FormatException(file, "states no version of the bundle format in its " + MANIFEST);
        }
        if (version.asLong() > VERSION) {
            throw new FormatException(
                    file,
                    "is a bundle of version " + version.asLong() + "; this Sagittal reads up to version " + VERSION
                            + ", get a newer one");
        }
    }

    private void requireEntries() {
        for (String name : zip.names()) {
            if (!name.equals(MANIFEST) && !entries.containsKey(name)) {
                throw new FormatException(file, "holds '" + name + "', which its " + MANIFEST + " does not list");
            }
            if (!zip.stored(name)) {
                throw new FormatException(file, "has the entry '" + name + "' compressed; a bundle's are stored");
            }
        }
        entries.forEach((name, entry) -> {
            if (zip.size(name) != entry.bytes()) {
                throw new FormatException(
                        file,
                        "lists '" + name.replaceAll("\\p{Cntrl}", "?") + "' with " + entry.bytes() + " bytes in its "
                                + MANIFEST + " but has "
                                + (zip.size(name) < 0 ? "no such entry" : zip.size(name) + " bytes of it"));
            }
        });
    }

    Path file() {
        return file;
    }

    JsonNode manifest() {
        return manifest;
    }

    /** Names of all entries but the manifest, in the order of the file. */
    List<String> names() {
        List<String> names = new ArrayList<>(zip.names());
        names.remove(MANIFEST);
        return List.copyOf(names);
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The bytes of one of the small entries, checked. */
    byte[] bytes(String name) {
        require(name);
        byte[] bytes = zip.read(name, MOST_JSON_BYTES);
        requireSum(name, Sha256.of(bytes));
        return bytes;
    }

    /** The JSON of an entry, checked. */
    JsonNode json(String name) {
        return json(name, bytes(name));
    }

    private JsonNode json(String name, byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new FormatException(file, "'" + name + "' is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new FormatException(file, "'" + name + "' cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /** The tensors of an entry, checked; read as they are unpacked. */
    Safetensors tensors(String name) {
        Entry entry = require(name);
        return zip.read(name, in -> {
            MessageDigest digest = Sha256.begin();
            try (InputStream digested = new DigestInputStream(in, digest)) {
                Safetensors tensors = Safetensors.read(digested, entry.bytes());
                requireSum(name, Sha256.end(digest));
                return tensors;
            } catch (SafetensorsException e) {
                throw new FormatException(file, "'" + name + "' " + e.getMessage(), e);
            }
        });
    }

    /** Reads an entry to its end and compares its checksum. */
    void verify(String name) {
        require(name);
        zip.read(name, in -> {
            MessageDigest digest = Sha256.begin();
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            requireSum(name, Sha256.end(digest));
            return name;
        });
    }

    /** Copies an entry, the manifest too. */
    void copy(String name, OutputStream out) throws IOException {
        zip.copy(name, out);
    }

    private Entry require(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new FormatException(file, "has no '" + name + "'; the bundle is incomplete");
        }
        return entry;
    }

    private void requireSum(String name, String found) {
        if (!entries.get(name).sha256().equals(found)) {
            throw new FormatException(
                    file,
                    "'" + name + "' is damaged: its SHA-256 is not the one of the " + MANIFEST + "; get it again");
        }
    }

    @Override
    public void close() {
        zip.close();
    }
}
