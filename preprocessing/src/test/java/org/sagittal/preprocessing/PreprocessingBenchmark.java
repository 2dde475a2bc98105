package org.sagittal.preprocessing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.random.LegacyNumpyRandom;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.Placement;
import org.sagittal.preprocessing.resample.LinearSlices;
import org.sagittal.preprocessing.resample.Resampling;
import org.sagittal.preprocessing.resample.ResamplingSpec;
import org.sagittal.preprocessing.store.CaseStore;
import org.sagittal.preprocessing.store.CaseStoreWriter;
import org.sagittal.preprocessing.store.StoredCase;

/** Resampling, random draws and the store, on the case of the measurement of nnU-Net: 160 x 320 x 320 voxels, to (1.1, 0.9, 0.9) mm. */
@State(Scope.Benchmark)
public class PreprocessingBenchmark {
    private static final Shape SHAPE = new Shape(160, 320, 320);
    private static final Spacing FINE = new Spacing(1.1, 0.9, 0.9);
    private static final int PATCH = 128;
    private static final PreprocessingSpec SPEC = new PreprocessingSpec(
            3,
            List.of(0, 1, 2),
            List.of(FINE.zMm(), FINE.yMm(), FINE.xMm()),
            List.of(new ZScoreNormalization(false)),
            ResamplingSpec.DEFAULT_DATA,
            ResamplingSpec.DEFAULT_SEG,
            ResamplingSpec.DEFAULT_PROBABILITIES);

    private final FloatVoxels image = image();
    private final LabelVoxels label = balls();
    private final Shape to = Resampling.newShape(SHAPE, Spacing.UNIT, FINE);
    private final float[] low = new float[to.sliceVoxels()];
    private final float[] high = new float[to.sliceVoxels()];
    private final float[] mixed = new float[to.sliceVoxels()];
    private final float[] data = new float[PATCH * PATCH * PATCH];
    private final short[] seg = new short[PATCH * PATCH * PATCH];
    private final SplittableRandom random = new SplittableRandom(1);
    private Path folder;
    private StoredCase stored;

    @Setup
    public void store() throws IOException {
        folder = Files.createTempDirectory("benchmark");
        try (CaseStoreWriter writer = CaseStoreWriter.open(folder, SPEC, labels())) {
            writer.write("case", "inputs", wholeCase());
        }
        stored = CaseStore.open(folder).read("case");
    }

    @TearDown
    public void remove() throws IOException {
        Files.delete(folder.resolve("case.case"));
        Files.delete(folder.resolve("store.json"));
        Files.delete(folder);
    }

    @Benchmark
    public FloatVoxels splineResampling() {
        return Resampling.resizeData(image, to, Spacing.UNIT, FINE, ResamplingSpec.DEFAULT_DATA);
    }

    @Benchmark
    public LabelVoxels labelResampling() {
        return Resampling.resizeLabels(label, to, Spacing.UNIT, FINE, ResamplingSpec.DEFAULT_SEG);
    }

    /** One channel, slice by slice. */
    @Benchmark
    public float[] logitResampling() {
        LinearSlices plan = LinearSlices.of(SHAPE, to, Spacing.UNIT, FINE, ResamplingSpec.DEFAULT_PROBABILITIES);
        for (int z = 0; z < to.z(); z++) {
            plan.resize(image.slice(plan.low(z)), low);
            plan.resize(image.slice(plan.high(z)), high);
            plan.mix(z, low, high, mixed);
        }
        return mixed;
    }

    @Benchmark
    public PreprocessedCase wholeCase() {
        CaseImages images = new CaseImages(List.of(image), Spacing.UNIT, new Placement.Flat());
        return new Preprocessor(SPEC, labels()).preprocess(images, Optional.of(label));
    }

    /** 10^8 draws with replacement out of 3,400, counted. */
    @Benchmark
    public Object randomDraws() {
        return new LegacyNumpyRandom(1234).countWithReplacement(3400, 100_000_000);
    }

    @Benchmark
    public Object permutation() {
        return new LegacyNumpyRandom(1234).permutation(10_000_000);
    }

    /** One random patch of 128^3 with labels out of a store. */
    @Benchmark
    public float[] patchFromStore() {
        int z = random.nextInt(stored.shape().z() - PATCH + 1);
        int y = random.nextInt(stored.shape().y() - PATCH + 1);
        int x = random.nextInt(stored.shape().x() - PATCH + 1);
        Box box = new Box(z, y, x, z + PATCH, y + PATCH, x + PATCH);
        stored.readData(0, box, data);
        stored.readSeg(box, seg);
        return data;
    }

    private static LabelScheme labels() {
        var json = JsonNodeFactory.instance.objectNode();
        Map.of("background", 0, "a", 1, "b", 2, "c", 3).forEach(json::put);
        return LabelScheme.parse(json, Optional.empty());
    }

    private static FloatVoxels image() {
        SplittableRandom random = new SplittableRandom(0);
        float[][] slices = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        for (float[] slice : slices) {
            for (int i = 0; i < slice.length; i++) {
                slice[i] = (float) (3 + random.nextDouble(-2, 2));
            }
        }
        return FloatVoxels.of(SHAPE, slices);
    }

    private static LabelVoxels balls() {
        short[][] slices = new short[SHAPE.z()][SHAPE.sliceVoxels()];
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < slices[z].length; i++) {
                double d = Math.hypot(z - 80, Math.hypot(i / SHAPE.x() - 160, i % SHAPE.x() - 160));
                slices[z][i] = (short) (d < 30 ? 1 : d < 50 ? 2 : d < 60 ? 3 : 0);
            }
        }
        return LabelVoxels.of(SHAPE, slices);
    }
}
