package org.sagittal.planner.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.models.inference.CaseQuality;

class QualityReportTest {
    @TempDir
    Path folder;

    private static CaseQuality quality(double agreement) {
        return new CaseQuality(Map.of("liver", OptionalDouble.of(agreement)), OptionalDouble.of(0.1));
    }

    @Test
    void namesTheWorstFirstAndRemembersEarlierRuns() {
        Path file = folder.resolve("quality.json");
        new QualityReport(file, 0.85).add("a", quality(0.8));
        QualityReport report = new QualityReport(file, 0.85);
        report.add("b", quality(0.7));
        report.add("c", quality(0.9));
        report.add("d", new CaseQuality(Map.of("liver", OptionalDouble.empty()), OptionalDouble.empty()));

        assertThat(report.verdict(List.of("a", "b", "c", "d", "failed")))
                .isEqualTo("2 of 4 cases deserve a look: b (0.70), a (0.80)");
        assertThat(report.verdict(List.of("c"))).startsWith("No case");
        assertThat(file).content().contains("\"lowest_agreement\" : 0.7", "\"look_below\" : 0.85");
    }

    /** Agreements 0.950, 0.951 ... 0.960: median 0.955, deviation below 0.005, so that 0.940 is the limit. */
    @Test
    void aCaseThatStandsOutFromItsBatchDeservesALook() {
        Path file = folder.resolve("quality.json");
        QualityReport report = new QualityReport(file, 0.85);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            ids.add("case" + i);
            report.add("case" + i, quality(0.950 + 0.001 * i));
        }
        assertThat(report.verdict(ids))
                .isEqualTo("No case needs a second look: the passes agree to 0.94 or more about every class");
        report.add("odd", quality(0.93));
        ids.add("odd");
        assertThat(report.verdict(ids)).isEqualTo("1 of 12 cases deserves a look: odd (0.93)");
        assertThat(report.verdict(List.of("case3"))).startsWith("No case");
    }

    @Test
    void refusesABoundThatIsNoAgreement() {
        assertThatThrownBy(() -> new QualityReport(folder.resolve("q.json"), 1.5))
                .hasMessageContaining("1.5");
    }
}
