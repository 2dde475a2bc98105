package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.PreprocessingSpecJson;

/** A folder of cases that were preprocessed with one recipe: case id -> preprocessed case. */
public final class CaseStore {
    static final String DESCRIPTION = "store.json";
    static final String FORMAT = "sagittal case store";
    static final String ENDING = ".case";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final PreprocessingSpec spec;
    private final String recipe;
    private final Map<String, StoredCase> opened = new ConcurrentHashMap<>();

    private CaseStore(Path folder, PreprocessingSpec spec, String recipe) {
        this.folder = folder;
        this.spec = spec;
        this.recipe = recipe;
    }

    /**
     * Opens a store to read from.
     *
     * @param folder what {@link CaseStoreBuilder} filled
     * @return the store
     * @throws FormatException if the folder is no store or one of a later version
     */
    public static CaseStore open(Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!FORMAT.equals(root.path("format").asText())) {
                throw new FormatException(file, "does not describe a case store");
            }
            int version = root.path("version").asInt();
            if (version != CaseFileWriter.VERSION) {
                throw new FormatException(
                        file, "has version " + version + " and only version " + CaseFileWriter.VERSION + " is read");
            }
            return new CaseStore(
                    folder,
                    PreprocessingSpecJson.read(root.path("recipe")),
                    root.path("recipe_sha256").asText());
        } catch (NoSuchFileException e) {
            throw new FormatException(file, "is missing, so this is no case store; run preprocess", e);
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new FormatException(file, "has no sound recipe: " + e.getMessage(), e);
        }
    }

    /**
     * The recipe all cases were made with.
     *
     * @return the spec
     */
    public PreprocessingSpec spec() {
        return spec;
    }

    /**
     * The finished cases.
     *
     * @return ids in string order
     */
    public List<String> ids() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new FormatException(folder, "cannot be listed: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * Opens a case; asking again gives the same object.
     *
     * @param id one of {@link #ids()}
     * @return the case, memory-mapped
     * @throws FormatException if it is missing, damaged, cut short, or was made with another recipe
     */
    public StoredCase read(String id) {
        return opened.computeIfAbsent(id, this::open);
    }

    /** An id becomes a file name, so it may not lead out of the folder or hide the file. */
    static void requireFileName(String id) {
        if (id.isEmpty() || id.startsWith(".") || id.contains("/") || id.contains("\\")) {
            throw new IllegalArgumentException(
                    "case id must be a plain file name without slashes and leading dot, got '" + id + "'");
        }
    }

    private StoredCase open(String id) {
        requireFileName(id);
        Path file = folder.resolve(id + ENDING);
        StoredCase found = StoredCase.open(file);
        if (!found.recipe().equals(recipe)) {
            throw new FormatException(file, "was made with another recipe than the store's; preprocess the case again");
        }
        return found;
    }
}
