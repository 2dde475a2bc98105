package org.sagittal.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.summary.NnunetSummary;

class ReportTest {
    private static final List<ReportSection> SECTIONS = List.of(
            new ReportSection.Words("Plan", "patch (20, 40, 40)\n  because <memory> ends there"),
            new ReportSection.Picture("Training", "Loss by epoch", GrayPng.encode(new byte[90][400])),
            new ReportSection.Table(
                    "Timings", List.of("Step", "Seconds"), List.of(List.of("plan", "0.1"), List.of("train", "61.5"))));

    @Test
    void thePageNeedsNothingElse() throws IOException {
        EvaluationReport report = SampleReport.of(16);
        Path folder = Path.of("target/sample-report");

        Path page = ReportFiles.write(
                report,
                folder,
                ReportOptions.outlines(SampleReport::labels)
                        .withImages(SampleReport::image)
                        .withSections(SECTIONS));

        String html = Files.readString(page);
        assertThat(html)
                .contains(
                        "Phantom study &amp; friends", "Lesion &lt;core&gt;", "Never occurs:", "because &lt;memory&gt;")
                .contains("1 case could not be scored", "copy it again", "axial", "coronal", "sagittal", "Timings")
                .doesNotContain("http://", "https://", "<script", "<link", "url(", "@import");
        assertThat(html.split("data:image/png;base64,")).hasSizeGreaterThan(18);
        assertThat(folder).isDirectoryContaining("glob:**/report.json").isDirectoryContaining("glob:**/report.csv");
    }

    @Test
    void thePageIsWellFormed() throws Exception {
        String html = ReportPage.of(
                SampleReport.of(9), ReportOptions.outlines(SampleReport::labels).withSections(SECTIONS));
        String xml = html.replace("<!DOCTYPE html>", "")
                .replaceAll("<(meta|img|br)([^>]*)>", "<$1$2/>")
                .replaceAll("(?s)<style>.*?</style>", "");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theJsonIsLossless() {
        EvaluationReport report = SampleReport.of(9);
        JsonNode written = JsonText.parse(JsonText.indented(ReportJson.of(report)));
        assertThat(ReportJson.parse(written)).isEqualTo(report);
        assertThatThrownBy(() -> ReportJson.parse(JsonText.parse("{\"format\": \"x\"}")))
                .hasMessageContaining("sagittal-report version 1");
    }

    @Test
    void theMeanSurvivesAClassThatNeverOccurs() {
        EvaluationReport report = SampleReport.of(9);
        Aggregation sums = report.aggregation();

        assertThat(NnunetSummary.of(report.scored()).foregroundMeanDice()).isNaN();
        double organ = sums.groups().get("1").get("dice").mean().orNaN();
        double lesion = sums.groups().get("2").get("dice").mean().orNaN();
        assertThat(sums.meanDice().orNaN()).isCloseTo((organ + lesion) / 2, within(1e-12));
        assertThat(sums.neverOccurring()).containsExactly("Cyst");
        assertThat(sums.meanDiceInterval()).isPresent();
        assertThat(sums.groups().get("3").get("dice").undefined()).containsEntry("reference and prediction empty", 8);
        assertThat(sums.groups().get("3").get("dice").mean()).isEqualTo(Score.undefined("no finite value"));
    }

    @Test
    void aStudyWithoutAnyCaseIsStillAPage() {
        EvaluationReport report = new EvaluationReport("None", SampleReport.SCHEME, "overlap@1", List.of());
        assertThat(ReportPage.of(report, ReportOptions.tables())).contains("no class occurs in any case");
        assertThat(ReportCsv.of(report)).isEqualTo("case,class,labels,score,value,undefined\n");
    }

    @Test
    void theCsvHasOneScoreALine() {
        String csv = ReportCsv.of(SampleReport.of(9));
        assertThat(csv.lines())
                .contains("case_001,Lesion <core>,2,dice,,reference and prediction empty")
                .contains("case_002,Lesion <core>,2,dice,0.0,")
                .anyMatch(line -> line.startsWith("case_007,,,,,failed: pred/case_007 ends after"));
    }

    @Test
    void manyCasesBecomeAHistogram() {
        ScoreSummary many = ScoreSummary.of(
                IntStream.range(0, 1000).mapToObj(i -> Score.of(i / 1000.0)).toList());
        assertThat(new StripPlot(0, 1).of(many)).contains("class=\"bar\"").doesNotContain("<circle");
    }

    @Test
    void picturesAreReadByOthers() throws IOException {
        byte[][] rows = new byte[5][7];
        rows[3][6] = (byte) 200;
        var image = ImageIO.read(new ByteArrayInputStream(GrayPng.encode(rows)));
        assertThat(image.getWidth()).isEqualTo(7);
        assertThat(image.getHeight()).isEqualTo(5);
        assertThat(image.getRaster().getSample(6, 3, 0)).isEqualTo(200);
        assertThat(image.getRaster().getSample(5, 3, 0)).isZero();
    }

    /** A 2 x 1 mask in a picture of rows 3 mm and columns 0.5 mm apart. */
    @Test
    void outlinesRunAlongPixelEdges() {
        boolean[][] mask = {{false, false, false}, {false, true, true}};
        assertThat(OutlinePath.of(mask, 3, 0.5)).isEqualTo("M0.5 3H1.5M0.5 6H1.5M0.5 3V6M1.5 3V6");
        assertThat(OutlinePath.of(new boolean[2][2], 1, 1)).isEmpty();
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new ReportSection.Table("T", List.of("a"), List.of(List.of("b", "c"))))
                .hasMessageContaining("must have 1 cells, got 2");
        assertThatThrownBy(() -> new ReportOptions(p -> null, p -> null, -1, List.of()))
                .hasMessageContaining("at least 0, got -1");
    }
}
