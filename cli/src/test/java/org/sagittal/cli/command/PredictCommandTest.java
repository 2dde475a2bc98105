package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.io.SampleType;
import org.sagittal.geometry.io.StoredVolume;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.VolumeHeader;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/** What {@code sagittal predict} does beyond a single model's label maps. */
@Tag("slow")
class PredictCommandTest {
    private static final ImageReader READER = ImageReaders.byName("SimpleITKIO");
    private static final String CASE = "hippocampus_301";
    private static final String FILE = CASE + ".nii.gz";

    @TempDir
    Path folder;

    private Path models;
    private Path image;

    @BeforeEach
    void find() {
        models = SharedData.require("goldens/models");
        image = SharedData.require("data/Dataset004_Hippocampus/imagesTr/" + CASE + "_0000.nii.gz");
    }

    private CommandRun predict(String out, Object... words) {
        List<Object> all = new ArrayList<>(List.of("predict", "--no-mirroring", "-o", folder.resolve(out)));
        all.addAll(List.of(words));
        if (!all.contains("-i")) {
            all.addAll(List.of("-i", image));
        }
        return CommandRun.of(all.toArray());
    }

    private LabelVoxels labels(String file) {
        return READER.readLabel(folder.resolve(file));
    }

    private void requireSame(String file, String other) {
        LabelVoxels a = labels(file);
        LabelVoxels b = labels(other);
        for (int z = 0; z < a.shape().z(); z++) {
            assertThat(a.slice(z)).isEqualTo(b.slice(z));
        }
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    @Test
    void aCascadeInOneCommandIsTheTwoCommands() throws IOException {
        Path lowres = models.resolve("hippocampus-cascade/lowres.zip");
        Path cascade = models.resolve("hippocampus-cascade/cascade.zip");

        CommandRun joint = predict("joint", "-m", cascade, "-m", lowres, "--keep-stages");
        assertThat(joint.status()).isZero();
        assertThat(joint.err()).contains("3d_cascade_fullres after 3d_lowres");
        assertThat(predict("first", "-m", lowres).status()).isZero();
        assertThat(predict("second", "-m", cascade, "--previous", folder.resolve("first"))
                        .status())
                .isZero();

        requireSame("joint/" + FILE, "second/" + FILE);
        requireSame("joint/3d_lowres/" + FILE, "first/" + FILE);
        JsonNode record = json("joint/prediction.json");
        assertThat(record.get("program").asText()).isIn("fast", "reference");
        assertThat(record.get("models").get(0).get("configuration").asText()).isEqualTo("3d_lowres");
        assertThat(record.get("models").get(1).get("previous_stage").asText()).isEqualTo("3d_lowres");
        assertThat(record.get("models").get(1).get("sha256").get("cascade.zip").asText())
                .hasSize(64);
        assertThat(record.get("cases").get(0).get("status").asText()).isEqualTo("written");

        CommandRun alone = predict("alone", "-m", cascade);
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).contains("3d_lowres").contains("--previous").hasLineCount(1);
        assertThat(folder.resolve("alone")).doesNotExist();
    }

    @Test
    void severalModelsAreTheMeanOfTheirProbabilities() {
        Path one = models.resolve("hippocampus-3d/model.zip");
        Path other = models.resolve("hippocampus-resenc/model");

        assertThat(predict("one", "-m", one, "--probabilities").status()).isZero();
        assertThat(predict("other", "-m", other, "--probabilities").status()).isZero();
        assertThat(predict("joint", "-m", one, "-m", other, "--probabilities").status())
                .isZero();
        CommandRun ensemble = CommandRun.of(
                "ensemble", folder.resolve("one"), folder.resolve("other"), "-o", folder.resolve("ensemble"));
        assertThat(ensemble.err() + ensemble.status()).endsWith("0");

        requireSame("joint/" + FILE, "ensemble/" + FILE);
        LabelVoxels joint = labels("joint/" + FILE);
        boolean differs = false;
        for (int z = 0; z < joint.shape().z(); z++) {
            differs |= !java.util.Arrays.equals(
                    joint.slice(z), labels("one/" + FILE).slice(z));
        }
        assertThat(differs).as("the mean is not just the first").isTrue();
    }

