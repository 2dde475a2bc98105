package org.sagittal.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.bundle.MemberDescription;
import org.sagittal.models.inference.InferenceOptions;
import org.sagittal.models.inference.ProgramNetwork;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.models.runtime.Program;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.runtime.Tensor;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.Placement;

class ProgramExportTest {
    private static final ProgramExport ONNX = new ProgramExport(ProgramFormat.ONNX, "sagittal test");
    private static final ProgramExport TORCHSCRIPT = new ProgramExport(ProgramFormat.TORCHSCRIPT, "sagittal test");

    /** (z, y, x) of the file; turned by 2, 0, 1 and cropped it is smaller than a patch of (8, 12, 8) along every axis. */
    private static final Shape SHAPE = new Shape(11, 8, 7);

    private static final Spacing SPACING = new Spacing(3, 2, 1);

    private static Runtime runtime;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        runtime = Runtime.open(1);
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    @ParameterizedTest
    @CsvSource({"3d_fullres, false", "3d_fullres, true", "2d, false", "2d, true", "3d_cascade_fullres, false"})
    void whoFollowsTheJsonAloneGetsOurLabels(String configuration, boolean regions) throws IOException, OrtException {
        MemoryModel model = MemoryModel.of(regions ? MemoryModel.REGIONS : MemoryModel.LABELS, configuration);
        ONNX.write(model, ExportSelection.ALL, folder);
        List<float[]> image = List.of(image(1), image(2));
        boolean cascade = configuration.contains("cascade");
        LabelVoxels firstStage = firstStage();

        LabelVoxels ours = segment(model, configuration, image, cascade ? Optional.of(firstStage) : Optional.empty());
        int[] theirs = new FollowedPipeline(folder.resolve(configuration))
                .run(
                        image.stream().map(float[]::clone).toList(),
                        new int[] {SHAPE.z(), SHAPE.y(), SHAPE.x()},
                        new double[] {SPACING.zMm(), SPACING.yMm(), SPACING.xMm()},
                        cascade ? flat(firstStage) : null);

        assertThat(theirs).containsExactly(flat(ours));
        assertThat(Arrays.stream(theirs).distinct().count()).isGreaterThan(1);
    }

    private static LabelVoxels segment(
            MemoryModel model, String configuration, List<float[]> image, Optional<LabelVoxels> firstStage) {
        List<FloatVoxels> channels = image.stream()
                .map(values -> FloatVoxels.of(SHAPE, slices(values)))
                .toList();
        CaseImages images = new CaseImages(channels, SPACING, new Placement.Flat());
        try (Segmenter segmenter =
                Segmenter.open(runtime, model.model(configuration, List.of()), InferenceOptions.DEFAULT)) {
            return firstStage.isPresent() ? segmenter.segment(images, firstStage.get()) : segmenter.segment(images);
        }
    }

    /** Nonzero but for the border in y and the last column in x. */
    private static float[] image(int seed) {
        Random random = new Random(seed);
        float[] values = new float[SHAPE.z() * SHAPE.sliceVoxels()];
        for (int i = 0; i < values.length; i++) {
            int x = i % SHAPE.x();
            int y = i / SHAPE.x() % SHAPE.y();
            boolean outside = y == 0 || y == SHAPE.y() - 1 || x == SHAPE.x() - 1;
            values[i] = outside ? 0 : 1 + 2 * (float) random.nextGaussian();
        }
        return values;
    }

