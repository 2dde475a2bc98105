package org.sagittal.models.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelScheme;

class LogitDecodingTest {
    private static LabelScheme scheme(String labels) throws Exception {
        JsonNode json = new ObjectMapper()
                .readTree("{\"channel_names\": {\"0\": \"MRI\"}, \"numTraining\": 1, \"file_ending\": \".nii.gz\", "
                        + labels + "}");
        return DatasetDescription.parse(json).labels();
    }

    @Test
    void theLargestLogitWinsAndTheLowestLabelWinsTies() throws Exception {
        LabelDecoder decoder =
                new LabelDecoder(scheme("\"labels\": {\"background\": 0, \"a\": 1, \"b\": 2}"), new Shape(1, 1, 5));
        decoder.slice(0, new float[][] {{0, 1, 2, -1, -5}, {1, 1, 0, -2, -5}, {2, 1, 2, -3, -4}});

        LabelVoxels labels = decoder.labels();

        assertThat(labels.slice(0)).containsExactly((short) 2, (short) 0, (short) 0, (short) 0, (short) 2);
    }

    @Test
    void laterRegionsOverwriteEarlierOnes() throws Exception {
        LabelDecoder decoder = new LabelDecoder(
                scheme("\"labels\": {\"background\": 0, \"whole\": [1, 2, 3], \"core\": [2, 3], \"enhancing\": [3]}, "
                        + "\"regions_class_order\": [1, 2, 3]"),
                new Shape(1, 1, 4));
        decoder.slice(0, new float[][] {{-1, 1, 1, 0}, {-1, -1, 1, -1}, {-1, 2, -1, -1}});

        assertThat(decoder.labels().slice(0)).containsExactly((short) 0, (short) 3, (short) 2, (short) 0);
    }

    @Test
    void probabilitiesAreSoftmaxOrSigmoid() {
        float[][] logits = {{0, 100}, {(float) Math.log(3), -100}};

        float[][] softmax = Probabilities.of(logits, false);
        float[][] sigmoid = Probabilities.of(logits, true);

        assertThat(softmax[0]).containsExactly(new float[] {0.25f, 1}, Offset.offset(1e-7f));
        assertThat(softmax[1]).containsExactly(new float[] {0.75f, 0}, Offset.offset(1e-7f));
        assertThat(sigmoid[0]).containsExactly(new float[] {0.5f, 1}, Offset.offset(1e-7f));
        assertThat(sigmoid[1]).containsExactly(new float[] {0.75f, 0}, Offset.offset(1e-7f));
        assertThat(logits[0][1]).isEqualTo(100);
    }
}
