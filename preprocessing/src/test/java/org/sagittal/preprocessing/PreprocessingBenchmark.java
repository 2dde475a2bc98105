package org.sagittal.preprocessing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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

/**
 * Processor seconds (all threads) of what the Javadoc of resampling, random draws and the store claims; run it by hand. The case is that
 * of the measurement of nnU-Net: 160 x 320 x 320 voxels, three nested balls, to (1.1, 0.9, 0.9) mm.
 */
final class PreprocessingBenchmark {
    private static final Shape SHAPE = new Shape(160, 320, 320);
    private static final Spacing FINE = new Spacing(1.1, 0.9, 0.9);
    private static final int ROUNDS = 4;

    private PreprocessingBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        FloatVoxels image = image();
        LabelVoxels label = balls();
        Shape to = Resampling.newShape(SHAPE, Spacing.UNIT, FINE);
        time("image, order 3", () -> Resampling.resizeData(image, to, Spacing.UNIT, FINE, ResamplingSpec.DEFAULT_DATA));
        time(
                "labels, largest linear weight",
                () -> Resampling.resizeLabels(label, to, Spacing.UNIT, FINE, ResamplingSpec.DEFAULT_SEG));
        LinearSlices plan = LinearSlices.of(SHAPE, to, Spacing.UNIT, FINE, ResamplingSpec.DEFAULT_PROBABILITIES);
        float[] low = new float[to.sliceVoxels()];
        float[] high = new float[to.sliceVoxels()];
        float[] mixed = new float[to.sliceVoxels()];
        time("one logit channel, order 1, slice by slice", () -> {
            for (int z = 0; z < to.z(); z++) {
                plan.resize(image.slice(plan.low(z)), low);
                plan.resize(image.slice(plan.high(z)), high);
                plan.mix(z, low, high, mixed);
            }
        });
        time(
                "1e8 draws with replacement out of 3400, counted",
                () -> new LegacyNumpyRandom(1234).countWithReplacement(3400, 100_000_000));
        time("permutation of 1e7", () -> new LegacyNumpyRandom(1234).permutation(10_000_000));
        PreprocessingSpec spec = new PreprocessingSpec(
                3,
                List.of(0, 1, 2),
                List.of(FINE.zMm(), FINE.yMm(), FINE.xMm()),
                List.of(new ZScoreNormalization(false)),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                ResamplingSpec.DEFAULT_PROBABILITIES);
        CaseImages images = new CaseImages(List.of(image), Spacing.UNIT, new Placement.Flat());
        Preprocessor preprocessor = new Preprocessor(spec, labels());
        time("the whole case", () -> preprocessor.preprocess(images, Optional.of(label)));
        patches(spec, preprocessor.preprocess(images, Optional.of(label)));
    }

    private static void patches(PreprocessingSpec spec, PreprocessedCase made) throws IOException {
        Path folder = Files.createTempDirectory("benchmark");
        CaseStoreWriter.open(folder, spec, labels()).write("case", "inputs", made);
        StoredCase stored = CaseStore.open(folder).read("case");
        SplittableRandom random = new SplittableRandom(1);
        float[] data = new float[1 << 21];
        short[] seg = new short[1 << 21];
        time("100 random patches of 128^3 with labels out of a store", () -> {
            for (int i = 0; i < 100; i++) {
                int z = random.nextInt(stored.shape().z() - 127);
                int y = random.nextInt(stored.shape().y() - 127);
                int x = random.nextInt(stored.shape().x() - 127);
                Box box = new Box(z, y, x, z + 128, y + 128, x + 128);
                stored.readData(0, box, data);
                stored.readSeg(box, seg);
            }
        });
        Files.delete(folder.resolve("case.case"));
        Files.delete(folder.resolve("store.json"));
        Files.delete(folder);
    }

    private static void time(String what, Runnable work) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        StringBuilder line = new StringBuilder(what).append(':');
        for (int round = 0; round < ROUNDS; round++) {
            long start = system.getProcessCpuTime();
            work.run();
            line.append(String.format(" %.2f s", (system.getProcessCpuTime() - start) / 1e9));
        }
        System.out.println(line);
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