    private static LabelVoxels firstStage() {
        short[][] slices = new short[SHAPE.z()][SHAPE.sliceVoxels()];
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < slices[z].length; i++) {
                slices[z][i] = (short) ((z + i) / 3 % 3);
            }
        }
        return LabelVoxels.of(SHAPE, slices);
    }

    private static float[][] slices(float[] values) {
        float[][] slices = new float[SHAPE.z()][];
        for (int z = 0; z < slices.length; z++) {
            slices[z] = Arrays.copyOfRange(values, z * SHAPE.sliceVoxels(), (z + 1) * SHAPE.sliceVoxels());
        }
        return slices;
    }

    private static int[] flat(LabelVoxels labels) {
        int[] values = new int[SHAPE.z() * SHAPE.sliceVoxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels.slice(i / SHAPE.sliceVoxels())[i % SHAPE.sliceVoxels()];
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"3d_fullres", "2d"})
    void torchscriptComputesWhatWeCompute(String configuration) {
        MemoryModel model = MemoryModel.of(MemoryModel.LABELS, configuration);
        List<Path> written = TORCHSCRIPT.write(model, ExportSelection.ALL, folder);
        assertThat(written).containsExactly(folder.resolve(configuration));
        MemberDescription member = model.description().member(configuration);
        int[] patch =
                member.recipe().patchSize().stream().mapToInt(Integer::intValue).toArray();
        long[] shape = patch.length == 2
                ? new long[] {2, 2, patch[0], patch[1]}
                : new long[] {2, 2, patch[0], patch[1], patch[2]};
        float[] input = new float[4 * Arrays.stream(patch).reduce(1, (a, b) -> a * b)];
        Random random = new Random(3);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        for (String fold : List.of("0", "1")) {
            try (Program program = runtime.load(folder.resolve(configuration).resolve("fold_" + fold + ".pt"));
                    Tensor image = runtime.tensor(input, shape);
                    ProgramNetwork ours = ProgramNetwork.reference(
                            runtime, member.recipe().network(), model.weights(configuration, fold), List.of())) {
                List<Tensor> logits = new ArrayList<>(program.infer("forward", image));
                assertThat(logits.get(0).floats())
                        .usingComparatorWithPrecision(1e-4f)
                        .containsExactly(ours.logits(input, 2, patch));
                logits.forEach(Tensor::close);
            }
        }
    }

    @Test
    void theDescriptionHoldsTheNumbers() throws IOException {
        MemoryModel model = MemoryModel.of(MemoryModel.LABELS, "3d_lowres", "3d_cascade_fullres");
        ONNX.write(model, new ExportSelection(List.of("3d_cascade_fullres"), List.of("1")), folder);

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("3d_lowres", "3d_cascade_fullres");
        assertThat(folder.resolve("3d_lowres").toFile().list())
                .containsExactlyInAnyOrder("fold_1.onnx", "pipeline.json");
        JsonNode json = new ObjectMapper()
                .readTree(folder.resolve("3d_cascade_fullres/pipeline.json").toFile());
        assertThat(json.get("format").asText()).isEqualTo("sagittal-pipeline 1");
        assertThat(json.at("/model/dataset").asText()).isEqualTo("Dataset001_Tiny");
        assertThat(json.at("/model/licence").asText()).isEqualTo("CC-BY-4.0");
        assertThat(json.at("/model/exported_by").asText()).isEqualTo("sagittal test");
        assertThat(json.at("/network/files").toString()).isEqualTo("[{\"fold\":\"1\",\"file\":\"fold_1.onnx\"}]");
        assertThat(json.at("/network/extents_multiple_of").toString()).isEqualTo("[2,2,2]");
        assertThat(json.at("/network/input/shape").toString())
                .isEqualTo("[\"batch\",4,\"depth\",\"height\",\"width\"]");
        assertThat(json.get("channels")).hasSize(4);
        assertThat(json.at("/channels/1/file").asText()).isEqualTo("<case>_0001.nii.gz");
        assertThat(json.at("/channels/3/label").asInt()).isEqualTo(2);
        assertThat(step(json, "previous_stage").get("configuration").asText()).isEqualTo("3d_lowres");
        assertThat(step(json, "normalize").at("/channels/1/percentile_99_5").asDouble())
                .isEqualTo(4);
        assertThat(step(json, "transpose").get("axes").toString()).isEqualTo("[2,0,1]");
        assertThat(step(json, "transpose_back").get("axes").toString()).isEqualTo("[1,2,0]");
        assertThat(step(json, "resample").get("order").asInt()).isEqualTo(3);
        assertThat(step(json, "resample_logits").get("order").asInt()).isEqualTo(1);
        assertThat(step(json, "postprocess").get("keep_largest").toString()).isEqualTo("[[1]]");
        json.get("steps").forEach(step -> assertThat(step.get("rule").asText()).isNotEmpty());
    }

    private static JsonNode step(JsonNode pipeline, String name) {
        for (JsonNode step : pipeline.get("steps")) {
            if (step.get("step").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name);
    }

    @Test
    void nothingIsOverwrittenAndNothingHalfDoneIsLeft() throws IOException {
        MemoryModel model = MemoryModel.of(MemoryModel.LABELS, "2d", "3d_fullres");
        Files.createDirectories(folder.resolve("3d_fullres"));
        Files.writeString(folder.resolve("3d_fullres/mine"), "");

        assertThatThrownBy(() -> ONNX.write(model, ExportSelection.ALL, folder))
                .hasMessageContaining("3d_fullres")
                .hasMessageContaining("is there already");
        assertThat(folder.toFile().list()).containsExactly("3d_fullres");
        assertThat(folder.resolve("3d_fullres").toFile().list()).containsExactly("mine");
        assertThatThrownBy(() ->
                        ONNX.write(model, new ExportSelection(List.of("3d_lowres"), List.of()), folder.resolve("new")))
                .hasMessageContaining("3d_lowres")
                .hasMessageContaining("[2d, 3d_fullres]");
        assertThatThrownBy(() -> ONNX.write(model, new ExportSelection(List.of(), List.of("4")), folder.resolve("new")))
                .hasMessageContaining("no fold 4");
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
