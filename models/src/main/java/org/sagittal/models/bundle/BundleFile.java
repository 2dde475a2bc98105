package org.sagittal.models.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.io.zip.BoundedZip;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.preprocessing.dataset.DatasetDescription;

/**
 * A bundle, {@code *.sagittal}: recipes, labels, weights, checksums, provenance and a model card in one file that needs nothing else to
 * run and in which nothing can be executed. The rules of the file stand in the package's comment.
 */
public final class BundleFile implements ModelSource {
    /** What bundles' names end with. */
    public static final String ENDING = ".sagittal";

    private final BundleContainer container;
    private final BundleDescription description;

    /** Hears of each fold that was written. */
    @FunctionalInterface
    public interface FoldListener {
        /**
         * One fold is in the bundle.
         *
         * @param member name of the configuration
         * @param fold its fold
         * @param weights what was written
         */
        void written(String member, String fold, NamedTensors weights);
    }

    private BundleFile(BundleContainer container) {
        this.container = container;
        try {
            this.description = describe();
        } catch (IllegalArgumentException e) {
            throw new FormatException(container.file(), e.getMessage(), e);
        }
    }

    /**
     * Whether a file is meant to be a bundle, whole or not.
     *
     * @param path any path
     * @return true if its name says so, or it is a zip with a manifest
     */
    public static boolean is(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        if (path.getFileName().toString().endsWith(ENDING)) {
            return true;
        }
        try (BoundedZip zip = BoundedZip.open(path)) {
            return zip.size(BundleContainer.MANIFEST) >= 0;
        } catch (FormatException e) {
            return false; // what it is instead is for others to say
        }
    }

    /**
     * Opens a bundle: the manifest, recipes and labels are read and checked, weights when asked for.
     *
     * @param file a bundle
     * @return its models, to be closed
     * @throws FormatException if it is none, is damaged or of a newer version
     */
    public static BundleFile open(Path file) {
        BundleContainer container = BundleContainer.open(file);
        try {
            return new BundleFile(container);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /**
     * Writes models as a bundle, fold by fold; wholly or not at all. Equal models give equal bytes.
     *
     * @param source the models
     * @param file the bundle to make or replace
     * @param listener hears of each fold
     * @throws FormatException if it cannot be written, or weights are broken or do not fit their network
     */
    public static void write(ModelSource source, Path file, FoldListener listener) {
        BundleWriter.write(source, file, listener);
    }

    /**
     * Writes models as a bundle, fold by fold; wholly or not at all. Equal models give equal bytes.
     *
     * @param source the models
     * @param file the bundle to make or replace
     * @throws FormatException if it cannot be written, or weights are broken or do not fit their network
     */
    public static void write(ModelSource source, Path file) {
        write(source, file, (member, fold, weights) -> {});
    }

    private BundleDescription describe() {
        JsonNode manifest = container.manifest();
        List<MemberDescription> members = new ArrayList<>();
        manifest.path("members").forEach(member -> members.add(member(member)));
        List<String> ensemble = new ArrayList<>();
        manifest.path("ensemble").forEach(name -> ensemble.add(name.asText()));
        JsonNode provenance = manifest.path("provenance");
        BundleDescription described = new BundleDescription(
                manifest.path("name").asText(),
                text(BundleEntries.LICENCE),
                text(BundleEntries.CARD),
                new Provenance(
                        provenance.path("source").asText(),
                        texts(provenance.path("sha256")),
                        provenance.path("dataset").asText(),
                        texts(provenance.path("versions"))),
                DatasetDescription.parse(container.json(BundleEntries.DATASET)),
                members,
                ensemble,
                manifest.hasNonNull("postprocessing")
                        ? Optional.of(Postprocessing.parse(manifest.get("postprocessing")))
                        : Optional.empty());
        requireWeights(described);
        return described;
    }

    private MemberDescription member(JsonNode node) {
        String name = node.path("name").asText();
        List<String> folds = new ArrayList<>();
        node.path("folds").forEach(fold -> folds.add(fold.asText()));
        return new MemberDescription(
                name,
                node.path("configuration").asText(),
                node.path("trainer").asText(),
                node.path("plans").asText(),
                node.path("checkpoint").asText(),
                RecipeJson.read(container.json(BundleEntries.recipe(name))),
                folds);
    }

    private void requireWeights(BundleDescription described) {
        for (MemberDescription member : described.members()) {
            for (String fold : member.folds()) {
                if (!container.has(BundleEntries.weights(member.name(), fold))) {
                    throw new FormatException(
                            container.file(), "has no weights of fold " + fold + " of " + member.name());
                }
            }
        }
    }

    private String text(String name) {
        return container.has(name) ? new String(container.bytes(name), StandardCharsets.UTF_8) : "";
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    /**
     * The version of the format.
     *
     * @return at least 1
     */
    public int version() {
        return container.manifest().path("version").asInt();
    }

    @Override
    public Path origin() {
        return container.file();
    }

    @Override
    public BundleDescription description() {
        return description;
    }

    @Override
    public NamedTensors weights(String member, String fold) {
        MemberDescription described = description.member(member);
        described.chosenFolds(List.of(fold));
        String name = BundleEntries.weights(member, fold);
        try {
            return described.fitted(container.tensors(name).tensors());
        } catch (IllegalArgumentException e) {
            throw new FormatException(container.file(), "'" + name + "': " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> documents() {
        return container.names().stream().filter(BundleEntries::isDocument).toList();
    }

    @Override
    public Optional<byte[]> document(String name) {
        return BundleEntries.isDocument(name) && container.has(name)
                ? Optional.of(container.bytes(name))
                : Optional.empty();
    }

    /** The checksums of what the bundle was made from: its own provenance goes with it wherever it goes. */
    @Override
    public Map<String, String> sourceSha256() {
        return description.provenance().sha256();
    }

    @Override
    public void close() {
        container.close();
    }
}
