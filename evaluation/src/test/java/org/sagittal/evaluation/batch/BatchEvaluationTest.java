package org.sagittal.evaluation.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.CaseResult.FailedCase;
import org.sagittal.evaluation.batch.CaseResult.ScoredCase;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.geometry.testing.fault.Faults;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Spacing;

class BatchEvaluationTest {
    private static final ScoringScheme SCHEME = ScoringScheme.ofLabels(List.of(1, 2));

    @TempDir
    Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private final Function<Path, LabelVolume> reader = file -> {
        reads.incrementAndGet();
        try {
            return TestLabels.of(new Spacing(3, 2, 1), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file.getFileName() + " is missing");
        }
    };

    @BeforeEach
    void writeCases() throws IOException {
        Files.createDirectories(folder.resolve("ref"));
        Files.createDirectories(folder.resolve("pred"));
        for (int i = 0; i < 9; i++) {
            Files.writeString(folder.resolve("ref/case_" + i + ".txt"), "1100 2200");
            Files.writeString(folder.resolve("pred/case_" + i + ".txt"), i == 4 ? "11" : "1000 2200");
        }
        Files.writeString(folder.resolve("pred/extra.txt"), "1");
        Files.writeString(folder.resolve("pred/._case_0.txt"), "resource fork");
        Files.writeString(folder.resolve("pred/notes.md"), "no case");
    }

    private List<CasePair> pairs() {
        return CasePair.inFolders(folder.resolve("ref"), folder.resolve("pred"), ".txt");
    }

    private BatchEvaluation.Builder batch() {
        return BatchEvaluation.builder(SCHEME, reader).threads(3);
    }

    @Test
    void aBadCaseIsReportedAndTheRestGoesOn() {
        List<CaseResult> results = batch().build().run(pairs());

        assertThat(results)
                .extracting(result -> result.files().id())
                .containsExactly(
                        "case_0", "case_1", "case_2", "case_3", "case_4", "case_5", "case_6", "case_7", "case_8",
                        "extra");
        assertThat(results).filteredOn(ScoredCase.class::isInstance).hasSize(8);
        assertThat(((FailedCase) results.get(4)).reason()).contains("must have the reference's shape (1, 2, 4)");
        assertThat(((FailedCase) results.get(9)).reason()).isEqualTo("extra.txt is missing");
        ScoredCase first = (ScoredCase) results.get(0);
        assertThat(first.groups().keySet()).containsExactly("1", "2");
        assertThat(first.groups().get("1").scores().get("dice")).isEqualTo(Score.of(2 / 3.0));
        assertThat(first.groups().get("2").scores().get("dice")).isEqualTo(Score.of(1));
    }

    @Test
    void progressIsToldOnceACase() {
        List<Integer> told = new ArrayList<>();
        batch().progress(step -> told.add(step.done())).build().run(pairs());
        assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void aSecondRunTakesUpWhereTheFirstStopped() throws IOException {
        Path journal = folder.resolve("state/cases.jsonl");
        List<CaseResult> first = batch().journal(journal).build().run(pairs());
        Files.writeString(journal, Files.readString(journal) + "{\"id\": \"case_5\", \"gro");
        reads.set(0);
        Files.writeString(folder.resolve("pred/case_3.txt"), "1000 2000 ");

        List<CaseResult> second = batch().journal(journal).build().run(pairs());

        assertThat(reads.get())
                .as("the changed case and the two failed ones")
                .isLessThanOrEqualTo(6)
                .isPositive();
        assertThat(second.get(0)).isEqualTo(first.get(0));
        assertThat(second.get(3)).isNotEqualTo(first.get(3));
    }

    @Test
    void aLineThatWasCutWithinALetterIsPassedOver() throws IOException {
        Path journal = folder.resolve("cases.jsonl");
        List<CaseResult> first = batch().journal(journal).build().run(pairs());
        byte[] line = "{\"id\": \"病例\", \"files\": [".getBytes(StandardCharsets.UTF_8);
        int withinTheSecondLetter = "{\"id\": \"".length() + 4;
        Files.write(journal, Arrays.copyOf(line, withinTheSecondLetter), StandardOpenOption.APPEND);
        reads.set(0);

        assertThat(batch().journal(journal).build().run(pairs())).isEqualTo(first);
        assertThat(reads.get()).as("the two failed cases only").isLessThanOrEqualTo(3);
    }

    @Test
    void aFullDiskIsNamedWithTheFile() {
        Faults faults = new Faults();
        batch().journal(faults.over(folder.resolve("empty.jsonl"))).build().run(List.of());
        faults.plan(Faults.Manner.FULL, faults.acts() + 1);
        Path journal = faults.over(folder.resolve("cases.jsonl"));

        assertThatThrownBy(() -> batch().journal(journal).build().run(pairs()))
                .isInstanceOf(FormatException.class)
                .hasMessage(folder.resolve("cases.jsonl") + ": cannot be written: No space left on device");
    }

    @Test
    void otherRulesStartAnew() {
        Path journal = folder.resolve("cases.jsonl");
        batch().journal(journal).build().run(pairs());
        reads.set(0);
        BatchEvaluation.builder(ScoringScheme.ofLabels(List.of(1)), reader)
                .journal(journal)
                .build()
                .run(pairs());
        assertThat(reads.get())
                .as("two files of nine cases, one of the case without reference")
                .isEqualTo(19);
    }

    @Test
    void memoryThatIsShortIsAFailedCase() {
        CaseScorer hungry = new CaseScorer() {
            @Override
            public Map<String, GroupScores> score(LabelVolume r, LabelVolume p, ScoringScheme scheme) {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public String name() {
                return "hungry@1";
            }
        };
        List<CaseResult> results = batch().scorer(hungry).build().run(pairs().subList(0, 1));
        assertThat(((FailedCase) results.get(0)).reason()).contains("-Xmx");
    }

    @Test
    void interruptionCancels() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> batch().build().run(pairs()))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("of 10 cases");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> batch().threads(0)).hasMessage("threads must be at least 1, got 0");
        assertThatThrownBy(() -> CasePair.inFolders(folder, folder, ".nii.gz")).hasMessageContaining(".nii.gz");
        assertThatThrownBy(() -> new CasePair(" ", folder, folder)).hasMessageContaining("must have text");
    }
}
