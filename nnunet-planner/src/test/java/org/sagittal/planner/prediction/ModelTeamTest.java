package org.sagittal.planner.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.bundle.Recipe;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Postprocessing.KeepLargest;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

class ModelTeamTest {
    private static final String CASCADE = "3d_cascade_fullres";

    /** A source without weights. */
    private record Described(Path origin, BundleDescription description) implements ModelSource {
        @Override
        public NamedTensors weights(String member, String fold) {
            throw new IllegalStateException("no weights are needed to choose");
        }

        @Override
        public List<String> documents() {
            return List.of();
        }

        @Override
        public Optional<byte[]> document(String name) {
            return Optional.empty();
        }

        @Override
        public Map<String, String> sourceSha256() {
            return Map.of();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static DatasetDescription dataset() {
        try {
            return DatasetDescription.parse(new ObjectMapper()
                    .readTree("{\"channel_names\": {\"0\": \"MRI\"}, \"file_ending\": \".nii.gz\", \"numTraining\": 1,"
                            + " \"labels\": {\"background\": 0, \"bright\": 1}}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static MemberDescription member(String configuration, String reader) {
        boolean cascade = configuration.equals(CASCADE);
        List<Integer> one = List.of(1, 1, 1);
        List<Integer> three = List.of(3, 3, 3);
        NetworkSpec network = new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                cascade ? 2 : 1,
                2,
                List.of(2, 2),
                List.of(three, three),
                List.of(one, List.of(2, 2, 2)),
                List.of(1, 1),
                List.of(1));
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                3,
                List.of(0, 1, 2),
                List.of(1.0, 1.0, 1.0),
                List.<Normalization>of(new ZScoreNormalization(false)),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                ResamplingSpec.DEFAULT_PROBABILITIES);
        Optional<String> previous = cascade ? Optional.of("3d_lowres") : Optional.empty();
        Recipe recipe = new Recipe(preprocessing, network, List.of(4, 4, 4), List.of(0, 1, 2), previous, reader);
        return new MemberDescription(
                configuration, configuration, "nnUNetTrainer", "nnUNetPlans", "final", recipe, List.of("0"));
    }

    private static ModelSource source(List<String> best, String... configurations) {
        List<MemberDescription> members = new ArrayList<>();
        Arrays.stream(configurations).forEach(c -> members.add(member(c, "SimpleITKIO")));
        return described(best, members);
    }

    private static ModelSource described(List<String> best, List<MemberDescription> members) {
        return new Described(
                Path.of("model.zip"),
                new BundleDescription(
                        "model",
                        "",
                        "",
                        new Provenance("model.zip", Map.of(), "Dataset001_Test", Map.of()),
                        dataset(),
                        members,
                        best,
                        Optional.of(new Postprocessing(List.of(KeepLargest.label(1))))));
    }

    private static ModelTeam choose(List<String> wanted, ModelSource... sources) {
        return ModelTeam.choose(List.of(sources), wanted, false);
    }

    @Test
    void aCascadeFindsItsFirstStage() {
        ModelTeam inOne = choose(List.of(), source(List.of(), "3d_lowres", CASCADE));
        ModelTeam inTwo = choose(List.of(), source(List.of(), CASCADE), source(List.of(), "3d_lowres"));

        for (ModelTeam team : List.of(inOne, inTwo)) {
            assertThat(team.parts()).extracting(ModelTeam.Part::name).containsExactly("3d_lowres", CASCADE);
            assertThat(team.parts()).extracting(ModelTeam.Part::averaged).containsExactly(false, true);
            assertThat(team.parts().get(1).previous()).contains("3d_lowres");
            assertThat(team.takesPreviousLabels()).isFalse();
            assertThat(team).hasToString(CASCADE + " after 3d_lowres");
        }
    }

    @Test
    void aFirstStageThatIsAveragedTooIsThereOnce() {
        ModelSource source = source(List.of(), "3d_lowres", CASCADE);

        for (List<String> wanted : List.of(List.of("3d_lowres", CASCADE), List.of(CASCADE, "3d_lowres"))) {
            ModelTeam team = choose(wanted, source);
            assertThat(team.parts()).extracting(ModelTeam.Part::name).containsExactly("3d_lowres", CASCADE);
            assertThat(team.parts()).extracting(ModelTeam.Part::averaged).containsExactly(true, true);
        }
    }

    @Test
    void givenLabelsTakeThePlaceOfTheFirstStage() {
        ModelTeam team = ModelTeam.choose(List.of(source(List.of(), CASCADE)), List.of(), true);

        assertThat(team.parts()).hasSize(1);
        assertThat(team.takesPreviousLabels()).isTrue();
        assertThatThrownBy(() -> choose(List.of(), source(List.of(), CASCADE)))
                .hasMessageContaining("3d_lowres")
                .hasMessageContaining("--previous");
    }

    @Test
    void withoutAChoiceTheBestOnesAreTaken() {
        ModelTeam team = choose(List.of(), source(List.of("2d", "3d_fullres"), "2d", "3d_fullres", "3d_lowres"));

        assertThat(team.parts()).extracting(ModelTeam.Part::name).containsExactly("2d", "3d_fullres");
        assertThat(team.postprocessing()).isPresent();
        assertThatThrownBy(() -> choose(List.of(), source(List.of(), "2d", "3d_fullres")))
                .hasMessageContaining("2d")
                .hasMessageContaining("3d_fullres")
                .hasMessageContaining("-c");
    }

    /** Components were counted on other label maps then. */
    @Test
    void postprocessingBelongsToTheTeamItWasFoundFor() {
        ModelSource source = source(List.of("2d", "3d_fullres"), "2d", "3d_fullres");

        assertThat(choose(List.of("2d"), source).postprocessing()).isEmpty();
        assertThat(choose(List.of("3d_fullres", "2d"), source).postprocessing()).isPresent();
        assertThat(choose(List.of(), source(List.of(), "2d")).postprocessing()).isPresent();
        assertThat(choose(List.of(), source(List.of(), "2d"), source(List.of(), "3d_fullres"))
                        .postprocessing())
                .isEmpty();
    }

    @Test
    void namesStayApartAndUnknownOnesAreSaid() {
        ModelTeam team = choose(List.of(), source(List.of(), "2d"), source(List.of(), "2d"));

        assertThat(team.parts()).extracting(ModelTeam.Part::name).containsExactly("2d", "2d-2");
        assertThat(team).hasToString("the mean of 2d (model.zip), 2d-2 (model.zip)");
        assertThat(choose(List.of(), source(List.of(), "2d"))).hasToString("2d");
        assertThat(choose(List.of("2d-2"), source(List.of(), "2d"), source(List.of(), "2d"))
                        .parts())
                .hasSize(1);
        assertThatThrownBy(() -> choose(List.of("3d"), source(List.of(), "2d")))
                .hasMessageContaining("[2d]")
                .hasMessageContaining("'3d'");
    }

    @Test
    void modelsThatSeeImagesDifferentlyAreRefused() {
        ModelSource other = described(List.of(), List.of(member("3d_fullres", "NibabelIOWithReorient")));

        assertThatThrownBy(() -> choose(List.of(), source(List.of(), "2d"), other))
                .hasMessageContaining("SimpleITKIO")
                .hasMessageContaining("NibabelIOWithReorient");
    }
}
