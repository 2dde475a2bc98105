package org.sagittal.models.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.inference.Postprocessing.KeepLargest;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Models with first weights, in memory: two configurations, a plain one with two folds and a residual one with two channels of regions. */
final class TinyModels implements ModelSource {
    private final BundleDescription description;
    private final Map<String, NamedTensors> weights = new LinkedHashMap<>();
    /** What was asked for, in order. */
    final List<String> asked = new ArrayList<>();

    private TinyModels(BundleDescription description) {
        this.description = description;
        for (MemberDescription member : description.members()) {
            for (String fold : member.folds()) {
                long seed = member.name().hashCode() + 31L * fold.hashCode();
                weights.put(
                        member.name() + "/" + fold,
                        UNet.of(member.recipe().network()).initialWeights(seed));
            }
        }
    }

    static TinyModels labels() {
        return of(
                "{\"background\": 0, \"inner\": 1, \"outer\": 2}",
                member("3d_fullres", NetworkSpec.Kind.PLAIN_CONV, "0", "1"),
                member("3d_lowres", NetworkSpec.Kind.PLAIN_CONV, "all"));
    }

    /** The whole and its inner part; a network of residual blocks has one output for each. */
    static TinyModels regions() {
        return of(
                "{\"background\": 0, \"whole\": [1, 2, 3], \"core\": [2, 3], \"heart\": 3}",
                member("3d_fullres", NetworkSpec.Kind.RESIDUAL_ENCODER, "0"));
    }

    static TinyModels of(String labels, MemberDescription... members) {
        String regions = labels.contains("[") ? ", \"regions_class_order\": [1, 2, 3]" : "";
        try {
            return new TinyModels(new BundleDescription(
                    "Dataset905_Tiny",
                    "",
                    "",
                    new Provenance("tiny", Map.of(), "Dataset905_Tiny", Map.of("torch", "2.7.1")),
                    DatasetDescription.parse(new ObjectMapper()
                            .readTree("{\"channel_names\": {\"0\": \"CT\", \"1\": \"PET | late\"}, \"labels\": "
                                    + labels + regions + ", \"file_ending\": \".nii.gz\", \"licence\": \"ask\"}")),
                    List.of(members),
                    members.length > 1 ? List.of("3d_fullres", "3d_lowres") : List.of(),
                    Optional.of(Postprocessing.NONE
                            .then(KeepLargest.together(List.of(1, 2)))
                            .then(KeepLargest.label(1)))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static MemberDescription member(String name, NetworkSpec.Kind kind, String... folds) {
        NetworkSpec network = new NetworkSpec(
                kind,
                2,
                3,
                List.of(2, 3),
                List.of(List.of(1, 3, 3), List.of(3, 3, 3)),
                List.of(List.of(1, 1, 1), List.of(1, 2, 2)),
                List.of(1, 2),
                List.of(1));
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                3,
                List.of(1, 0, 2),
                List.of(3.0, 2.0, 1.25),
                List.<Normalization>of(new CtNormalization(40.5, 12.25, -100, 300), new ZScoreNormalization(true)),
                ResamplingSpec.DEFAULT_DATA,
                new ResamplingSpec(1, 0, Optional.of(true)),
                ResamplingSpec.DEFAULT_PROBABILITIES);
        return new MemberDescription(
                name,
                name,
                "nnUNetTrainer",
                "nnUNetPlans",
                "final",
                new Recipe(preprocessing, network, List.of(4, 8, 6), List.of(0, 2), Optional.empty(), "SimpleITKIO"),
                List.of(folds));
    }

    /** Puts other weights in the place of a fold's. */
    TinyModels with(String member, String fold, NamedTensors others) {
        weights.put(member + "/" + fold, others);
        return this;
    }

    @Override
    public Path origin() {
        return Path.of("tiny");
    }

    @Override
    public BundleDescription description() {
        return description;
    }

    @Override
    public NamedTensors weights(String member, String fold) {
        asked.add(member + "/" + fold);
        return weights.get(member + "/" + fold);
    }

    @Override
    public List<String> documents() {
        return List.of("dataset.json", "3d_fullres/plans.json");
    }

    @Override
    public Optional<byte[]> document(String name) {
        return switch (name) {
            case "dataset.json" ->
                Optional.of(description.dataset().json().toString().getBytes(StandardCharsets.UTF_8));
            case "3d_fullres/plans.json" -> Optional.of("{\"plans\": NaN}".getBytes(StandardCharsets.UTF_8));
            default -> Optional.empty();
        };
    }

    @Override
    public Map<String, String> sourceSha256() {
        return Map.of("tiny", "ab".repeat(32));
    }

    @Override
    public void close() {
        // nothing is held open
    }
}
