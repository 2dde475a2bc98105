package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.sagittal.geometry.io.npy.NpyArray;
import org.sagittal.geometry.io.npy.NpyFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.models.inference.InferenceProgress;
import org.sagittal.models.inference.Segmenter;
import org.sagittal.preprocessing.PreprocessedCase;

/** nnU-Net's logits at the network's spacing, tiles added in float32: equal within 2e-4 of the largest magnitude. */
final class ExpectedLogits {
    private ExpectedLogits() {}

    static void require(Segmenter segmenter, PreprocessedCase prepared, Path goldens, JsonNode run, String id) {
        JsonNode described = run.get("logits");
        if (described == null || !described.get("case").asText().equals(id)) {
            return;
        }
        float[][][] ours = new float[prepared.shape().z()][][];
        segmenter.logits(prepared, InferenceProgress.NONE, (z, logits) -> {
            ours[z] = new float[logits.length][];
            for (int head = 0; head < logits.length; head++) {
                ours[z][head] = logits[head].clone();
            }
        });
        NpyArray expected =
                NpyFormat.read(goldens.resolve(described.get("float32_sums").asText()));
        JsonNode box = described.get("box");
        double worst = 0;
        double largest = 0;
        for (int head = 0; head < expected.shape()[0]; head++) {
            FloatVoxels theirs = expected.floatVoxels(head);
            for (int z = 0; z < theirs.shape().z(); z++) {
                for (int y = 0; y < theirs.shape().y(); y++) {
                    for (int x = 0; x < theirs.shape().x(); x++) {
                        int at = (y + box.get(1).get(0).asInt())
                                        * prepared.shape().x()
                                + x
                                + box.get(2).get(0).asInt();
                        float value = ours[z + box.get(0).get(0).asInt()][head][at];
                        worst = Math.max(worst, Math.abs(value - theirs.at(z, y, x)));
                        largest = Math.max(largest, Math.abs(theirs.at(z, y, x)));
                    }
                }
            }
        }
        assertThat(worst / largest).as("worst logit of " + id).isLessThanOrEqualTo(2e-4);
    }
}
