package org.sagittal.planner.selection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sagittal.evaluation.JsonText;

/**
 * Writes the choice down: nnU-Net's {@code inference_information.json}, keys sorted, and {@code inference_instructions.txt}. Where classes do not
 * count, a key {@code classes_left_out} names them.
 */
final class SelectionFiles {
    private final SelectionRequest request;
    private final List<Candidate> candidates;
    private final ComparedDice compared;
    private final Candidate best;
    private final LearnedPostprocessing learned;

    SelectionFiles(
            SelectionRequest request,
            List<Candidate> candidates,
            ComparedDice compared,
            Candidate best,
            LearnedPostprocessing learned) {
        this.request = request;
        this.candidates = candidates;
        this.compared = compared;
        this.best = best;
        this.learned = learned;
    }

    /** Writes {@code inference_information.json} and says where. */
    Path writeInformation() {
        Path file = request.root().resolve("inference_information.json");
        JsonText.write(file, JsonText.indented(information()));
        return file;
    }

    private ObjectNode information() {
        Map<String, JsonNode> fields = new TreeMap<>();
        JsonNodeFactory json = JsonNodeFactory.instance;
        Map<String, JsonNode> results = new TreeMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            results.put(candidates.get(i).identifier(), json.numberNode((double)
                    compared.scores().get(i)));
        }
        fields.put("all_results", json.objectNode().setAll(results));
        fields.put("best_model_or_ensemble", best());
        fields.put(
                "considered_models",
                json.arrayNode()
                        .addAll(request.configurations().stream()
                                .map(one -> json.objectNode()
                                        .put("configuration", one.configuration())
                                        .put("plans", one.plans().plansName())
                                        .put("trainer", one.trainer()))
                                .toList()));
        fields.put(
                "dataset_name_or_id",
                json.textNode(best.members().get(0).plans().datasetName()));
        fields.put("ensembling_allowed", json.booleanNode(request.ensembles()));
        fields.put(
                "folds",
                json.arrayNode()
                        .addAll(request.folds().stream().map(json::numberNode).toList()));
        if (!compared.leftOut().isEmpty()) {
            fields.put(
                    "classes_left_out",
                    json.arrayNode()
                            .addAll(compared.leftOut().stream()
                                    .map(json::textNode)
                                    .toList()));
        }
        return json.objectNode().setAll(fields);
    }

    private ObjectNode best() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(
                "postprocessing_file",
                best.folder().resolve("postprocessing.pkl").toString());
        node.put("result_on_crossval_post_pp", learned.means().scores().get(1));
        node.put("result_on_crossval_pre_pp", compared.scores().get(candidates.indexOf(best)));
        for (TrainedConfiguration one : best.members()) {
            node.withArray("selected_model_or_models")
                    .addObject()
                    .put("configuration", one.configuration())
                    .put("plans_identifier", one.plans().plansName())
                    .put("trainer", one.trainer());
        }
        node.put("some_plans_file", best.folder().resolve("plans.json").toString());
        return node;
    }

    /** Writes {@code inference_instructions.txt} and says where. */
    Path writeInstructions() {
        Path file = request.root().resolve("inference_instructions.txt");
        JsonText.write(file, new InferenceInstructions(request.folds(), best, learned).text());
        return file;
    }
}
