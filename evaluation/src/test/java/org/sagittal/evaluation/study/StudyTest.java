package org.sagittal.evaluation.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.report.StudyPage;
import org.sagittal.evaluation.study.Pairing.Verdict;

class StudyTest {
    @TempDir
    Path folder;

    /** A fold of cases with one class each; NaN for a class without a score. */
    private static Trial trial(int fold, double... dice) {
        SortedMap<String, Map<String, Double>> scores = new TreeMap<>();
        for (int i = 0; i < dice.length; i++) {
            scores.put("case_" + fold + "_" + i, Double.isNaN(dice[i]) ? Map.of() : Map.of("1", dice[i]));
        }
        return new Trial(fold, "test", scores);
    }

    private static Contender contender(String name, double[]... folds) {
        SortedMap<Integer, Trial> trials = new TreeMap<>();
        for (int f = 0; f < folds.length; f++) {
            trials.put(f, trial(f, folds[f]));
        }
        return new Contender(name, List.of(trials));
    }

    /** Fold means 0.8 and 0.9 against 0.7 and 0.7: means 0.85 and 0.7, spreads sqrt(0.005) and 0, together 0.05. */
    @Test
    void aLeadBeyondTheSpreadOfTwoFolds() {
        Study study = Study.of(List.of(
                contender("A", new double[] {0.75, 0.85}, new double[] {0.88, 0.92}),
                contender("B", new double[] {0.65, 0.75}, new double[] {0.68, 0.72})));
        StudyResult result = StudyResult.of(study, "dice");

        Standing first = result.standings().get(0);
        assertThat(first.mean()).isCloseTo(0.85, within(1e-12));
        assertThat(first.foldSpread().orElse(0)).isCloseTo(Math.sqrt(0.005), within(1e-12));
        assertThat(first.repeatSpread()).isEmpty();
        Pairing pair = result.pairings().get(0);
        assertThat(pair.difference()).isCloseTo(0.15, within(1e-12));
        assertThat(pair.spread().orElse(0)).isCloseTo(0.05, within(1e-12));
        assertThat(pair.foldsWon()).isEqualTo(2);
        // Four differences of one sign: 2 of the 16 sign patterns are as extreme.
        assertThat(pair.pValue().orNaN()).isCloseTo(0.125, within(1e-12));
        assertThat(pair.verdict()).isEqualTo(Verdict.UNCONFIRMED);
        assertThat(pair.sentence())
                .isEqualTo("no verdict: 0.1500 lies beyond the spread of 0.0500, but the cases do not confirm it");
        assertThat(result.separation().orElse(0)).isCloseTo(0.15 / Math.sqrt(2) / (Math.sqrt(0.005) / 2), within(1e-9));
        assertThat(result.friedman()).isEmpty();
    }

    private static double[] around(double mean, int seed) {
        double[] values = new double[8];
        for (int i = 0; i < 8; i++) {
            values[i] = mean + 0.004 * ((i * 5 + seed) % 8 - 3.5) / 3.5;
        }
        return values;
    }

    @Test
    void theBetterOneIsNamedOnlyOutsideTheSpread() {
        Contender good = contender("good", around(0.90, 0), around(0.91, 1));
        Contender alike = contender("alike", around(0.899, 2), around(0.911, 3));
        Contender poor = contender("poor", around(0.80, 4), around(0.81, 5));
        StudyResult result = StudyResult.of(Study.of(List.of(good, poor, alike)), "dice");
        assertThat(result.pairings())
                .extracting(Pairing::verdict)
                .containsExactly(Verdict.FIRST, Verdict.WITHIN_SPREAD, Verdict.SECOND);
        assertThat(result.pairings().get(0).sentence()).startsWith("good is better than poor, by 0.1000");
        assertThat(result.pairings().get(2).sentence()).startsWith("alike is better than poor");
        assertThat(result.friedman()).isPresent();
        for (Placement placement : result.placements()) {
            assertThat(placement.ranks().get(1)).as(placement.name()).isEqualTo(3);
        }
    }

    /** Three seeds of one fold: means 0.80, 0.82, 0.84 and 0.81, 0.83, 0.85; each has a spread of 0.02. */
    @Test
    void repeatedTrainingsGiveTheirOwnSpread() {
        List<Contender> contenders = new ArrayList<>();
        for (double shift : new double[] {0, 0.01}) {
            List<SortedMap<Integer, Trial>> repeats = new ArrayList<>();
            for (int seed = 0; seed < 3; seed++) {
                double mean = 0.80 + 0.02 * seed + shift;
                repeats.add(new TreeMap<>(Map.of(0, trial(0, mean - 0.1, mean, mean + 0.1))));
            }
            contenders.add(new Contender("shift " + shift, repeats));
        }
        StudyResult result = StudyResult.of(Study.of(contenders), "dice");
        assertThat(result.standings().get(0).repeatSpread().orElse(0)).isCloseTo(0.02, within(1e-12));
        assertThat(result.standings().get(0).foldSpread()).isEmpty();
        assertThat(result.pairings().get(0).spread().orElse(0)).isCloseTo(0.02, within(1e-12));
        assertThat(result.pairings().get(0).verdict()).isEqualTo(Verdict.WITHIN_SPREAD);
    }

    @Test
    void oneTrainingEachAllowsNoVerdict() {
        Study study = Study.of(List.of(contender("A", around(0.9, 0)), contender("B", around(0.5, 1))));
        Pairing pair = StudyResult.of(study, "dice").pairings().get(0);
        assertThat(pair.verdict()).isEqualTo(Verdict.NO_SPREAD);
        assertThat(pair.sentence()).contains("a single training shows no spread");
    }