    @Test
    void uncertaintyLeavesLabelsAndNamesCases() throws IOException {
        Path model = models.resolve("hippocampus-3d/model.zip");

        CommandRun run = predict("with", "-m", model, "--uncertainty", "--look-below", "1");
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("1 of 1 cases deserves a look: " + CASE);
        assertThat(predict("without", "-m", model).status()).isZero();

        requireSame("with/" + FILE, "without/" + FILE);
        FloatVoxels values = READER.readImages(List.of(folder.resolve("with/" + CASE + "_uncertainty.nii.gz")))
                .channels()
                .get(0);
        assertThat(values.shape()).isEqualTo(labels("with/" + FILE).shape());
        JsonNode quality = json("with/quality.json").get("cases").get(CASE);
        assertThat(quality.get("mean_uncertainty_of_foreground").asDouble()).isBetween(1e-6, 1.0);

        CommandRun single = predict("single", "-m", model, "-f", "0", "--uncertainty");
        assertThat(single.status()).isEqualTo(2);
        assertThat(single.err()).contains("entropy").hasLineCount(1);
        assertThat(predict("single", "-m", model, "-f", "0", "--uncertainty=entropy")
                        .status())
                .isZero();
    }

    /** With one tile and no mirrors the passes are the folds, whose labels two more runs give. */
    @Test
    void agreementIsTheMeanDiceOfTheFoldsWithTheirEnsemble() throws IOException {
        Path model = models.resolve("hippocampus-3d/model.zip");
        Path scan = folder.resolve("tile_0000.nii.gz");
        firstTile(new Shape(24, 32, 24), scan);

        for (String fold : List.of("0", "1")) {
            assertThat(predict("fold" + fold, "-m", model, "-i", scan, "-f", fold)
                            .status())
                    .isZero();
        }
        assertThat(predict("both", "-m", model, "-i", scan, "--uncertainty").status())
                .isZero();

        JsonNode agreement = json("both/quality.json").get("cases").get("tile").get("agreement");
        LabelVoxels both = labels("both/tile.nii.gz");
        List<String> names = List.of("Anterior", "Posterior");
        for (int label = 1; label <= 2; label++) {
            double mean =
                    (dice(label, labels("fold0/tile.nii.gz"), both) + dice(label, labels("fold1/tile.nii.gz"), both))
                            / 2;
            assertThat(mean).isBetween(0.05, 0.95);
            assertThat(agreement.get(names.get(label - 1)).asDouble()).isCloseTo(mean, within(1e-6));
        }
    }

    private void firstTile(Shape shape, Path scan) {
        VolumeFormat format = VolumeFormats.of(image);
        StoredVolume whole = format.read(image);
        VoxelGrid grid = VoxelGrid.of(shape, whole.header().grid().spacing());
        FloatVoxels voxels = whole.channels().get(0);
        format.write(scan, VolumeHeader.forWriting(SampleType.FLOAT32, grid, 3, 1), (channel, z, into) -> {
            for (int i = 0; i < into.length; i++) {
                into[i] = voxels.at(z + 6, i / shape.x() + 9, i % shape.x() + 6);
            }
        });
    }

    private static double dice(int label, LabelVoxels a, LabelVoxels b) {
        int hits = 0;
        int sizes = 0;
        for (int z = 0; z < a.shape().z(); z++) {
            for (int i = 0; i < a.slice(z).length; i++) {
                boolean inA = a.slice(z)[i] == label;
                boolean inB = b.slice(z)[i] == label;
                hits += inA && inB ? 1 : 0;
                sizes += (inA ? 1 : 0) + (inB ? 1 : 0);
            }
        }
        return 2.0 * hits / sizes;
    }

