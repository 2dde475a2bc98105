package org.sagittal.planner.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sagittal.geometry.io.file.StagedFolders;
import org.sagittal.geometry.io.file.WholeFile;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.inference.Postprocessing;

/**
 * Which models to average and how to postprocess, in the files of nnU-Net's {@code find_best_configuration}; the opposite of
 * {@link ModelChoice}. Where a model says nothing of it, or not all models that it speaks of leave, nothing is written.
 *
 * <p>Reference: nnunet.md 8.2 and 8.3.
 *
 * @param model what the choice is about
 * @param chosen the members that are averaged; none if there is nothing to write
 * @param folderName member -> {@code <Trainer>__<Plans>__<Configuration>}
 */
record NnunetChoice(
        BundleDescription model, List<MemberDescription> chosen, Function<MemberDescription, String> folderName) {
    private static final String INFORMATION = "inference_information.json";

    static NnunetChoice of(
            BundleDescription model, List<MemberDescription> exported, Function<MemberDescription, String> folderName) {
        List<String> names =
                model.ensemble().isEmpty() && model.members().size() == 1 ? model.memberNames() : model.ensemble();
        List<MemberDescription> chosen = names.stream().map(model::member).toList();
        boolean said = !model.ensemble().isEmpty() || model.postprocessing().isPresent();
        return new NnunetChoice(model, said && exported.containsAll(chosen) ? chosen : List.of(), folderName);
    }

    /** Writes the postprocessing below the only model's folder, which is staged already, or into a folder of the ensemble. */
    void stage(StagedFolders staged, String datasetName) {
        if (!chosen.isEmpty() && model.postprocessing().isPresent()) {
            Postprocessing postprocessing = model.postprocessing().get();
            Path folder = staged.folder(datasetName + "/" + place());
            byte[] json = postprocessing.toJson().toPrettyString().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(folder.resolve("postprocessing.json"), out -> out.write(json));
            byte[] pickle = PostprocessingPickle.of(postprocessing);
            WholeFile.write(folder.resolve("postprocessing.pkl"), out -> out.write(pickle));
        }
    }

    private String place() {
        String folds = chosen.get(0).folds().stream().collect(Collectors.joining("_"));
        List<String> names = chosen.stream().map(folderName).toList();
        return names.size() == 1
                ? names.get(0) + "/crossval_results_folds_" + folds
                : "ensembles/ensemble___" + String.join("___", names) + "___" + folds;
    }

    /** Writes inference_information.json, unless there is one. */
    void write(Path datasetFolder) {
        Path file = datasetFolder.resolve(INFORMATION);
        if (!chosen.isEmpty() && !Files.exists(file)) {
            byte[] json = information(datasetFolder).toPrettyString().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(file, out -> out.write(json));
        }
    }

    private ObjectNode information(Path datasetFolder) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode folds = root.putArray("folds");
        chosen.get(0).folds().forEach(fold -> {
            if (fold.equals("all")) {
                folds.add(fold);
            } else {
                folds.add(Integer.parseInt(fold));
            }
        });
        root.put("dataset_name_or_id", String.valueOf(datasetFolder.getFileName()));
        ObjectNode best = root.putObject("best_model_or_ensemble");
        Path pickle =
                datasetFolder.resolve(place()).resolve("postprocessing.pkl").toAbsolutePath();
        Optional.of(pickle).filter(Files::exists).ifPresent(path -> best.put("postprocessing_file", path.toString()));
        Path plans = datasetFolder.resolve(folderName.apply(chosen.get(0))).resolve("plans.json");
        best.put("some_plans_file", plans.toAbsolutePath().toString());
        ArrayNode selected = best.putArray("selected_model_or_models");
        for (MemberDescription member : chosen) {
            String name = folderName.apply(member);
            selected.addObject()
                    .put("configuration", member.configuration())
                    .put("trainer", name.substring(0, name.indexOf("__")))
                    .put("plans_identifier", member.plans());
        }
        return root;
    }
}
