package org.sagittal.models.inference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * Seconds of everything behind the network: adding up tiles of 128^3, resampling the logits, choosing labels. The network answers at once
 * and always the same. Run it by hand: {@code LogitBenchmark HEADS Z Y X SCALE}, extents at the network's spacing, e.g. 26 200 256 256 1.
 */
final class LogitBenchmark {
    private static final int ROUNDS = 3;
    private static final int PATCH = 128;

    private LogitBenchmark() {}

    public static void main(String[] arguments) {
        int heads = Integer.parseInt(arguments[0]);
        Shape network = new Shape(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        double scale = Double.parseDouble(arguments[4]);
        Shape file = new Shape((int) (network.z() * scale), (int) (network.y() * scale), (int) (network.x() * scale));
        Restoration restoration = new Restoration(
                List.of(0, 1, 2),
                file,
                Box.of(file),
                network,
                Spacing.UNIT,
                new Spacing(scale, scale, scale),
                ResamplingSpec.DEFAULT_PROBABILITIES);
        FloatVoxels image = FloatVoxels.of(network, new float[network.z()][network.sliceVoxels()]);
        SlidingWindow window = SlidingWindow.of(List.of(network(heads)), List.of(PATCH, PATCH, PATCH), 0.5, 1);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long wall = System.nanoTime();
            long cpu = system.getProcessCpuTime();
            LabelDecoder decoder = new LabelDecoder(labels(heads), file);
            window.run(List.of(image), LogitResampler.of(heads, restoration, decoder), fraction -> {});
            System.out.printf(
                    "%d tiles: %.2f s, %.2f s of processor time%n",
                    window.tileCount(network),
                    (System.nanoTime() - wall) / 1e9,
                    (system.getProcessCpuTime() - cpu) / 1e9);
        }
    }

    private static LabelScheme labels(int heads) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("background", 0);
        for (int label = 1; label < heads; label++) {
            json.put("label" + label, label);
        }
        return LabelScheme.parse(json, Optional.empty());
    }

    private static PatchNetwork network(int heads) {
        float[] answer = new float[heads * PATCH * PATCH * PATCH];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = i * 31 % 1000 / 100f;
        }
        return new PatchNetwork() {
            @Override
            public int inputChannels() {
                return 1;
            }

            @Override
            public int heads() {
                return heads;
            }

            @Override
            public float[] logits(float[] patches, int batch, int[] patchSize) {
                return answer;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
