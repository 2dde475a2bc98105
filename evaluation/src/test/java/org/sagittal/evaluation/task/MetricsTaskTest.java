package org.sagittal.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.evaluation.JsonText;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.profile.ProfileComparison;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.profile.Rules;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.io.nifti.NiftiFormat;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class MetricsTaskTest {
    @TempDir
    Path folder;

    private final MetricsTask medpy = new MetricsTask(Profiles.MEDPY, MetricsTask.DEFAULT_TOLERANCES_MM, 2);

    @BeforeEach
    void writeFiles() {
        Shape shape = new Shape(6, 7, 8);
        Spacing spacing = new Spacing(2.5, 0.75, 0.75);
        write(
                "ref.nii.gz",
                TestLabels.of(shape, spacing, (z, y, x) -> in(z, 1, 4) && in(y, 1, 5) && in(x, 1, 6) ? 1 : 0),
                3);
        write(
                "pred.nii.gz",
                TestLabels.of(
                        shape,
                        spacing,
                        (z, y, x) ->
                                in(z, 2, 5) && in(y, 1, 5) && in(x, 2, 6) ? 1 : z == 0 && y == 6 && x == 7 ? 2 : 0),
                3);
        write("flat.nii.gz", TestLabels.of(new Shape(1, 5, 5), spacing, (z, y, x) -> x == 2 ? 1 : 0), 3);
        write("plane.nii.gz", TestLabels.of(new Shape(1, 5, 5), spacing, (z, y, x) -> x == 2 ? 1 : 0), 2);
    }

    private static boolean in(int value, int from, int to) {
        return value >= from && value < to;
    }

    private void write(String name, LabelVolume labels, int dimensions) {
        new NiftiFormat().writeLabels(folder.resolve(name), labels, dimensions);
    }

    @Test
    void withoutLabelsThoseOfEitherFileAreScored() {
        JsonNode json = medpy.score(folder.resolve("ref.nii.gz"), folder.resolve("pred.nii.gz"), List.of())
                .toJson();

        assertThat(json.get("profile").textValue()).isEqualTo("medpy@0.5.2");
        assertThat(json.get("spacing").toString()).isEqualTo("[2.5,0.75,0.75]");
        assertThat(json.get("labels").properties())
                .extracting(entry -> entry.getKey())
                .containsExactly("1", "2");
        assertThat(json.at("/labels/1/dice").doubleValue()).isCloseTo(64 / 108.0, within(1e-12));
        assertThat(json.at("/labels/2/hd/undefined").textValue()).isEqualTo("reference empty");
    }

    @Test
    void aLabelAbsentFromBothIsAnEmptyMask() {
        JsonNode json = medpy.score(folder.resolve("ref.nii.gz"), folder.resolve("pred.nii.gz"), List.of(9))
                .toJson();
        assertThat(json.at("/labels/9/dice").doubleValue()).isEqualTo(1);
        assertThatThrownBy(() -> medpy.score(folder.resolve("zero.nii.gz"), folder.resolve("ref.nii.gz"), List.of()))
                .hasMessageContaining("zero.nii.gz");
    }

    /** Two numbers of spacing for a true 2D image; one slice of a 3D image is another thing. */
    @Test
    void aTwoDimensionalImageIsNotOneSlice() {
        assertThat(medpy.score(folder.resolve("flat.nii.gz"), folder.resolve("flat.nii.gz"), List.of(1))
                        .dimensions())
                .isEqualTo(3);
        JsonNode plane = medpy.score(folder.resolve("plane.nii.gz"), folder.resolve("plane.nii.gz"), List.of(1))
                .toJson();
        assertThat(plane.get("spacing").toString()).isEqualTo("[0.75,0.75]");
    }

    @Test
    void ofManyPairsABadOneIsTold() throws IOException {
        Path csv = folder.resolve("pairs.csv");
        Files.writeString(csv, """
                id,reference,prediction,labels
                one,ref.nii.gz,pred.nii.gz,1
                "two, quoted",ref.nii.gz,pred.nii.gz,1 2
                bad,ref.nii.gz,missing.nii.gz,

                shape,ref.nii.gz,flat.nii.gz,1
                """);
        List<String> lines = new ArrayList<>();

        int failed = medpy.scoreAll(PairList.read(csv), lines::add);

        assertThat(failed).isEqualTo(2);
        assertThat(lines).hasSize(4).allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(lines.stream().map(JsonText::parse).filter(node -> node.has("error")))
                .extracting(node -> node.get("id").textValue())
                .containsExactlyInAnyOrder("bad", "shape");
    }

    @Test
    void theListSaysWhichLineIsWrong() throws IOException {
        Path csv = folder.resolve("bad.csv");
        Files.writeString(csv, "id,reference,prediction,labels\na,b,c,1 x\n");
        assertThatThrownBy(() -> PairList.read(csv))
                .hasMessageContaining("line 2")
                .hasMessageContaining("got x");
        Files.writeString(csv, "id,reference,prediction,labels\na,b\n");
        assertThatThrownBy(() -> PairList.read(csv))
                .hasMessageContaining("line 2")
                .hasMessageContaining("got 2");
        Files.writeString(csv, "name,ref\n");
        assertThatThrownBy(() -> PairList.read(csv)).hasMessageContaining("must begin with the line");
    }

    @Test
    void aGapIsTracedToTheRuleThatMakesIt() {
        ProfileComparison comparison = medpy.compareWith(
                Profiles.METRICS_RELOADED, folder.resolve("ref.nii.gz"), folder.resolve("pred.nii.gz"), List.of(1));

        ProfileComparison.Finding hd95 =
                comparison.groups().values().iterator().next().get("hd95");
        assertThat(hd95.same()).isFalse();
        assertThat(hd95.cause().orElseThrow().rule()).isEqualTo(Rules.Switch.PERCENTILE);
        assertThat(hd95.cause().orElseThrow().alone()).isEqualTo(hd95.b());
        assertThat(hd95.otherwise()).isFalse();
        assertThat(comparison.toJson().at("/labels/1/hd95/because").textValue()).isEqualTo("percentile");
        assertThat(comparison.toJson().at("/labels/1/volume_difference/because").textValue())
                .isEqualTo("volumes");
        assertThat(comparison.lines()).anyMatch(line -> line.contains("* percentile: linear percentile of both"));
        assertThat(comparison.lines()).anyMatch(line -> line.startsWith("  the same: dice, iou"));
    }

    /** Between medpy and our own both outline and percentile differ; what brings the number nearest is named. */
    @Test
    void ofSeveralRulesTheOneThatClosesTheGapIsNamed() {
        ProfileComparison comparison = medpy.compareWith(
                Profiles.SAGITTAL, folder.resolve("ref.nii.gz"), folder.resolve("pred.nii.gz"), List.of(1));
        ProfileComparison.Finding assd =
                comparison.groups().values().iterator().next().get("assd");
        assertThat(assd.cause().orElseThrow().rule()).isEqualTo(Rules.Switch.SURFACE);
        assertThat(assd.steps()).hasSize(1);
    }

    @Test
    void aRuleOfEmptyMasksCanBeTheCause() {
        ProfileComparison comparison = medpy.compareWith(
                Profiles.SAGITTAL, folder.resolve("ref.nii.gz"), folder.resolve("pred.nii.gz"), List.of(9));
        ProfileComparison.Finding dice =
                comparison.groups().values().iterator().next().get("dice");
        assertThat(dice.a()).isEqualTo(Score.of(1));
        assertThat(dice.b().isDefined()).isFalse();
        assertThat(dice.cause().orElseThrow().rule()).isEqualTo(Rules.Switch.EMPTY);
    }

    /** Where a label map is empty, or does not change, its slices are one array. */
    @Test
    void slicesThatAreAlikeAreKeptOnce() {
        LabelVolume read = LabelFile.ofVolume(folder.resolve("ref.nii.gz")).labels();
        assertThat(read.voxels().slice(4)).isSameAs(read.voxels().slice(5)).containsOnly((short) 0);
        assertThat(read.voxels().slice(1)).isSameAs(read.voxels().slice(3)).contains((short) 1);
        assertThat(read.voxels().slice(0)).isNotSameAs(read.voxels().slice(1));
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new MetricsTask(Profiles.MEDPY, List.of(-1.0), 1))
                .hasMessageContaining("got -1.0");
        assertThatThrownBy(() -> new MetricsTask(Profiles.MEDPY, List.of(), 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Profiles.byName("medpie"))
                .hasMessageContaining("medpy@0.5.2")
                .hasMessageContaining("medpie");
        assertThat(Profiles.byName("medpy@0.5.2")).isSameAs(Profiles.MEDPY);
    }
}
