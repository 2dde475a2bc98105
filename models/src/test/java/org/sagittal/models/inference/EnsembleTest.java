package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.inference.Ensemble.Stage;
import org.sagittal.preprocessing.reader.CaseImages;

class EnsembleTest {
    private static final Shape SHAPE = new Shape(3, 5, 8);
    private static final CaseImages IMAGE = TinyModel.image(SHAPE, new Spacing(3, 2, 1));
    private static final InferenceOptions OPTIONS = new InferenceOptions(0.5, false, 1);

    private static Stage stage(String name, boolean averaged, Optional<String> previous, PatchNetwork network) {
        // Different axis orders and spacings, as configurations have them.
        SegmentationModel model = name.equals("2d")
                ? TinyModel.of(List.of(4, 4), List.of(2.0, 1.0), Optional.empty())
                : TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), previous);
        return new Stage(name, Segmenter.of(model, List.of(network), OPTIONS), previous, averaged);
    }

    private static Prediction predict(SegmentationRequest request, Stage... stages) {
        try (Ensemble ensemble = Ensemble.of(List.of(stages))) {
            return ensemble.predict(ensemble.prepare(IMAGE, Optional.empty()), request, InferenceProgress.NONE);
        }
    }

    private static SegmentationRequest with(Uncertainty kind) {
        return new SegmentationRequest(true, kind, Optional.empty());
    }

    /** The mean of float32 probabilities, and the labels of the mean, wherever the members' own grids lie. */
    @Test
    void averagesProbabilitiesAsTheirFilesWouldBe() {
        List<float[]> members = new ArrayList<>();
        for (String name : List.of("2d", "3d_fullres")) {
            try (Prediction own = predict(with(Uncertainty.NONE), stage(name, true, Optional.empty(), network(name)))) {
                members.add(own.probabilities().orElseThrow().head(1).slice(1));
            }
        }
        try (Prediction mean = predict(
                with(Uncertainty.NONE),
                stage("2d", true, Optional.empty(), network("2d")),
                stage("3d_fullres", true, Optional.empty(), network("3d_fullres")))) {
            float[] found = mean.probabilities().orElseThrow().head(1).slice(1);
            assertThat(mean.probabilities().orElseThrow().head(0).at(1, 0, 7)).isEqualTo(1);
            boolean differ = false;
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isEqualTo((members.get(0)[i] + members.get(1)[i]) / 2);
                assertThat(mean.labels().slice(1)[i]).isEqualTo((short) (found[i] > 0.5f ? 1 : 0));
                differ |= members.get(0)[i] != members.get(1)[i];
            }
            assertThat(differ).isTrue();
        }
    }

    private static PatchNetwork network(String name) {
        return name.equals("2d") ? new FormulaNetwork(1, 2, 0.3f) : new FormulaNetwork(1, 2, 0);
    }

    /** What the first stage found goes into the second, as if it came from a file; the first is run once, however many take it. */
    @Test
    void aCascadeIsRunInOneGo() {
        FormulaNetwork lowres = new FormulaNetwork(1, 2, 0);
        Stage first = stage("3d_lowres", false, Optional.empty(), lowres);
        Prediction joint = predict(
                SegmentationRequest.LABELS,
                first,
                stage("3d_cascade_fullres", true, Optional.of("3d_lowres"), new FormulaNetwork(2, 2, 1e-4f)));

        LabelVoxels byHand;
        try (Segmenter alone = Segmenter.of(
                        TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.empty()),
                        List.of(new FormulaNetwork(1, 2, 0)),
                        OPTIONS);
                Segmenter second = Segmenter.of(
                        TinyModel.of(List.of(4, 2, 2), List.of(1.0, 3.0, 2.0), Optional.of("3d_lowres")),
                        List.of(new FormulaNetwork(2, 2, 1e-4f)),
                        OPTIONS)) {
            LabelVoxels previous = alone.segment(IMAGE);
            byHand = second.segment(IMAGE, previous);
            for (int z = 0; z < SHAPE.z(); z++) {
                assertThat(joint.labels().slice(z)).isEqualTo(byHand.slice(z));
                assertThat(joint.stages().get("3d_lowres").slice(z)).isEqualTo(previous.slice(z));
            }
        }
        assertThat(joint.stages()).containsOnlyKeys("3d_lowres");
        int calls = lowres.calls;
        predict(
                SegmentationRequest.LABELS,
                stage("3d_lowres", true, Optional.empty(), lowres),
                stage("3d_cascade_fullres", true, Optional.of("3d_lowres"), new FormulaNetwork(2, 2, 0)));
        assertThat(lowres.calls).isEqualTo(2 * calls);
    }

    /** Two models that each pass once: what they disagree about is all there is. */
    @Test
    void modelsDisagreeToo() {
        float factor = 0.3f;
        try (Prediction found = predict(
                with(Uncertainty.DISAGREEMENT),
                stage("2d", true, Optional.empty(), new FormulaNetwork(1, 2, factor)),
                stage("3d_fullres", true, Optional.empty(), new FormulaNetwork(1, 2, 0)))) {
            float mean = found.probabilities().orElseThrow().head(1).at(1, 2, 3);
            float one;
            try (Prediction own = predict(
                    with(Uncertainty.NONE), stage("2d", true, Optional.empty(), new FormulaNetwork(1, 2, factor)))) {
                one = own.probabilities().orElseThrow().head(1).at(1, 2, 3);
            }
            float other = 2 * mean - one;
            double expected = (entropy(mean) - entropy(one) / 2 - entropy(other) / 2) / Math.log(2);
            assertThat((double) found.uncertainty().orElseThrow().at(1, 2, 3)).isCloseTo(expected, Offset.offset(1e-5));
            assertThat(found.quality().orElseThrow().lowestAgreement().getAsDouble())
                    .isBetween(0.0, 1.0);
        }
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    @Test
    void aRegionOfAnEnsembleIsThatOfTheWhole() {
        Box region = new Box(1, 1, 3, 3, 4, 8);
        Stage[] stages = {
            stage("3d_lowres", true, Optional.empty(), new FormulaNetwork(1, 2, 0.1f)),
            stage("3d_cascade_fullres", true, Optional.of("3d_lowres"), new FormulaNetwork(2, 2, 0))
        };
        try (Prediction whole = predict(with(Uncertainty.NONE), stages);
                Prediction part =
                        predict(new SegmentationRequest(true, Uncertainty.DISAGREEMENT, Optional.of(region)), stages)) {
            for (int z = 0; z < SHAPE.z(); z++) {
                for (int y = 0; y < SHAPE.y(); y++) {
                    for (int x = 0; x < SHAPE.x(); x++) {
                        boolean inside = z >= 1 && y >= 1 && y < 4 && x >= 3;
                        assertThat(part.labels().at(z, y, x))
                                .isEqualTo(inside ? whole.labels().at(z, y, x) : (short) 0);
                        assertThat(part.probabilities().orElseThrow().head(1).at(z, y, x))
                                .isEqualTo(
                                        inside
                                                ? whole.probabilities()
                                                        .orElseThrow()
                                                        .head(1)
                                                        .at(z, y, x)
                                                : 0);
                    }
                }
            }
        }
    }

    @Test
    void refusesWhatDoesNotWorkTogether() {
        Stage cascade = stage("cascade", true, Optional.of("3d_lowres"), new FormulaNetwork(2, 2, 0));
        Stage lowres = stage("3d_lowres", false, Optional.empty(), new FormulaNetwork(1, 2, 0));

        assertThatThrownBy(() -> Ensemble.of(List.of(cascade, lowres))).hasMessageContaining("3d_lowres");
        assertThatThrownBy(() -> Ensemble.of(List.of(lowres))).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Ensemble.of(List.of(lowres, lowres, cascade))).hasMessageContaining("twice");
    }
}
