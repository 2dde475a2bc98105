package org.sagittal.models.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.script.StoredZip;
import org.sagittal.models.weights.NamedTensors;

/** Writes a bundle entry by entry; the manifest, which has everything's checksum, comes last. */
final class BundleWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoredZip zip;
    private final ObjectNode entries = JSON.createObjectNode();
    private final List<String> nonFinite = new ArrayList<>();

    private BundleWriter(StoredZip zip) {
        this.zip = zip;
    }

    static void write(ModelSource source, Path file, BundleFile.FoldListener listener) {
        WholeFile.write(file, out -> {
            try (StoredZip zip = new StoredZip(out, "")) {
                new BundleWriter(zip).write(source, listener);
            }
        });
    }

    private void write(ModelSource source, BundleFile.FoldListener listener) throws IOException {
        BundleDescription description = source.description();
        if (description.provenance().sha256().isEmpty()) {
            description = description.from(description.provenance().withSha256(source.sourceSha256()));
        }
        addDocuments(source);
        for (MemberDescription member : description.members()) {
            add(BundleEntries.recipe(member.name()), json(RecipeJson.write(member.recipe())));
            for (String fold : member.folds()) {
                addFold(source, member, fold, listener);
            }
        }
        if (!description.licence().isBlank()) {
            add(BundleEntries.LICENCE, description.licence());
        }
        String card = description.card();
        add(BundleEntries.CARD, card.isBlank() ? ModelCard.of(description, nonFinite) : card);
        byte[] manifest = json(manifest(description)).getBytes(StandardCharsets.UTF_8);
        zip.add(BundleContainer.MANIFEST, manifest);
    }

    private void addDocuments(ModelSource source) throws IOException {
        List<String> documents = source.documents();
        for (String name : documents) {
            if (BundleEntries.isDocument(name)) {
                byte[] bytes = source.document(name).orElseThrow();
                add(name, out -> out.write(bytes));
            }
        }
        if (!documents.contains(BundleEntries.DATASET)) {
            add(BundleEntries.DATASET, json(source.description().dataset().json()));
        }
    }

    private void addFold(ModelSource source, MemberDescription member, String fold, BundleFile.FoldListener listener)
            throws IOException {
        if (Thread.interrupted()) {
            throw new CancellationException("writing the bundle was cancelled");
        }
        NamedTensors weights = member.fitted(source.weights(member.name(), fold));
        String name = BundleEntries.weights(member.name(), fold);
        weights.nonFinite().forEach(tensor -> nonFinite.add(name + ": " + tensor));
        add(name, out -> new Safetensors(weights, Map.of()).writeTo(out));
        listener.written(member.name(), fold, weights);
    }

    private void add(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(name, out -> out.write(bytes));
    }

    private void add(String name, WholeFile.Content content) throws IOException {
        Measured measured = new Measured(content);
        zip.add(name, measured);
        entries.putObject(name).put("bytes", measured.bytes).put("sha256", measured.sha256);
    }

    /** Content that knows its length and checksum once it was written. */
    private static final class Measured implements WholeFile.Content {
        private final WholeFile.Content content;
        private long bytes;
        private String sha256 = "";

        Measured(WholeFile.Content content) {
            this.content = content;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            if (!sha256.isEmpty()) {
                content.writeTo(out);
                return;
            }
            MessageDigest digest = Sha256.begin();
            content.writeTo(new DigestOutputStream(out, digest) {
                @Override
                public void write(byte[] some, int offset, int length) throws IOException {
                    bytes += length;
                    super.write(some, offset, length);
                }

                @Override
                public void write(int one) throws IOException {
                    bytes++;
                    super.write(one);
                }
            });
            sha256 = Sha256.end(digest);
        }
    }

    private ObjectNode manifest(BundleDescription description) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", BundleContainer.FORMAT).put("version", BundleContainer.VERSION);
        root.put("name", description.name());
        root.put(
                "licence",
                description
                        .licence()
                        .lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .findFirst()
                        .orElse(""));
        ArrayNode members = root.putArray("members");
        for (MemberDescription member : description.members()) {
            ObjectNode node = members.addObject();
            node.put("name", member.name()).put("configuration", member.configuration());
            node.put("trainer", member.trainer()).put("plans", member.plans());
            node.put("checkpoint", member.checkpoint());
            member.folds().forEach(node.putArray("folds")::add);
        }
        description.ensemble().forEach(root.putArray("ensemble")::add);
        description.postprocessing().ifPresent(steps -> root.set("postprocessing", steps.toJson()));
        Provenance provenance = description.provenance();
        ObjectNode from = root.putObject("provenance");
        from.put("source", provenance.source()).put("dataset", provenance.dataset());
        provenance.sha256().forEach(from.putObject("sha256")::put);
        provenance.versions().forEach(from.putObject("versions")::put);
        root.set("entries", entries);
        return root;
    }

    private static String json(ObjectNode node) throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node).replace("\r\n", "\n") + "\n";
    }
}