    @Test
    void onlySomeLabelsAndOnlyAPart() {
        Path model = models.resolve("hippocampus-3d/model.zip");

        assertThat(predict("all", "-m", model).status()).isZero();
        assertThat(predict("some", "-m", model, "--label", "Posterior", "--label-files", "--roi", "5:30,8:40,:")
                        .status())
                .isZero();

        LabelVoxels all = labels("all/" + FILE);
        LabelVoxels some = labels("some/" + FILE);
        LabelVoxels mask = labels("some/" + CASE + "_Posterior.nii.gz");
        int kept = 0;
        for (int z = 0; z < all.shape().z(); z++) {
            for (int y = 0; y < all.shape().y(); y++) {
                for (int x = 0; x < all.shape().x(); x++) {
                    boolean inside = z >= 5 && z < 30 && y >= 8 && y < 40;
                    int expected = inside && all.at(z, y, x) == 2 ? 2 : 0;
                    assertThat(some.at(z, y, x)).isEqualTo((short) expected);
                    assertThat(mask.at(z, y, x)).isEqualTo((short) (expected / 2));
                    kept += expected / 2;
                }
            }
        }
        assertThat(kept).isPositive();
        assertThat(predict("typo", "-m", model, "--label", "Spleen").err())
                .contains("Spleen", "Anterior 1")
                .hasLineCount(1);
        assertThat(predict("typo", "-m", model, "--roi", "5-30").status()).isEqualTo(2);
    }

    @Test
    void aBadCaseIsNamedAndContinueDoesTheRest() throws IOException {
        Path model = models.resolve("hippocampus-3d/model.zip");
        Path in = Files.createDirectory(folder.resolve("in"));
        Files.copy(image, in.resolve("a_0000.nii.gz"));
        Files.copy(image, in.resolve("c_0000.nii.gz"));
        Files.copy(image, in.resolve("c_0001.nii.gz"));
        Files.writeString(in.resolve("b_0000.nii.gz"), "no image");
        Files.copy(image, in.resolve("d_0000.nii.gz"));

        CommandRun run = predict("out", "-m", model, "-i", in, "-f", "0");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("2 of 4 cases failed: b, c")
                .contains("takes 1 image channels, the case has 2")
                .contains("2 label maps");
        assertThat(names("out")).contains("a.nii.gz", "d.nii.gz").doesNotContain("b.nii.gz", "c.nii.gz");
        assertThat(json("out/prediction.json")
                        .get("cases")
                        .get(1)
                        .get("problem")
                        .asText())
                .contains("b_0000");

        Files.delete(in.resolve("b_0000.nii.gz"));
        Files.delete(in.resolve("c_0001.nii.gz"));
        Files.writeString(folder.resolve("out/a.nii.gz"), "left alone");
        CommandRun again = predict("out", "-m", model, "-i", in, "-f", "0", "--continue");
        assertThat(again.status()).isZero();
        assertThat(again.err()).contains("3 label maps", "2 of them from before");
        assertThat(folder.resolve("out/a.nii.gz")).hasContent("left alone");

        CommandRun wanted = predict(
                "out", "-m", model, "-i", in.resolve("d_0000.nii.gz"), "-f", "0", "--continue", "--probabilities");
        assertThat(wanted.err()).contains("1 label map").doesNotContain("from before");
        assertThat(names("out")).contains("d.npz").noneMatch(name -> name.endsWith(".part"));
    }

    private List<String> names(String out) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(out))) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    @Test
    void anImageIsNeverReplacedByItsLabels() throws IOException {
        Path scan = Files.copy(image, folder.resolve("scan.nii.gz"));
        byte[] before = Files.readAllBytes(scan);

        CommandRun run = CommandRun.of(
                "predict", "-m", models.resolve("hippocampus-3d/model.zip"), "-f", "0", "-i", scan, "-o", folder);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("would replace its image");
        assertThat(Files.readAllBytes(scan)).isEqualTo(before);
    }
}
