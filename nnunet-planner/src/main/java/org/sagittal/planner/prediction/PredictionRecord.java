package org.sagittal.planner.prediction;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.inference.CaseOutcome;
import org.sagittal.models.inference.InferenceProgram;

/** {@code prediction.json}: what made the files of an output folder, so that a result can be traced to its model. */
final class PredictionRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();
    private final Map<ObjectNode, CompletableFuture<Map<String, String>>> hashes = new IdentityHashMap<>();

    /**
     * Begins a record.
     *
     * @param version of this program
     * @param options name -> value of everything that was chosen
     */
    PredictionRecord(String version, Map<String, Object> options) {
        root.put("sagittal", version);
        root.putArray("models");
        root.set("options", JSON.valueToTree(options));
    }

    /**
     * Adds the models.
     *
     * @param team who answered
     * @param folds which folds were asked for
     */
    void models(ModelTeam team, List<String> folds) {
        Map<ModelSource, CompletableFuture<Map<String, String>>> started = new HashMap<>();
        for (ModelTeam.Part part : team.parts()) {
            ObjectNode node = ((ArrayNode) root.get("models")).addObject();
            Provenance provenance = part.source().description().provenance();
            node.put("name", part.name());
            node.put("source", provenance.source());
            node.put("dataset", provenance.dataset());
            node.put("configuration", part.member().configuration());
            node.put("trainer", part.member().trainer());
            node.put("plans", part.member().plans());
            node.put("checkpoint", "checkpoint_" + part.member().checkpoint());
            node.set("folds", JSON.valueToTree(part.member().chosenFolds(folds)));
            node.put("averaged", part.averaged());
            part.previous().ifPresent(previous -> node.put("previous_stage", previous));
            hashes.put(node, started.computeIfAbsent(part.source(), PredictionRecord::hashing));
        }
    }

    /**
     * Says which program the engine runs.
     *
     * @param program of the models
     */
    void program(InferenceProgram program) {
        root.put("program", program.name().toLowerCase(Locale.ROOT));
    }

    /** A gigabyte of weights takes seconds; cases need not wait for them. */
    private static CompletableFuture<Map<String, String>> hashing(ModelSource source) {
        CompletableFuture<Map<String, String>> hash = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        hash.complete(source.sourceSha256());
                    } catch (RuntimeException e) {
                        // The record then has no hash; the prediction itself is none the worse.
                        hash.complete(Map.of());
                    }
                },
                "model-hash");
        thread.setDaemon(true);
        thread.start();
        return hash;
    }

    /**
     * Says how the cases ended and writes the record.
     *
     * @param outcomes of the cases that ended
     * @param seconds for all of them
     * @param hurry whether not to wait for the models' hashes
     * @param file where to
     */
    void write(List<CaseOutcome> outcomes, double seconds, boolean hurry, Path file) {
        hashes.forEach(
                (node, hash) -> node.set("sha256", JSON.valueToTree(hurry ? hash.getNow(Map.of()) : hash.join())));
        root.put("seconds", Math.round(seconds * 10) / 10.0);
        ArrayNode cases = root.putArray("cases");
        for (CaseOutcome outcome : outcomes) {
            ObjectNode node = cases.addObject();
            node.put("case", outcome.id());
            node.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
            outcome.problem().ifPresent(problem -> node.put("problem", problem));
        }
        byte[] text = root.toPrettyString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(text));
    }
}
