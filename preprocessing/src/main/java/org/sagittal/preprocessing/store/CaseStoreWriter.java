package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sagittal.geometry.io.FormatException;
import org.sagittal.geometry.io.WholeFile;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.PreprocessingSpecJson;
import org.sagittal.preprocessing.dataset.LabelScheme;

/** Puts preprocessed cases into a store. Several threads may write different cases at a time. */
public final class CaseStoreWriter {
    private static final Duration PART_LIFETIME = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final PreprocessingSpec spec;
    private final String recipe;

    private CaseStoreWriter(Path folder, PreprocessingSpec spec, String recipe) {
        this.folder = folder;
        this.spec = spec;
        this.recipe = recipe;
    }

    /**
     * Makes a store, or goes on with one of the same recipe. Cases of another recipe are deleted.
     *
     * @param folder where to; made if absent
     * @param spec the recipe of every case
     * @param labels the label scheme, which decides the class locations
     * @return the writer
     * @throws FormatException if the folder cannot be written
     */
    public static CaseStoreWriter open(Path folder, PreprocessingSpec spec, LabelScheme labels) {
        ObjectNode recipeJson = PreprocessingSpecJson.write(spec);
        String recipe = Fingerprints.recipe(recipeJson, labels);
        CaseStoreWriter writer = new CaseStoreWriter(folder, spec, recipe);
        if (!writer.sameRecipe()) {
            writer.start(recipeJson);
        }
        writer.deleteAbandonedParts();
        return writer;
    }

    private boolean sameRecipe() {
        Path file = folder.resolve(CaseStore.DESCRIPTION);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            return JSON.readTree(Files.readAllBytes(file))
                    .path("recipe_sha256")
                    .asText()
                    .equals(recipe);
        } catch (IOException e) {
            return false;
        }
    }

    private void start(ObjectNode recipeJson) {
        if (Files.isDirectory(folder)) {
            deleteCases();
        }
        ObjectNode root =
                JSON.createObjectNode().put("format", CaseStore.FORMAT).put("version", CaseFileWriter.VERSION);
        root.set("recipe", recipeJson);
        root.put("recipe_sha256", recipe);
        WholeFile.write(
                folder.resolve(CaseStore.DESCRIPTION),
                out -> out.write(root.toPrettyString().getBytes(StandardCharsets.UTF_8)));
    }

    private void deleteCases() {
        delete("cases of another recipe", file -> file.getFileName().toString().endsWith(CaseStore.ENDING));
    }

    /** What a killed run was writing stays behind as a hidden part; another run's part that is still growing is young. */
    private void deleteAbandonedParts() {
        Instant longAgo = Instant.now().minus(PART_LIFETIME);
        delete("parts of cases that a killed run left", file -> {
            String name = file.getFileName().toString();
            try {
                return name.startsWith(".")
                        && name.contains(CaseStore.ENDING + ".")
                        && Files.getLastModifiedTime(file).toInstant().isBefore(longAgo);
            } catch (IOException e) {
                // It is gone, so its run goes on.
                return false;
            }
        });
    }

    private void delete(String what, Predicate<Path> which) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(which).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new FormatException(folder, "holds " + what + " that cannot be deleted: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a case is there already, whole and made from the same inputs.
     *
     * @param id case id
     * @param inputs what {@link #write} was told then
     * @return false if it has to be made
     */
    public boolean finished(String id, String inputs) {
        Path file = file(id);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            return CaseFileReader.open(
                    file,
                    (channel, footer) -> footer.recipe().equals(recipe)
                            && footer.inputs().equals(inputs)
                            && footer.id().equals(id));
        } catch (FormatException e) {
            // A damaged case is made again, as if it were not there.
            return false;
        }
    }

    /**
     * Writes one case; it appears in the store once it is whole.
     *
     * @param id case id
     * @param inputs a text that changes when the inputs do, see {@link Fingerprints}
     * @param preprocessed the case
     * @throws FormatException if the disk does not take it
     */
    public void write(String id, String inputs, PreprocessedCase preprocessed) {
        CaseFileWriter.write(
                file(id),
                preprocessed,
                new CaseFileWriter.Made(id, recipe, inputs),
                ChunkGrid.of(spec.dimensions(), preprocessed.shape()));
    }

    private Path file(String id) {
        CaseStore.requireFileName(id);
        return folder.resolve(id + CaseStore.ENDING);
    }
}
