package org.sagittal.models.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.sagittal.models.bundle.BundleDescription;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.models.bundle.Provenance;
import org.sagittal.models.bundle.Recipe;
import org.sagittal.models.inference.Postprocessing;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Models whose weights are drawn from a seed, with two image channels: one normalised by itself, one as CT. */
record MemoryModel(BundleDescription description) implements ModelSource {
    static final String LABELS = "{\"background\": 0, \"edge\": 1, \"core\": 2}";
    static final String REGIONS = "{\"background\": 0, \"whole\": [1, 2], \"core\": [2]}";

    /** 3D patches of (8, 12, 8), 2D of (12, 8); the second stage of a cascade takes the labels of {@code 3d_lowres}. */
    static MemoryModel of(String labels, String... configurations) {
        DatasetDescription dataset = dataset(labels);
        List<MemberDescription> members = java.util.Arrays.stream(configurations)
                .map(name -> new MemberDescription(
                        name, name, "sagittal", "nnUNetPlans", "final", recipe(name, dataset), List.of("0", "1")))
                .toList();
        return new MemoryModel(new BundleDescription(
                "Tiny",
                "CC-BY-4.0",
                "",
                new Provenance("tiny.zip", Map.of(), "Dataset001_Tiny", Map.of()),
                dataset,
                members,
                List.of(),
                Optional.of(new Postprocessing(List.of(Postprocessing.KeepLargest.label(1))))));
    }

    private static DatasetDescription dataset(String labels) {
        try {
            String order = labels.contains("[") ? ", \"regions_class_order\": [1, 2]" : "";
            return DatasetDescription.parse(new ObjectMapper()
                    .readTree("{\"channel_names\": {\"0\": \"MRI\", \"1\": \"CT\"}, \"file_ending\": \".nii.gz\","
                            + " \"numTraining\": 4, \"labels\": " + labels + order + "}"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Recipe recipe(String configuration, DatasetDescription dataset) {
        boolean flat = configuration.equals("2d");
        boolean cascade = configuration.contains("cascade");
        List<Integer> one = flat ? List.of(1, 1) : List.of(1, 1, 1);
        List<Integer> two = flat ? List.of(2, 2) : List.of(2, 2, 2);
        List<Integer> three = flat ? List.of(3, 3) : List.of(3, 3, 3);
        NetworkSpec network = new NetworkSpec(
                flat ? NetworkSpec.Kind.RESIDUAL_ENCODER : NetworkSpec.Kind.PLAIN_CONV,
                cascade ? 4 : 2,
                dataset.labels().segmentationHeads(),
                List.of(3, 4),
                List.of(three, three),
                List.of(one, two),
                List.of(1, 2),
                List.of(1));
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                flat ? 2 : 3,
                List.of(2, 0, 1),
                flat ? List.of(3.0, 2.0) : List.of(1.0, 3.0, 2.0),
                List.of(new ZScoreNormalization(true), new CtNormalization(1.5, 2.5, -2, 4)),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                ResamplingSpec.DEFAULT_PROBABILITIES);
        return new Recipe(
                preprocessing,
                network,
                flat ? List.of(12, 8) : List.of(8, 12, 8),
                flat ? List.of(1) : List.of(0, 2),
                cascade ? Optional.of("3d_lowres") : Optional.empty(),
                "SimpleITKIO");
    }

    @Override
    public Path origin() {
        return Path.of("tiny.zip");
    }

    @Override
    public NamedTensors weights(String member, String fold) {
        Random random = new Random(11 + fold.hashCode());
        Map<String, WeightTensor> drawn = new LinkedHashMap<>();
        UNet.of(description.member(member).recipe().network())
                .initialWeights(3)
                .asMap()
                .forEach((name, tensor) -> {
                    float[] values = tensor.values().clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] += 0.3f * (float) random.nextGaussian();
                    }
                    drawn.put(name, WeightTensor.of(tensor.shape(), values));
                });
        return NamedTensors.of(drawn);
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
