package org.sagittal.evaluation.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Spacing;

class NnunetSummaryTest {
    /** What nnU-Net 2.8.1 itself wrote, for folders of real and synthetic cases. */
    @ParameterizedTest
    @ValueSource(strings = {"em-2d", "empties", "ignore", "labels-hippocampus", "regions", "regions-ignore"})
    void equalsWhatNnunetWrites(String name) throws IOException {
        Path folder = SharedData.require("goldens/summary/" + name);
        JsonNode about = JsonText.read(folder.resolve("case.json"));
        JsonNode dataset = JsonText.read(folder.resolve("dataset.json"));
        Path reference = folder.resolve(about.get("reference").textValue());
        SharedData.require(
                "goldens/summary/" + name + "/" + about.get("reference").textValue());
        List<CasePair> pairs = CasePair.inFolders(
                reference,
                folder.resolve("prediction"),
                dataset.get("file_ending").textValue());

        JsonNode summary =
                NnunetSummary.of(score(ScoringScheme.parse(dataset), pairs)).toJson();

        assertEqual(summary, JsonText.read(folder.resolve("summary.json")), name);
    }

    private static List<ScoredCase> score(ScoringScheme scheme, List<CasePair> pairs) {
        return BatchEvaluation.builder(scheme, TestLabels::read).threads(2).build().run(pairs).stream()
                .map(ScoredCase.class::cast)
                .toList();
    }

    private static void assertEqual(JsonNode ours, JsonNode theirs, String where) {
        if (theirs.isObject()) {
            assertThat(names(ours)).as(where).containsExactlyElementsOf(names(theirs));
            theirs.properties()
                    .forEach(entry ->
                            assertEqual(ours.get(entry.getKey()), entry.getValue(), where + "." + entry.getKey()));
        } else if (theirs.isArray()) {
            assertThat(ours).as(where).hasSize(theirs.size());
            for (int i = 0; i < theirs.size(); i++) {
                assertEqual(ours.get(i), theirs.get(i), where + "[" + i + "]");
            }
        } else if (theirs.isTextual()) {
            assertThat(ours.textValue()).as(where).endsWith(theirs.textValue());
        } else if (theirs.isIntegralNumber()) {
            assertThat(ours.isIntegralNumber()).as(where).isTrue();
            assertThat(ours.longValue()).as(where).isEqualTo(theirs.longValue());
        } else if (Double.isNaN(theirs.doubleValue())) {
            assertThat(ours.doubleValue()).as(where).isNaN();
        } else {
            double bound = 1e-9 * Math.max(1, Math.abs(theirs.doubleValue()));
            assertThat(ours.doubleValue()).as(where).isCloseTo(theirs.doubleValue(), within(bound));
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Worked by hand: class 1 has 2 true, 1 false, 1 missed voxel; class 2 never occurs. */
    @Test
    void isWrittenAsPythonWouldWriteIt(@TempDir Path folder) throws IOException {
        LabelVolume reference = TestLabels.of(new Spacing(3, 2, 1), "1110 0000");
        LabelVolume prediction = TestLabels.of(new Spacing(3, 2, 1), "0110 1000");
        Path file = folder.resolve("made/summary.json");
        CasePair pair = new CasePair("a", Path.of("ref/a.nii.gz"), Path.of("pred/a.nii.gz"));
        List<ScoredCase> cases = BatchEvaluation.builder(
                        ScoringScheme.ofLabels(List.of(1, 2)), path -> path.startsWith("ref") ? reference : prediction)
                .build()
                .run(List.of(pair))
                .stream()
                .map(ScoredCase.class::cast)
                .toList();

        NnunetSummary.of(cases).write(file);

        assertThat(Files.readString(file)).startsWith("""
                {
                    "foreground_mean": {
                        "Dice": NaN,
                        "FN": 0.5,
                        "FP": 0.5,
                        "IoU": NaN,
                        "TN": 6.0,
                        "TP": 1.0,
                        "n_pred": 1.5,
                        "n_ref": 1.5
                    },
                    "mean": {
                        "1": {
                            "Dice": 0.6666666666666666,
                """).contains("""
                    "metric_per_case": [
                        {
                            "metrics": {
                                "1": {
                                    "Dice": 0.6666666666666666,
                                    "FN": 1,
                                    "FP": 1,
                                    "IoU": 0.5,
                                    "TN": 4,
                                    "TP": 2,
                                    "n_pred": 3,
                                    "n_ref": 3
                                },
                """).endsWith("""
                            "prediction_file": "pred/a.nii.gz",
                            "reference_file": "ref/a.nii.gz"
                        }
                    ]
                }""");
        assertThat(NnunetSummary.of(cases).foregroundMeanDice()).isNaN();
    }

    @Test
    void needsACase() {
        assertThatThrownBy(() -> NnunetSummary.of(List.of())).hasMessageContaining("at least 1, got 0");
    }
}
