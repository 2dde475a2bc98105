package org.sagittal.models.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.models.script.StoredZip;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

class BundleFileTest {
    @TempDir
    Path folder;

    private Path write(ModelSource source) {
        Path file = folder.resolve("a.sagittal");
        BundleFile.write(source, file);
        return file;
    }

    @Test
    void givesBackWhatWentIn() {
        for (TinyModels models : List.of(TinyModels.labels(), TinyModels.regions())) {
            Path file = write(models);
            try (BundleFile bundle = BundleFile.open(file)) {
                BundleDescription read = bundle.description();
                BundleDescription written = models.description();
                assertThat(bundle.version()).isEqualTo(1);
                assertThat(read.members()).isEqualTo(written.members());
                assertThat(read.ensemble()).isEqualTo(written.ensemble());
                assertThat(read.postprocessing()).isEqualTo(written.postprocessing());
                assertThat(read.dataset().json()).isEqualTo(written.dataset().json());
                assertThat(read.provenance().sha256()).containsExactly(Map.entry("tiny", "ab".repeat(32)));
                assertThat(read.provenance().versions()).containsExactly(Map.entry("torch", "2.7.1"));
                assertThat(bundle.documents()).containsExactly("dataset.json", "3d_fullres/plans.json");
                assertThat(bundle.document("3d_fullres/plans.json")).isPresent();
                assertThat(bundle.document("card.md")).isEmpty();
                for (MemberDescription member : written.members()) {
                    for (String fold : member.folds()) {
                        assertThat(bundle.weights(member.name(), fold).asMap())
                                .isEqualTo(models.weights(member.name(), fold).asMap());
                    }
                }
                assertThat(bundle.model("3d_fullres", List.of()).folds())
                        .hasSize(written.member("3d_fullres").folds().size());
                assertThatThrownBy(() -> bundle.weights("3d_fullres", "7")).hasMessageContaining("no fold 7");
            }
            assertThat(BundleCheck.of(file).problems()).isEmpty();
        }
    }