    /** In the second case B invents the structure, so A's empty prediction is right; in the third it occurs for nobody. */
    @Test
    void anEmptyPredictionIsRightWhereAnotherInventsTheClass() {
        Study study = Study.of(List.of(
                contender("A", new double[] {0.8, Double.NaN, Double.NaN, 0.6}),
                contender("B", new double[] {0.8, 0, Double.NaN, 0.6})));
        double[][] scores = study.caseScores();
        assertThat(scores[0]).containsExactly(0.8, 1, 0.6);
        assertThat(scores[1]).containsExactly(0.8, 0, 0.6);
        assertThat(study.foldMean(0, 0, 0)).isCloseTo(0.8, within(1e-12));
        assertThat(study.csv()).contains("A,0,0,case_0_1,1,1.0\n", "A,0,0,case_0_2,1,\n");
    }

    @Test
    void foldsAndCasesMustBeTheSame() {
        double[] two = {0.1, 0.2};
        assertThatThrownBy(() -> Study.of(List.of(contender("A", two), contender("B", two, two))))
                .hasMessage("contenders must have the same folds, got [0] of A and [0, 1] of B");
        assertThatThrownBy(() -> Study.of(List.of(contender("A", two), contender("B", new double[] {0.1, 0.2, 0.3}))))
                .hasMessage("fold 0 must hold out the same cases, but A and B differ in 1, the first is case_0_2");
        assertThatThrownBy(() -> Study.of(List.of(contender("A", two)))).hasMessageContaining("at least 2, got 1");
        assertThatThrownBy(() -> Study.of(List.of(contender("A", two), contender("A", two))))
                .hasMessageContaining("differ in their names, got A");
        assertThatThrownBy(() -> contender("A", two).withFolds(List.of(0, 3))).hasMessageContaining("[0, 3], got [0]");
        assertThatThrownBy(() -> trial(0, 3.5)).hasMessageContaining("must lie in 0..1, got 3.5");
        assertThatThrownBy(() -> StudyResult.of(
                        Study.of(List.of(contender("A", new double[] {1}), contender("B", new double[] {1}))), "dice"))
                .hasMessageContaining("at least 2, got 1");
    }

    @Test
    void allAlikeIsAllAlike() {
        double[] same = {0.5, 0.6, 0.7};
        StudyResult result = StudyResult.of(
                Study.of(List.of(contender("A", same, same), contender("B", same, same), contender("C", same, same))),
                "dice");
        assertThat(result.pairings()).extracting(Pairing::verdict).containsOnly(Verdict.WITHIN_SPREAD);
        assertThat(result.friedman()).isEmpty();
        assertThat(result.toJson().toString()).doesNotContain("NaN");
    }

    @Test
    void summariesAndReportsAreRead() throws IOException {
        Path summary = Files.writeString(folder.resolve("summary.json"), """
                {"metric_per_case": [
                  {"metrics": {"1": {"Dice": 0.5, "IoU": 0.25}, "2": {"Dice": NaN, "IoU": NaN}},
                   "prediction_file": "/x/validation/a.b.nii.gz", "reference_file": "/y/a.b.nii.gz"}]}""");
        assertThat(TrialFiles.read(summary, 3, "iou").scores()).isEqualTo(Map.of("a.b", Map.of("1", 0.25)));
        assertThatThrownBy(() -> TrialFiles.read(summary, 0, "nsd@2")).hasMessageContaining("only dice and iou");
        Path report = Files.writeString(folder.resolve("report.json"), """
                {"format": "sagittal-report", "cases": [{"id": "a", "groups": {"1": {"scores": {
                  "nsd@2": 0.9, "dice": {"undefined": "both empty"}}}}}]}""");
        assertThat(TrialFiles.read(report, 0, "nsd@2").scores()).isEqualTo(Map.of("a", Map.of("1", 0.9)));
        assertThat(TrialFiles.read(report, 0, "dice").scores()).isEqualTo(Map.of("a", new HashMap<>()));
        assertThatThrownBy(() -> TrialFiles.read(report, 0, "hd95")).hasMessageContaining("only nsd@2, dice");
        assertThatThrownBy(() -> TrialFiles.read(Files.writeString(folder.resolve("x.json"), "{}"), 0, "dice"))
                .hasMessageContaining("must be nnU-Net's summary.json or a report.json");
    }

    @Test
    void thePageSaysWhatTheNumbersSay() throws Exception {
        Study study = Study.of(List.of(
                contender("good <1>", around(0.90, 0), around(0.91, 1)),
                contender("poor", around(0.80, 4), around(0.81, 5)),
                contender("alike", around(0.899, 2), around(0.911, 3))));
        Path page = StudyPage.write(study, StudyResult.of(study, "dice"), folder);
        String html = Files.readString(page);
        assertThat(html)
                .contains("good &lt;1&gt; is better than poor", "No verdict on 1 of 3 pairs", "Friedman")
                .doesNotContain("NaN", "http://", "https://", "<script");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("figures/comparison.svg").toFile());
        assertThat(folder.resolve("figures/comparison.png")).isNotEmptyFile();
        assertThat(JsonText.read(folder.resolve("comparison.json"))
                        .at("/pairs/0/verdict")
                        .asText())
                .isEqualTo("first");
        assertThat(Files.readAllLines(folder.resolve("comparison.csv"))).hasSize(1 + 3 * 16);
    }
}
