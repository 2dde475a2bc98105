package org.sagittal.preprocessing.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.Box;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.ClassLocations;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.CtNormalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Small cases whose every value tells where it lies. */
final class StoreFixtures {
    static final PreprocessingSpec SPEC = new PreprocessingSpec(
            3,
            List.of(2, 0, 1),
            List.of(3.0, 2.0, 1.0),
            List.of(new ZScoreNormalization(true), new CtNormalization(40.5, 12.25, -100, 300)),
            ResamplingSpec.DEFAULT_DATA,
            ResamplingSpec.DEFAULT_SEG,
            new ResamplingSpec(1, 0, Optional.of(false)));

    private StoreFixtures() {}

    static LabelScheme labels() {
        try {
            return LabelScheme.parse(
                    (ObjectNode) new ObjectMapper().readTree("{\"background\": 0, \"a\": 1, \"b\": 2}"),
                    Optional.empty());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the fixture's labels must parse", e);
        }
    }

    static PreprocessedCase numbered(Shape shape, boolean previousStage) {
        List<FloatVoxels> data = new ArrayList<>();
        for (int c = 0; c < 2; c++) {
            float[][] slices = new float[shape.z()][shape.sliceVoxels()];
            for (int z = 0; z < shape.z(); z++) {
                for (int i = 0; i < slices[z].length; i++) {
                    slices[z][i] = value(c, z * shape.sliceVoxels() + i);
                }
            }
            data.add(FloatVoxels.of(shape, slices));
        }
        Restoration restoration = new Restoration(
                SPEC.transposeForward(),
                new Shape(shape.z() + 3, shape.y() + 5, shape.x() + 7),
                new Box(1, 2, 3, shape.z() + 1, shape.y() + 2, shape.x() + 3),
                shape,
                new Spacing(1.5, 0.1, 2.5),
                new Spacing(3, 2, 1),
                SPEC.probabilities());
        ClassLocations locations = ClassLocations.of(
                List.of(List.of(1), List.of(2, 1), List.of(-1, 0, 1, 2)),
                List.of(new int[] {0, 1, 2, 2, 1, 0}, new int[0], new int[] {1, 1, 1}));
        return new PreprocessedCase(
                data,
                labels(shape, 1),
                previousStage ? Optional.of(labels(shape, 3)) : Optional.empty(),
                restoration,
                locations);
    }

    static float value(int channel, int index) {
        return index * 0.5f - channel;
    }

    static short label(int factor, int index) {
        return (short) (index * factor % 7 - 1);
    }

    private static LabelVoxels labels(Shape shape, int factor) {
        short[][] slices = new short[shape.z()][shape.sliceVoxels()];
        for (int z = 0; z < shape.z(); z++) {
            for (int i = 0; i < slices[z].length; i++) {
                slices[z][i] = label(factor, z * shape.sliceVoxels() + i);
            }
        }
        return LabelVoxels.of(shape, slices);
    }
}