    @Test
    void aBundleOfABundleIsTheSame() throws IOException {
        Path file = write(TinyModels.labels());
        Path again = folder.resolve("again.sagittal");
        try (BundleFile bundle = BundleFile.open(file)) {
            BundleFile.write(bundle, again);
        }
        assertThat(again).hasSameBinaryContentAs(file);
        BundleFile.write(TinyModels.labels(), again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void asksForOneFoldAfterTheOther() {
        TinyModels models = TinyModels.labels();
        write(models);
        assertThat(models.asked).containsExactly("3d_fullres/0", "3d_fullres/1", "3d_lowres/all");
    }

    @Test
    void theCardSaysWhatIsKnownAndWhatIsNot() {
        try (BundleFile bundle = BundleFile.open(write(TinyModels.labels()))) {
            assertThat(bundle.description().card())
                    .startsWith("# Dataset905_Tiny\n")
                    .contains("inner and outer in CT and PET | late images with 3 trained networks")
                    .contains("| 1 | `<case>_0001` | PET \\| late | ZScoreNormalization |")
                    .contains("4 x 8 x 6 | 3 x 2 x 1.25 |")
                    .contains("the mean of 3d_fullres and 3d_lowres")
                    .contains("labels 1, 2 is kept")
                    .contains("Not known")
                    .contains("- SHA-256 of tiny: `abab");
        }
        ModelSource own = TinyModels.labels();
        try (BundleFile bundle = BundleFile.open(write(
                own.as(own.description().named("Mine").licensed("CC BY 4.0").withCard("# Mine\n"))))) {
            assertThat(bundle.description().name()).isEqualTo("Mine");
            assertThat(bundle.description().licence()).isEqualTo("CC BY 4.0");
            assertThat(bundle.description().card()).isEqualTo("# Mine\n");
        }
    }

    @Test
    void aPartOfTheModelsIsABundleToo() {
        ModelSource models = TinyModels.labels();
        BundleDescription part = models.description().only(List.of("3d_fullres"), List.of("1"));
        try (BundleFile bundle = BundleFile.open(write(models.as(part)))) {
            assertThat(bundle.description().onlyMember().folds()).containsExactly("1");
            assertThat(bundle.description().ensemble()).isEmpty();
            assertThat(bundle.description().postprocessing()).isEmpty();
        }
        assertThatThrownBy(() -> models.description().only(List.of("2d"), List.of()))
                .hasMessageContaining("[3d_fullres, 3d_lowres]");
        assertThatThrownBy(() -> models.description().only(List.of(), List.of("3")))
                .hasMessageContaining("no fold 3");
    }

    @Test
    void aFailedWriteLeavesNothing() throws IOException {
        NamedTensors wrong = NamedTensors.of(Map.of("a", WeightTensor.of(List.of(1), new float[] {1})));
        TinyModels models = TinyModels.labels().with("3d_lowres", "all", wrong);
        assertThatThrownBy(() -> BundleFile.write(models, folder.resolve("new/deep/a.sagittal")))
                .hasMessageContaining("is missing");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> write(TinyModels.labels())).isInstanceOf(CancellationException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysWhichWeightsAreNotFinite() {
        Map<String, WeightTensor> weights = new LinkedHashMap<>(
                TinyModels.regions().weights("3d_fullres", "0").asMap());
        String name = weights.keySet().iterator().next();
        float[] values = weights.get(name).values().clone();
        values[0] = Float.NaN;
        weights.put(name, WeightTensor.of(weights.get(name).shape(), values));
        Path file = write(TinyModels.regions().with("3d_fullres", "0", NamedTensors.of(weights)));

        assertThat(BundleCheck.of(file).problems())
                .singleElement()
                .asString()
                .contains(name)
                .contains("NaN");
        try (BundleFile bundle = BundleFile.open(file)) {
            assertThat(bundle.description().card()).contains(name + " holds NaN");
        }
    }

    /** A flipped bit in any entry, header or directory is one problem at least; none gives a bundle that opens as another. */
    @Test
    void everyFlippedBitIsFound() throws IOException {
        Path file = write(TinyModels.regions());
        byte[] whole = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.sagittal");
        for (int at = 0; at < whole.length; at += 97) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) (1 << (at % 8));
            Files.write(damaged, bytes);
            assertThat(BundleCheck.of(damaged).problems()).as("byte " + at).isNotEmpty();
        }
    }

    @Test
    void everyTruncationIsRefusedInASentence() throws IOException {
        byte[] whole = Files.readAllBytes(write(TinyModels.regions()));
        Path cut = folder.resolve("cut.sagittal");
        for (int percent = 0; percent < 100; percent++) {
            Files.write(cut, Arrays.copyOf(whole, whole.length * percent / 100));
            assertThatThrownBy(() -> BundleFile.open(cut))
                    .as(percent + " %")
                    .isInstanceOf(FormatException.class)
                    .satisfies(
                            e -> assertThat(e.getMessage()).doesNotContain("\n").contains("cut.sagittal"));
            assertThat(BundleCheck.of(cut).problems()).hasSize(1);
        }
        Files.write(cut, Arrays.copyOf(whole, whole.length + 1));
        assertThat(BundleCheck.of(cut).problems()).hasSize(1);
    }

    /** Changes the manifest's text and packs the bundle anew. */
    private Path withManifest(UnaryOperator<String> change) throws IOException {
        Path file = write(TinyModels.labels());
        Path changed = folder.resolve("changed.sagittal");
        try (ZipFile zip = new ZipFile(file.toFile());
                StoredZip packed = new StoredZip(Files.newOutputStream(changed), "")) {
            for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("manifest.json")) {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(change.apply(text)).isNotEqualTo(text);
                    bytes = change.apply(text).getBytes(StandardCharsets.UTF_8);
                }
                packed.add(entry.getName(), bytes);
            }
        }
        return changed;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"version\" : 1;\"version\" : 2;is a bundle of version 2",
                "\"version\" : 1;\"version\" : \"1\";states no version",
                "sagittal bundle;other;is no Sagittal bundle",
                "\"dataset.json\" : {;\"dataset.jsonx\" : {;does not list",
                "\"3d_lowres\";\"../lowres\";'../lowres'",
                "\"3d_lowres\";\"3d_fullres\";each named once",
                "\"all\";\"every\";'every'",
                "\"bytes\" : 1;\"bytes\" : 2;but has",
                "\"postprocessing_fns\";\"postprocessing_functions\";postprocessing_fns",
            })
    void refusesManifestsThatContradictTheFile(String old, String other, String message) throws IOException {
        Path changed = withManifest(text -> text.replace(old, other));
        assertThatThrownBy(() -> BundleFile.open(changed))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
        assertThat(BundleCheck.of(changed).problems()).isNotEmpty();
    }

    @Test
    void passesOverKeysItDoesNotKnow() throws IOException {
        Path changed = withManifest(text -> text.replaceFirst("\\{", "{\"later\": [1, {}],"));
        try (BundleFile bundle = BundleFile.open(changed)) {
            assertThat(bundle.description().members()).hasSize(2);
        }
        assertThat(BundleCheck.of(changed).problems()).isEmpty();
    }

    @Test
    void refusesWhatIsNoBundle() throws IOException {
        Path text = Files.writeString(folder.resolve("text.sagittal"), "no zip");
        assertThat(BundleFile.is(text)).isTrue();
        assertThat(BundleFile.is(folder)).isFalse();
        assertThatThrownBy(() -> BundleFile.open(text)).isInstanceOf(FormatException.class);
        Path zip = folder.resolve("other.zip");
        try (StoredZip packed = new StoredZip(Files.newOutputStream(zip), "")) {
            packed.add("other.json", new byte[0]);
        }
        assertThat(BundleFile.is(zip)).isFalse();
        assertThatThrownBy(() -> BundleFile.open(zip)).hasMessageContaining("has no manifest.json");
    }
}
