package org.sagittal.planner.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;
import org.sagittal.geometry.io.NpyArray;
import org.sagittal.geometry.io.NpyFormat;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.models.inference.ProbabilityStore;

/** The stored part of nnU-Net's probabilities: within 2e-3 for 99 % of the voxels and 0.3 everywhere (its float16 sums keep few bits). */
final class ExpectedProbabilities {
    private ExpectedProbabilities() {}

    static void require(ProbabilityStore probabilities, Path goldens, JsonNode run, String id) throws IOException {
        JsonNode described = run.get("probabilities");
        if (described == null || !described.get("case").asText().equals(id)) {
            return;
        }
        Path npz = goldens.resolve(run.get("expected").asText()).resolve(id + ".npz");
        NpyArray expected;
        try (InputStream in = Files.newInputStream(npz);
                ZipInputStream zip = new ZipInputStream(in)) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("probabilities.npy");
            expected = NpyFormat.read(npz, zip, 1L << 32);
        }
        JsonNode box = described.get("box");
        long far = 0;
        double worst = 0;
        for (int head = 0; head < probabilities.heads(); head++) {
            FloatVoxels ours = probabilities.head(head);
            FloatVoxels theirs = expected.floatVoxels(head);
            assertThat(new int[] {
                        probabilities.heads(),
                        ours.shape().z(),
                        ours.shape().y(),
                        ours.shape().x()
                    })
                    .isEqualTo(ints(described.get("shape")));
            for (int z = 0; z < theirs.shape().z(); z++) {
                for (int y = 0; y < theirs.shape().y(); y++) {
                    for (int x = 0; x < theirs.shape().x(); x++) {
                        float value = ours.at(z + start(box, 0), y + start(box, 1), x + start(box, 2));
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
