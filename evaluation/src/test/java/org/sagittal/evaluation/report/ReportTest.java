package org.sagittal.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.figure.Drawing;
import org.sagittal.evaluation.summary.NnunetSummary;

class ReportTest {
    private static final List<ReportSection> SECTIONS = List.of(
            new ReportSection.Words("Plan", "patch (20, 40, 40)\n  because <memory> ends there"),
            new ReportSection.Picture("Training", "Loss by epoch", new Drawing(400, 90, "loss").png(1)),
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
        // Of nine cases one failed; the other eight have the organ.
        long lesions = sums.groups().get("2").get("dice").finite().size();
        assertThat(sums.meanDiceFailedAsZero().orNaN())
                .isCloseTo((organ * 8 / 9 + lesion * lesions / (lesions + 1)) / 2, within(1e-12));
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
        assertThat(new StripPlot(0, 1, 4).of(many).svg())
                .contains("class=\"bar\"")
                .doesNotContain("<circle");
    }

    @Test
    void aStripOfDistancesEndsAtARoundNumber() {
        ScoreSummary distances = ScoreSummary.of(List.of(Score.of(0.4), Score.of(7.3), Score.of(3)));
        StripPlot strip = StripPlot.fitting("hd95", List.of(distances));
        assertThat(strip.axis().svg()).contains(">0<", ">2<", ">4<", ">6<", ">8<");
        ScoreSummary signed = ScoreSummary.of(List.of(Score.of(-30), Score.of(55)));
        assertThat(StripPlot.fitting("volume_difference", List.of(signed))
                        .axis()
                        .svg())
                .contains(">-50<", ">150<");
        ScoreSummary shares = ScoreSummary.of(List.of(Score.of(0.72), Score.of(0.95)));
        assertThat(StripPlot.fitting("dice", List.of(shares)).axis().svg()).contains(">0.7<", ">0.8<", ">0.9<", ">1<");
        assertThat(StripPlot.fitting("hd95", List.of()).axis().svg()).contains(">0<", ">1<");
    }

    @Test
    void filesAreLinkedAndFiguresLieBeside() throws Exception {
        EvaluationReport report = SampleReport.of(9);
        Path folder = Path.of("target/linked report");
        Path page = ReportFiles.write(
                report,
                folder,
                ReportOptions.outlines(SampleReport::labels)
                        .withImageFiles(pair -> Optional.of(Path.of("img", "100% #1", pair.id()))));

        String html = Files.readString(page);
        assertThat(html)
                .contains(
                        "<a href=\"../../ref/case_002\">reference</a>",
                        "<a href=\"../../pred/case_002\">prediction</a>")
                .contains("<a href=\"../../img/100%25%20%231/case_002\">image</a>")
                .contains("<a href=\"./figures/dice.svg\">SVG</a> <a href=\"./figures/dice.png\">PNG</a>")
                .contains("signed surface error in mm", "mean, 5% to 95%");
        Path figures = folder.resolve("figures");
        for (String name : List.of("dice", "sensitivity", "case-case_002")) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(figures.resolve(name + ".svg").toFile());
            assertThat(ImageIO.read(figures.resolve(name + ".png").toFile()).getWidth())
                    .isGreaterThan(800);
        }
    }

    @Test
    void everyCaseHasAFigureOfItsOwn(@TempDir Path folder) throws IOException {
        List<String> ids = List.of("病例甲", "病例乙", "a b", "a_b", "A_b", "a_b-2");
        List<CasePair> pairs = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            CasePair files = SampleReport.pairs(ids.size()).get(i);
            pairs.add(new CasePair(ids.get(i), files.reference(), files.prediction()));
        }
        BatchEvaluation batch = BatchEvaluation.builder(SampleReport.SCHEME, SampleReport::labels)
                .build();
        EvaluationReport report = new EvaluationReport("Names", SampleReport.SCHEME, "overlap@1", batch.run(pairs));

        String html = Files.readString(ReportFiles.write(report, folder, ReportOptions.outlines(SampleReport::labels)));

        List<String> drawn = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> figures = Files.newDirectoryStream(folder.resolve("figures"), "case-*.svg")) {
            for (Path figure : figures) {
                String svg = Files.readString(figure);
                ids.stream().filter(id -> svg.contains(">" + id + "<")).forEach(drawn::add);
                String name = figure.getFileName().toString();
                names.add(name.toLowerCase(Locale.ROOT));
                assertThat(html).contains("./figures/" + name);
            }
        }
        assertThat(drawn).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(names).hasSameSizeAs(ids);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new ReportSection.Table("T", List.of("a"), List.of(List.of("b", "c"))))
                .hasMessageContaining("must have 1 cells, got 2");
        assertThatThrownBy(() -> new ReportOptions(p -> null, p -> null, p -> null, -1, List.of()))
                .hasMessageContaining("at least 0, got -1");
    }
}
