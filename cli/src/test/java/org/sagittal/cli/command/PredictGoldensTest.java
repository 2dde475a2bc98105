package org.sagittal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sagittal.cli.CommandRun;
import org.sagittal.geometry.io.VolumeFormats;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.testing.SharedData;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.VoxelGrid;
import org.sagittal.preprocessing.reader.ImageReader;
import org.sagittal.preprocessing.reader.ImageReaders;

/** Every model and run of the reference folder through {@code sagittal predict}, against the files that nnU-Net wrote. */
@Tag("slow")
class PredictGoldensTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> predictsAsNnunet() throws IOException {
        Path models = SharedData.require("goldens/models");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> found = Files.list(models)) {
            for (Path model : found.filter(Files::isDirectory).sorted().toList()) {
                JsonNode described = JSON.readTree(model.resolve("predict.json").toFile());
                for (JsonNode run : described.get("runs")) {
                    String name = model.getFileName() + " " + run.get("name").asText();
                    tests.add(DynamicTest.dynamicTest(name, () -> requireEqual(model, described, run)));
                }
            }
        }
        return tests.stream();
    }

    private void requireEqual(Path goldens, JsonNode described, JsonNode run) throws IOException {
        Path out = Files.createTempDirectory(folder, "out");
        List<String> folds = new ArrayList<>();
        run.get("folds").forEach(fold -> folds.add(fold.asText()));
        List<Object> words = new ArrayList<>(List.of(
                "predict", "-q", "--probabilities", "-o", out, "-i", inputs(described), "-f", String.join(",", folds)));
        words.addAll(List.of("-m", goldens.resolve(run.get("model").asText())));
        words.addAll(List.of(
                "--checkpoint",
                run.get("checkpoint").asText(),
                "--step",
                run.get("step").asText()));
        if (!run.get("mirroring").asBoolean()) {
            words.add("--no-mirroring");
        }
        if (run.has("previous")) {
            words.addAll(
                    List.of("--previous", goldens.resolve(run.get("previous").asText())));
        }

        CommandRun ended = CommandRun.of(words.toArray());

        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
        for (JsonNode input : described.get("inputs")) {
            String id = input.get("case").asText();
            requireLabels(out, goldens, run, id + described.get("ending").asText());
            requireProbabilities(out, goldens, run, id);
        }
    }

    /** A folder of copies named as nnU-Net wants them. */
    private Path inputs(JsonNode described) throws IOException {
        Path folder = Files.createTempDirectory(this.folder, "in");
        for (JsonNode input : described.get("inputs")) {
            JsonNode channels = input.get("channels");
            for (int c = 0; c < channels.size(); c++) {
                String name = String.format(
                        "%s_%04d%s",
                        input.get("case").asText(), c, described.get("ending").asText());
                Files.copy(SharedData.require(channels.get(c).asText()), folder.resolve(name));
            }
        }
        return folder;
    }

    /** The model that goldens/training kept, on the cases nnU-Net validated it with. */
    @Test
    void validatesAsNnunet() throws IOException {
        Path training = SharedData.require("goldens/training/hippocampus");
        Path images = SharedData.require("data/Dataset004_Hippocampus/imagesTr");
        List<Path> expected;
        try (Stream<Path> found = Files.list(training.resolve("validation"))) {
            expected =
                    found.filter(f -> f.toString().endsWith(".nii.gz")).sorted().toList();
        }
        assertThat(expected).hasSize(39);
        Path list = folder.resolve("cases.txt");
        Files.write(
                list,
                expected.stream()
                        .map(f -> images.resolve(f.getFileName().toString().replace(".nii.gz", "_0000.nii.gz"))
                                .toAbsolutePath()
                                .toString())
                        .toList());
        Path out = folder.resolve("validation");

        assertThat(CommandRun.of("predict", "-q", "-m", training.resolve("model"), "-f", "0", "-i", list, "-o", out)
                        .status())
                .isZero();

        ImageReader reader = ImageReaders.byName("SimpleITKIO");
        for (Path file : expected) {
            assertThat(agreement(reader.readLabel(out.resolve(file.getFileName().toString())), reader.readLabel(file)))
                    .as("share of equal voxels of " + file.getFileName())
                    .isGreaterThanOrEqualTo(0.9999);
        }
    }

    private static void requireLabels(Path out, Path goldens, JsonNode run, String file) {
        Path written = out.resolve(file);
        Path expected = goldens.resolve(run.get("expected").asText()).resolve(file);
        Path float32 =
                goldens.resolve(run.get("expected_float32_sums").asText()).resolve(file);
        ImageReader reader = ImageReaders.byName(file.endsWith(".png") ? "NaturalImage2DIO" : "SimpleITKIO");
        LabelVoxels labels = reader.readLabel(written);
        double agreement =
                Math.max(agreement(labels, reader.readLabel(expected)), agreement(labels, reader.readLabel(float32)));
        assertThat(agreement).as("share of equal voxels of " + file).isGreaterThanOrEqualTo(0.9999);
        if (file.endsWith(".nii.gz")) {
            requireSameGrid(
                    VolumeFormats.of(written).readHeader(written).grid(),
                    VolumeFormats.of(expected).readHeader(expected).grid());
        }
    }

    /** ITK's own arithmetic differs from ours in the last bits of directions near 0. */
    private static void requireSameGrid(VoxelGrid ours, VoxelGrid theirs) {
        assertThat(ours.shape()).isEqualTo(theirs.shape());
        assertThat(ours.spacing()).isEqualTo(theirs.spacing());
        assertThat(origin(ours)).containsExactly(origin(theirs), Offset.offset(0.0));
        assertThat(ours.direction()).containsExactly(theirs.direction(), Offset.offset(1e-11));
    }

    private static double[] origin(VoxelGrid grid) {
        return new double[] {
            grid.originMm().x(), grid.originMm().y(), grid.originMm().z()
        };
    }

    private static double agreement(LabelVoxels a, LabelVoxels b) {
        assertThat(a.shape()).isEqualTo(b.shape());
        long equal = 0;
        for (int z = 0; z < a.shape().z(); z++) {
            for (int i = 0; i < a.shape().sliceVoxels(); i++) {
                equal += a.slice(z)[i] == b.slice(z)[i] ? 1 : 0;
            }
        }
        return (double) equal / a.shape().voxels();
    }

    /** The stored part of nnU-Net's: within 2e-3 for 99 % of the voxels and 0.3 everywhere (its float16 sums keep few bits). */
    private static void requireProbabilities(Path out, Path goldens, JsonNode run, String id) throws IOException {
        JsonNode described = run.get("probabilities");
        if (described == null || !described.get("case").asText().equals(id)) {
            return;
        }
        NpyArray ours = read(out.resolve(id + ".npz"));
        NpyArray expected = read(goldens.resolve(run.get("expected").asText()).resolve(id + ".npz"));
        assertThat(ours.shape()).containsExactly(ints(described.get("shape")));
        JsonNode box = described.get("box");
        long far = 0;
        double worst = 0;
        for (int head = 0; head < ours.shape()[0]; head++) {
            FloatVoxels own = ours.floatVoxels(head);
            FloatVoxels theirs = expected.floatVoxels(head);
            for (int z = 0; z < theirs.shape().z(); z++) {
                for (int y = 0; y < theirs.shape().y(); y++) {
                    for (int x = 0; x < theirs.shape().x(); x++) {
                        float value = own.at(z + start(box, 0), y + start(box, 1), x + start(box, 2));
                        double difference = Math.abs(value - theirs.at(z, y, x));
                        worst = Math.max(worst, difference);
                        far += difference > 2e-3 ? 1 : 0;
                    }
                }
            }
        }
        assertThat(worst).as("worst probability of " + id).isLessThanOrEqualTo(0.3);
        assertThat((double) far / expected.size())
                .as("share of far probabilities of " + id)
                .isLessThanOrEqualTo(0.01);
    }

    private static NpyArray read(Path npz) throws IOException {
        try (InputStream in = Files.newInputStream(npz);
                ZipInputStream zip = new ZipInputStream(in)) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("probabilities.npy");
            return NpyFormat.read(npz, zip, 1L << 32);
        }
    }

    private static int start(JsonNode box, int axis) {
        return box.get(axis).get(0).asInt();
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asInt();
        }
        return values;
    }
}
