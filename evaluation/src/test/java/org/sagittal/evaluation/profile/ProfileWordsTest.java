package org.sagittal.evaluation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.instance.Matching;
import org.sagittal.evaluation.surface.SurfaceModel;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

class ProfileWordsTest {
    private static final LabelVolume TRUTH =
            TestLabels.of(new Shape(5, 6, 12), new Spacing(3, 1, 0.5), (z, y, x) -> x < 4 ? 1 : x > 8 && z > 2 ? 2 : 0);
    private static final LabelVolume GUESS = TestLabels.of(
            new Shape(5, 6, 12), new Spacing(3, 1, 0.5), (z, y, x) -> x > 0 && x < 5 && z > 0 ? 1 : x > 9 ? 2 : 0);

    private static PairScores score(Profile profile) {
        return new PairScoring(TRUTH, GUESS, ScoringScheme.ofLabels(List.of(1, 2)), 3, 2).score(profile, List.of(1.0));
    }

    @Test
    void aRuleIsChangedAndTheNameTellsIt() {
        Profile changed = Profiles.byName("medpy+outline=corner-border+matching=optimal@0.3+empty=monai");
        assertThat(changed.id()).isEqualTo("medpy@0.5.2+outline=corner-border+matching=optimal@0.3+empty=monai");
        assertThat(changed.rules().surface()).isEqualTo(SurfaceModel.CORNER_BORDER);
        assertThat(changed.rules().instances()).isEqualTo(new Rules.Instances(Matching.OPTIMAL, 0.3));
        assertThat(changed.rules().empty()).isSameAs(Profiles.MONAI.rules().empty());
        assertThat(changed.rules().percentile())
                .isEqualTo(Profiles.MEDPY.rules().percentile());
        assertThat(Profiles.byName("medpy@0.5.2+percentile=larger-linear")
                        .rules()
                        .percentile())
                .isEqualTo(Rules.Percentile.LARGER_LINEAR);
        JsonNode json = score(changed).toJson();
        assertThat(json.at("/rules/outline").textValue()).contains("corner");
        assertThat(json.at("/rules/matching").textValue()).endsWith("from an IoU of 0.3 on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "medpy+outline",
                "medpy+outline=skin",
                "medpy+colour=red",
                "medpy+matching=optimal@two",
                "medpy+matching=optimal@2",
                "medpy+empty=nobody"
            })
    void whatIsNoRuleIsRefused(String words) {
        assertThatThrownBy(() -> Profiles.byName(words)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void furtherScoresFollowTheProfilesRules() {
        PairScores scores = score(Profiles.MEDPY.with(
                List.of("hd@95", "hd@50", "hd_ref_to_pred@100", "hd_pred_to_ref@100", "f_beta@1", "dice", "tp", "pq")));
        assertThat(scores.of(1, "hd@95")).isEqualTo(scores.of(1, "hd95"));
        assertThat(scores.of(1, "hd@50").orNaN()).isLessThan(scores.of(1, "hd").orNaN());
        assertThat(Math.max(
                        scores.of(1, "hd_ref_to_pred@100").orNaN(),
                        scores.of(1, "hd_pred_to_ref@100").orNaN()))
                .isEqualTo(scores.of(1, "hd").orNaN());
        assertThat(scores.of(1, "f_beta@1").orNaN())
                .isCloseTo(scores.of(1, "dice").orNaN(), within(1e-12));
        assertThat(scores.of(1, "tp").orNaN()).isEqualTo(4 * 6 * 3);
        assertThatThrownBy(() -> scores.of(3, "dice")).hasMessageContaining("got 3");
        assertThatThrownBy(() -> scores.of(1, "dise")).hasMessageContaining("got dise");
    }

    @Test
    void everyScoreOfTheCatalogueHasAnAnswer() {
        for (String name : ScoreCatalogue.names()) {
            Score score = score(Profiles.SAGITTAL.with(List.of(name.replace("@N", "@2"))))
                    .of(1, name.replace("@N", "@2"));
            assertThat(score.isDefined()).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hd@101", "hd@", "f_beta@0", "boundary_iou@1.5", "boundary_iou@0", "dise", "nsd@-1", "dice@2"})
    void whatIsNoScoreIsRefused(String name) {
        assertThatThrownBy(() -> score(Profiles.MEDPY.with(List.of(name))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void regionsAndIgnoredVoxels() {
        ScoringScheme scheme = new ScoringScheme(
                List.of(LabelGroup.region("all", List.of(1, 2)), LabelGroup.label("one", 1)), OptionalInt.of(2));
        PairScores scores = new PairScoring(TRUTH, GUESS, scheme, 3, 1).score(Profiles.NNUNET, List.of());
        assertThat(scores.toJson().at("/labels/(1, 2)/n_ref").intValue()).isEqualTo(5 * 6 * 4);
        assertThat(scores.of(1, "tn").orNaN() + 5 * 6 * 4 + 4 * 6).isEqualTo(5 * 6 * 12 - 2 * 6 * 3);
    }

    /** Five voxels of 0.4 mm, as float32 has it, are 2.00000003 mm: beyond 2 mm in float64 and not in float32. */
    @Test
    void monaiComparesInFloat32() {
        Spacing spacing = new Spacing(1, 1, 0.4f);
        LabelVolume one = TestLabels.of(new Shape(1, 1, 8), spacing, (z, y, x) -> x == 0 ? 1 : 0);
        LabelVolume other = TestLabels.of(new Shape(1, 1, 8), spacing, (z, y, x) -> x == 5 ? 1 : 0);
        PairScoring pair = new PairScoring(one, other, ScoringScheme.ofLabels(List.of(1)), 3, 1);
        assertThat(pair.score(Profiles.MONAI, List.of(2.0)).of(1, "nsd@2").orNaN())
                .isEqualTo(1);
        assertThat(pair.score(Profiles.METRICS_RELOADED, List.of(2.0))
                        .of(1, "nsd@2")
                        .orNaN())
                .isZero();
    }

    /** What the challenge's own program gave: nothing is 374 mm away, and nothing to find and nothing found is perfect. */
    @Test
    void bratsScoresWhatIsEmpty() {
        PairScoring pair = new PairScoring(TRUTH, TRUTH, ScoringScheme.ofLabels(List.of(7)), 3, 1);
        PairScores nothing = pair.score(Profiles.BRATS_LESIONWISE, List.of());
        assertThat(nothing.of(7, "dice").orNaN()).isEqualTo(1);
        assertThat(nothing.of(7, "hd95").orNaN()).isZero();
        assertThat(nothing.of(7, "sensitivity").orNaN()).isEqualTo(1);
        LabelVolume one = TestLabels.of(new Shape(5, 6, 12), new Spacing(3, 1, 0.5), (z, y, x) -> x == 3 ? 7 : 0);
        PairScores missed = new PairScoring(one, TRUTH, ScoringScheme.ofLabels(List.of(7)), 3, 1)
                .score(Profiles.BRATS_LESIONWISE, List.of());
        assertThat(missed.of(7, "dice").orNaN()).isZero();
        assertThat(missed.of(7, "hd95").orNaN()).isEqualTo(374);
        PairScores invented = new PairScoring(TRUTH, one, ScoringScheme.ofLabels(List.of(7)), 3, 1)
                .score(Profiles.BRATS_LESIONWISE, List.of());
        assertThat(invented.of(7, "sensitivity").orNaN()).isZero();
        assertThat(invented.of(7, "fp").orNaN()).isEqualTo(1);
    }
}
