package org.sagittal.planner.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedStepsTest {
    @TempDir
    private Path work;

    @Test
    void aStepHoldsUntilItsSourceOrItsResultChanges() throws IOException {
        Path result = Files.writeString(work.resolve("plans.json"), "{}");
        FinishedSteps.open(work).add("plan", FinishedSteps.digest("fingerprint", List.of(8.0)));
        FinishedSteps again = FinishedSteps.open(work);
        assertThat(again.hold("plan", FinishedSteps.digest("fingerprint", List.of(8.0)), result))
                .isTrue();
        assertThat(again.hold("plan", FinishedSteps.digest("fingerprint", List.of(4.0)), result))
                .isFalse();
        assertThat(again.hold("store", FinishedSteps.digest("fingerprint", List.of(8.0)), result))
                .isFalse();
        Files.delete(result);
        assertThat(again.hold("plan", FinishedSteps.digest("fingerprint", List.of(8.0)), result))
                .isFalse();
    }

    @Test
    void aDamagedListCostsOnlyTime() throws IOException {
        Files.writeString(work.resolve("steps.json"), "{\"plan\": ");
        FinishedSteps steps = FinishedSteps.open(work);
        assertThat(steps.hold("plan", "x", work)).isFalse();
        steps.add("plan", "x");
        assertThat(FinishedSteps.open(work).hold("plan", "x", work)).isTrue();
        Files.write(work.resolve("steps.json"), new byte[] {'{', '"', (byte) 0xC3});
        assertThat(FinishedSteps.open(work).hold("plan", "x", work)).isFalse();
    }

    @Test
    void whatIsAboutToBeWrittenOverIsForgotten() {
        FinishedSteps steps = FinishedSteps.open(work);
        steps.add("plan", "x");
        steps.add("fingerprint", "y");
        steps.remove("plan", "never made");
        FinishedSteps again = FinishedSteps.open(work);
        assertThat(again.hold("plan", "x", work)).isFalse();
        assertThat(again.hold("fingerprint", "y", work)).isTrue();
    }

    @Test
    void partsDoNotRunIntoOneAnother() {
        assertThat(FinishedSteps.digest("ab", "c")).isNotEqualTo(FinishedSteps.digest("a", "bc"));
        assertThat(FinishedSteps.digest("ab", "c"))
                .isEqualTo(FinishedSteps.digest("ab", "c"))
                .hasSize(16);
    }
}
