package org.sagittal.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sagittal.models.inference.PatchNetwork;
import org.sagittal.models.inference.ProgramNetwork;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * Bundles of every version that was ever written must open, verify and compute what they computed. Samples are added, never changed:
 * {@code bundle-v<version>-<what>.sagittal}, and beside it the logits of each network for {@link #input}.
 */
class MuseumTest {
    private static final Path MUSEUM = Path.of("src/test/resources/museum");

    /** Adds samples of the present version; run by hand when the version rises, in the folder of this module. */
    public static void main(String[] arguments) throws IOException {
        int version = BundleContainer.VERSION;
        try (Runtime runtime = Runtime.open(1)) {
            add(runtime, TinyModels.labels(), "bundle-v" + version + "-labels");
            add(runtime, TinyModels.regions(), "bundle-v" + version + "-residual-regions");
        }
    }

    private static void add(Runtime runtime, ModelSource models, String name) {
        BundleFile.write(models.as(models.description().licensed("CC0 1.0")), MUSEUM.resolve(name + ".sagittal"));
        Map<String, WeightTensor> logits = new LinkedHashMap<>();
        for (MemberDescription member : models.description().members()) {
            for (String fold : member.folds()) {
                float[] values = logits(runtime, models, member, fold);
                logits.put(member.name() + "/" + fold, WeightTensor.of(List.of(values.length), values));
            }
        }
        new Safetensors(NamedTensors.of(logits), Map.of()).write(MUSEUM.resolve(name + ".safetensors"));
    }

    /** (1, C, D, H, W) of the member's patch: a wave that is nowhere the same. */
    private static float[] input(Recipe recipe) {
        int voxels = recipe.network().inputChannels();
        for (int extent : recipe.patchSize()) {
            voxels *= extent;
        }
        float[] values = new float[voxels];
        for (int i = 0; i < voxels; i++) {
            values[i] = (float) StrictMath.sin(0.37 * i + 0.0001 * i * i);
        }
        return values;
    }

    private static float[] logits(Runtime runtime, ModelSource models, MemberDescription member, String fold) {
        NetworkSpec network = member.recipe().network();
        int[] patch =
                member.recipe().patchSize().stream().mapToInt(Integer::intValue).toArray();
        try (PatchNetwork program =
                ProgramNetwork.reference(runtime, network, models.weights(member.name(), fold), List.of())) {
            return program.logits(input(member.recipe()), 1, patch);
        }
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(MUSEUM)) {
            return files.filter(f -> f.toString().endsWith(BundleFile.ENDING))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyVersionIsThere() throws IOException {
        List<String> names =
                samples().stream().map(f -> f.getFileName().toString()).toList();
        for (int version = 1; version <= BundleContainer.VERSION; version++) {
            String start = "bundle-v" + version + "-";
            assertThat(names)
                    .as("samples of version " + version)
                    .filteredOn(n -> n.startsWith(start))
                    .hasSizeGreaterThan(1);
        }
    }

    @TestFactory
    Stream<DynamicTest> opensVerifiesAndComputesWhatItDid() throws IOException {
        return samples().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    assertThat(Files.size(file)).isLessThan(60_000);
                    assertThat(BundleCheck.of(file).problems()).isEmpty();
                    NamedTensors expected = Safetensors.read(
                                    Path.of(file.toString().replace(BundleFile.ENDING, ".safetensors")))
                            .tensors();
                    int networks = 0;
                    try (Runtime runtime = Runtime.open(1);
                            BundleFile bundle = BundleFile.open(file)) {
                        assertThat(bundle.description().licence()).isEqualTo("CC0 1.0");
                        assertThat(bundle.description().postprocessing()).isPresent();
                        assertThat(BundleCheck.dryRun(runtime, bundle)).isEmpty();
                        for (MemberDescription member : bundle.description().members()) {
                            for (String fold : member.folds()) {
                                assertThat(logits(runtime, bundle, member, fold))
                                        .containsExactly(
                                                expected.get(member.name() + "/" + fold)
                                                        .values(),
                                                Offset.offset(1e-5f));
                                networks++;
                            }
                        }
                    }
                    assertThat(expected.names()).hasSize(networks);
                }));
    }
}
