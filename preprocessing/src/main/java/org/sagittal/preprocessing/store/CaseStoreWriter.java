package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.sagittal.geometry.io.file.FileTrouble;
import org.sagittal.geometry.io.file.FolderLock;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.PreprocessingSpecJson;
import org.sagittal.preprocessing.dataset.LabelScheme;

/**
 * Puts preprocessed cases into a store. Several threads may write different cases at a time, but only one process; it takes the folder with
 * {@link #claim} before the first case that is not there yet.
 */
public final class CaseStoreWriter implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final PreprocessingSpec spec;
    private final String recipe;
    private Optional<FolderLock> lock = Optional.empty();

    private CaseStoreWriter(Path folder, PreprocessingSpec spec, String recipe) {
        this.folder = folder;
        this.spec = spec;
        this.recipe = recipe;
    }

    /**
     * Makes a store, or goes on with one of the same recipe. Cases of another recipe are deleted. Where nothing is to be written nothing is
     * claimed, so that several processes may find a finished store at the same time.
     *
     * @param folder where to; made if absent
     * @param spec the recipe of every case
     * @param labels the label scheme, which decides the class locations
     * @return the writer
     * @throws FormatException if the folder cannot be read or written
     * @throws org.sagittal.geometry.io.file.FolderInUseException if another process writes there
     */
    public static CaseStoreWriter open(Path folder, PreprocessingSpec spec, LabelScheme labels) {
        ObjectNode recipeJson = PreprocessingSpecJson.write(spec);
        String recipe = Fingerprints.recipe(recipeJson, labels);
        CaseStoreWriter writer = new CaseStoreWriter(folder, spec, recipe);
        if (!writer.sameRecipe()) {
            writer.claim();
            writer.startOrLeave(recipeJson);
        }
        return writer;
    }

    /**
     * Makes sure that no other process writes into the store until this is closed.
     *
     * @throws org.sagittal.geometry.io.file.FolderInUseException if another process does
     */
    public synchronized void claim() {
        if (lock.isEmpty()) {
            lock = Optional.of(FolderLock.take(folder));
        }
    }

    private void startOrLeave(ObjectNode recipeJson) {
        boolean done = false;
        try {
            start(recipeJson);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
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
        } catch (JsonProcessingException e) {
            // A damaged description is written anew; the cases say themselves which recipe they are of.
            return false;
        } catch (IOException e) {
            throw new FormatException(file, "cannot be read: " + FileTrouble.reason(e), e);
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
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(CaseStore.ENDING) && !ofThisRecipe(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new FormatException(
                    folder, "holds cases of another recipe that cannot be deleted: " + e.getMessage(), e);
        }
    }

    private boolean ofThisRecipe(Path file) {
        try {
            return CaseFileReader.open(
                    file, (channel, footer) -> footer.recipe().equals(recipe));
        } catch (FormatException e) {
            // Damaged, so of no recipe.
            return false;
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
     * Writes one case; it appears in the store once it is whole. Claims the store if that was not done yet.
     *
     * @param id case id
     * @param inputs a text that changes when the inputs do, see {@link Fingerprints}
     * @param preprocessed the case
     * @throws FormatException if the disk does not take it
     */
    public void write(String id, String inputs, PreprocessedCase preprocessed) {
        claim();
        CaseFileWriter.write(
                file(id),
                preprocessed,
                new CaseFileWriter.Made(id, recipe, inputs),
                ChunkGrid.of(spec.dimensions(), preprocessed.shape()));
    }

    /** Lets other processes write. */
    @Override
    public synchronized void close() {
        lock.ifPresent(FolderLock::close);
        lock = Optional.empty();
    }

    private Path file(String id) {
        CaseStore.requireFileName(id);
        return folder.resolve(id + CaseStore.ENDING);
    }
}
