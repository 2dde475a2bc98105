package org.sagittal.planner.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.inference.Postprocessing;

/**
 * What nnU-Net's {@code find_best_configuration} decided on validation cases: {@code inference_information.json} and the
 * {@code postprocessing.json} it names. A decision about models that are not among the files is none.
 *
 * <p>Reference: nnunet.md 8.2 and 8.3.
 *
 * @param ensemble names of the chosen members; empty: not said
 * @param postprocessing what to do with the labels
 */
record ModelChoice(List<String> ensemble, Optional<Postprocessing> postprocessing) {
    private static final String INFORMATION = "inference_information.json";
    private static final String POSTPROCESSING = "postprocessing.json";

    static ModelChoice read(ModelFiles files, List<MemberDescription> members) {
        List<String> found = files.names().stream()
                .filter(name -> name.equals(INFORMATION) || name.endsWith("/" + INFORMATION))
                .toList();
        if (found.size() == 1) {
            return decided(files, members, JsonFiles.read(files, found.get(0)));
        }
        List<String> own = files.names().stream()
                .filter(name -> name.matches("(.*/)?crossval_results_folds_[^/]*/" + POSTPROCESSING))
                .toList();
        return members.size() == 1 && own.size() == 1
                ? new ModelChoice(List.of(), Optional.of(postprocessing(files, own.get(0))))
                : new ModelChoice(List.of(), Optional.empty());
    }

    private static ModelChoice decided(ModelFiles files, List<MemberDescription> members, JsonNode information) {
        JsonNode best = information.path("best_model_or_ensemble");
        List<String> chosen = new ArrayList<>();
        for (JsonNode selected : best.path("selected_model_or_models")) {
            Optional<MemberDescription> member = members.stream()
                    .filter(m -> m.configuration()
                                    .equals(selected.path("configuration").asText())
                            && m.trainer().equals(selected.path("trainer").asText())
                            && m.plans()
                                    .equals(selected.path("plans_identifier").asText()))
                    .findFirst();
            if (member.isEmpty()) {
                return new ModelChoice(List.of(), Optional.empty());
            }
            chosen.add(member.get().name());
        }
        return new ModelChoice(
                chosen, named(files, best.path("postprocessing_file").asText()));
    }

    /** The file's path is that of another machine; its last two folders are kept in results folders and zips alike. */
    private static Optional<Postprocessing> named(ModelFiles files, String pickle) {
        String[] parts = pickle.replace('\\', '/').split("/");
        if (parts.length < 3) {
            return Optional.empty();
        }
        String end = parts[parts.length - 3] + "/" + parts[parts.length - 2] + "/" + POSTPROCESSING;
        return files.names().stream()
                .filter(name -> name.equals(end) || name.endsWith("/" + end))
                .findFirst()
                .map(name -> postprocessing(files, name));
    }

    private static Postprocessing postprocessing(ModelFiles files, String name) {
        try {
            return Postprocessing.parse(JsonFiles.read(files, name));
        } catch (IllegalArgumentException e) {
            throw new FormatException(files.origin(), "'" + name + "': " + e.getMessage(), e);
        }
    }
}
