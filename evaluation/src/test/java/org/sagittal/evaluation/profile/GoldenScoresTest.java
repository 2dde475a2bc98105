package org.sagittal.evaluation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.task.MetricsTask;
import org.sagittal.geometry.testing.SharedData;

/** Every score that every tool gave for every pair of the goldens, within the bounds their README sets. */
@Tag("slow")
class GoldenScoresTest {
    private static final List<Double> TOLERANCES = List.of(1.0, 2.0, 3.0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deepmind",
                "medpy",
                "monai",
                "metrics-reloaded",
                "panoptica",
                "simpleitk",
                "seg-metrics",
                "nnunet"
            })
    void everyProfileGivesItsToolsNumbers(String name) throws IOException {
        Profile profile = Profiles.byName(name);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Path folder : folders()) {
            Path file = folder.resolve("scores/" + name + ".json");
            if (Files.exists(file)) {
                compared += compare(folder, profile, JsonText.read(file), wrong);
            }
        }
        assertThat(wrong).as(name + ", " + compared + " scores compared").isEmpty();
        assertThat(compared).isGreaterThan(500);
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(SharedData.require("goldens/metrics"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static int compare(Path folder, Profile profile, JsonNode golden, List<String> wrong) {
        JsonNode pair = JsonText.read(folder.resolve("pair.json"));
        List<Integer> labels = new ArrayList<>();
        pair.get("labels").forEach(label -> labels.add(label.intValue()));
        PairScores scores = new MetricsTask(profile, TOLERANCES, 2)
                .score(
                        folder.resolve(pair.get("reference").textValue()),
                        folder.resolve(pair.get("prediction").textValue()),
                        labels);
        assertThat(scores.toJson().get("spacing"))
                .as(folder.toString())
                .hasSize(pair.get("shape").size());
        JsonNode ours = scores.toJson().get("labels");
        int compared = 0;
        for (Map.Entry<String, JsonNode> label : golden.get("labels").properties()) {
            for (Map.Entry<String, JsonNode> score : label.getValue().properties()) {
                boolean optional = golden.path("optional").path(label.getKey()).has(score.getKey());
                if (optional || score.getKey().startsWith("object_")) {
                    continue;
                }
                JsonNode also = golden.path("also").path(label.getKey()).path(score.getKey());
                JsonNode got = ours.get(label.getKey()).path(score.getKey());
                compared++;
                if (!isRight(profile.name(), got, score.getValue(), also)) {
                    wrong.add(folder.getFileName() + " " + label.getKey() + " " + score.getKey() + ": want "
                            + score.getValue() + (also.isMissingNode() ? "" : " or " + also) + ", got " + got);
                }
            }
        }
        return compared;
    }

    private static boolean isRight(String profile, JsonNode ours, JsonNode theirs, JsonNode also) {
        for (JsonNode other : also) {
            if (isRight(profile, ours, other, JsonText.parse("[]"))) {
                return true;
            }
        }
        boolean undefined = ours.has("undefined");
        if (theirs.isTextual()) {
            String text = theirs.textValue();
            return text.endsWith("inf") ? ours.asText().equals(text) : undefined;
        }
        double want = theirs.doubleValue();
        if (want > 1e18) {
            return undefined || ours.asText().equals("inf") || ours.doubleValue() == want;
        }
        double bound = profile.equals("monai") || profile.equals("seg-metrics") ? 1e-5 : 1e-6;
        return ours.isNumber() && Math.abs(ours.doubleValue() - want) <= bound * Math.max(1, Math.abs(want));
    }
}
