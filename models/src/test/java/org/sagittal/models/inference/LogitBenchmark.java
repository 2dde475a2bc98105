package org.sagittal.models.inference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/**
 * Everything behind the network: adding up tiles of 128^3, resampling the logits, choosing labels. The network answers at once and always
 * the same. The volume has {@code network} voxels along the network's grid and {@code scale} times as many along the file's; the largest case
 * of interest is {@code -p heads=26 -p network=200x256x256}, which needs some gigabytes of heap ({@code -jvmArgs -Xmx6g}).
 */
@State(Scope.Benchmark)
public class LogitBenchmark {
    private static final int PATCH = 128;

    @Param("26")
    public int heads;

    @Param("133x170x170")
    public String network;

    @Param({"1", "1.5"})
    public double scale;

    private FloatVoxels image;
    private Shape file;
    private Restoration restoration;
    private SlidingWindow window;

    @Setup
    public void open() {
        String[] extents = network.split("x");
        Shape coarse =
                new Shape(Integer.parseInt(extents[0]), Integer.parseInt(extents[1]), Integer.parseInt(extents[2]));
        file = new Shape((int) (coarse.z() * scale), (int) (coarse.y() * scale), (int) (coarse.x() * scale));
        restoration = new Restoration(
                List.of(0, 1, 2),
                file,
                Box.of(file),
                coarse,
                Spacing.UNIT,
                new Spacing(scale, scale, scale),
                ResamplingSpec.DEFAULT_PROBABILITIES);
        image = FloatVoxels.of(coarse, new float[coarse.z()][coarse.sliceVoxels()]);
        window = SlidingWindow.of(List.of(network(heads)), List.of(PATCH, PATCH, PATCH), 0.5, 1);
    }

    @Benchmark
    public Object tilesToLabels() {
        LabelDecoder decoder = new LabelDecoder(labels(heads), file);
        window.run(List.of(image), LogitResampler.of(heads, restoration, decoder), fraction -> {});
        return decoder;
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
