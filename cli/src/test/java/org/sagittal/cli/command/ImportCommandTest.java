package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.models.bundle.BundleFile;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.bundle.ModelSource;
import org.sagittal.planner.pipeline.ModelSources;

/** {@code import}, {@code verify} and {@code inspect} of bundles, as a person types them. */
class ImportCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TINY =
            Path.of("../nnunet-planner/src/test/resources/org/sagittal/planner/exchange/tiny.zip");

    @TempDir
    Path folder;

    @Test
    void importsVerifiesAndDescribes() throws IOException {
        Path bundle = folder.resolve("tiny.sagittal");
        Path licence = Files.writeString(folder.resolve("licence.txt"), "CC BY 4.0\n\nlong text\n");
        CommandRun imported =
                CommandRun.of("import", TINY, "-o", bundle, "--name", "Tiny", "--licence", licence, "-f", "0");
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains("Tiny")
                .contains("3D plain U-Net, patch 8 x 8 x 8, fold 0 (final)")
                .contains("background 0")
                .containsPattern("size +[1-9][0-9]* KB");

        CommandRun verified = CommandRun.of("verify", bundle);
        assertThat(verified.err()).doesNotContain("verify:");
        assertThat(verified.status()).isZero();
        assertThat(verified.out()).contains("every network runs");

        JsonNode described = JSON.readTree(CommandRun.of("inspect", "--json", bundle, folder.resolve("none"))
                .out()
                .lines()
                .findFirst()
                .orElse(""));
        assertThat(described.path("format").asText()).isEqualTo("sagittal bundle");
        assertThat(described.path("version").asInt()).isEqualTo(1);
        assertThat(described.path("name").asText()).isEqualTo("Tiny");
        assertThat(described.path("licence").asText()).startsWith("CC BY 4.0");
        assertThat(described.path("members").path(0).path("folds").path(0).asText())
                .isEqualTo("0");
        assertThat(described.path("labels").path("background").asInt(-1)).isZero();
        assertThat(described.path("provenance").path("source").asText()).isEqualTo("tiny.zip");
        assertThat(described.path("provenance").path("sha256").path("tiny.zip").asText())
                .hasSize(64);
        assertThat(described.path("provenance").path("versions").has("sagittal"))
                .isTrue();
        assertThat(CommandRun.of("inspect", bundle).out())
                .contains("sagittal bundle")
                .contains("3D plain U-Net, patch 8 x 8 x 8, fold 0 (final)")
                .doesNotContain("{")
                .doesNotContain("null");
        assertThat(CommandRun.of("inspect", TINY).out())
                .contains("nnU-Net v2 model")
                .contains("3D plain U-Net, patch 8 x 8 x 8, fold")
                .contains("background 0")
                .doesNotContain("{");
    }

    @Test
    void damageIsOneLineAndStatus1() throws IOException {
        Path bundle = folder.resolve("tiny.sagittal");
        CommandRun.of("import", TINY, "-o", bundle);
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length / 2] ^= 1;
        Files.write(bundle, bytes);
        CommandRun verified = CommandRun.of("verify", bundle);
        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.err().lines()).hasSize(1);
        Files.write(bundle, new byte[10]);
        assertThat(CommandRun.of("verify", bundle).status()).isEqualTo(1);
        assertThat(CommandRun.of("verify", folder.resolve("none.sagittal")).status())
                .isEqualTo(1);
        assertThat(CommandRun.of("predict", "-m", bundle, "-i", folder, "-o", folder.resolve("out"))
                        .status())
                .isEqualTo(1);
    }

    @Test
    void saysWhatIsNotThere() throws IOException {
        Path bundle = folder.resolve("new/tiny.sagittal");
        for (List<Object> words : List.<List<Object>>of(
                List.of("-c", "2d"),
                List.of("-f", "3"),
                List.of("--checkpoint", "best"),
                List.of("--card", folder.resolve("none.md")))) {
            List<Object> line = new ArrayList<>(List.of("import", TINY, "-o", bundle));
            line.addAll(words);
            CommandRun run = CommandRun.of(line.toArray());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err().lines()).hasSize(1);
        }
        assertThat(CommandRun.of("import", TINY, "-o", TINY).status()).isEqualTo(2);
        assertThat(CommandRun.of("import", TINY, "-o", folder).status()).isEqualTo(2);
        assertThat(CommandRun.of("import", folder, "-o", bundle).status()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();
    }

    @TestFactory
    Stream<DynamicTest> hostileModelsEndAsTheyShould() throws IOException {
        Path hostile = SharedData.require("goldens/hostile-models");
        List<Path> cases;
        try (Stream<Path> found = Files.list(hostile)) {
            cases = found.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(cases).hasSizeGreaterThan(5);
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.getFileName().toString(), () -> hostile(one)));
    }

    private void hostile(Path one) throws IOException {
        JsonNode expect = JSON.readTree(one.resolve("expect.json").toFile());
        Path output = folder.resolve(one.getFileName() + "/x.sagittal");
        CommandRun run = CommandRun.of("import", one.resolve("model.zip"), "-o", output);
        if (expect.path("either").asBoolean()) {
            assertThat(run.status()).isBetween(0, 1);
        } else if (expect.path("refuse").asBoolean()) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).hasSize(1);
            assertThat(output.getParent()).doesNotExist();
        } else {
            assertThat(run.status()).as(run.err()).isZero();
            String mention = expect.path("must_mention").asText().toLowerCase(Locale.ROOT);
            assertThat(run.out().toLowerCase(Locale.ROOT)).contains(mention);
            assertThat(run.err().toLowerCase(Locale.ROOT)).contains(mention);
        }
        assertThat(Path.of("PWNED")).doesNotExist();
        assertThat(Path.of("../PWNED")).doesNotExist();
    }

    /** What decides a prediction - recipe and every weight - is the same in the bundle, so the prediction is. */
    @TestFactory
    Stream<DynamicTest> bundlesOfTheReferenceModelsHoldTheSame() throws IOException {
        Path models = SharedData.require("goldens/models");
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(models, 2)) {
            all.filter(p -> p.toString().endsWith(".zip") || p.endsWith("model"))
                    .sorted()
                    .forEach(found::add);
        }
        assertThat(found).hasSizeGreaterThan(10);
        return found.stream()
                .map(path -> DynamicTest.dynamicTest(models.relativize(path).toString(), () -> same(path)));
    }

    private void same(Path model) throws IOException {
        Path bundle = folder.resolve("same.sagittal");
        assertThat(CommandRun.of("import", model, "-o", bundle).status()).isZero();
        try (ModelSource original = ModelSources.open(model);
                BundleFile imported = BundleFile.open(bundle)) {
            assertThat(imported.description().members())
                    .isEqualTo(original.description().members());
            assertThat(imported.description().dataset().json())
                    .isEqualTo(original.description().dataset().json());
            for (MemberDescription member : original.description().members()) {
                for (String fold : member.folds()) {
                    assertThat(imported.weights(member.name(), fold).asMap())
                            .isEqualTo(original.weights(member.name(), fold).asMap());
                }
                assertThat(imported.document(member.name() + "/plans.json").orElseThrow())
                        .isEqualTo(
                                original.document(member.name() + "/plans.json").orElseThrow());
            }
        }
    }
}
