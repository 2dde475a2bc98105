package org.sagittal.models.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.models.unet.NetworkSpec;
import org.sagittal.models.unet.UNet;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.dataset.DatasetDescription;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.normalize.Normalization;
import org.sagittal.preprocessing.normalize.ZScoreNormalization;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.reader.Placement;
import org.sagittal.preprocessing.resample.ResamplingSpec;

/** Models and images small enough to follow by hand. */
final class TinyModel {
    private TinyModel() {}

    static LabelScheme labels(String labels) {
        try {
            return DatasetDescription.parse(new ObjectMapper()
                            .readTree("{\"channel_names\": {\"0\": \"MRI\"}, \"labels\": " + labels + "}"))
                    .labels();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Two labels, one image channel, axes turned so that the file's x is the network's z. */
    static SegmentationModel of(List<Integer> patch, List<Double> spacingMm, Optional<String> previousStage) {
        LabelScheme labels = labels("{\"background\": 0, \"bright\": 1}");
        boolean flat = patch.size() == 2;
        List<Integer> kernel = flat ? List.of(3, 3) : List.of(3, 3, 3);
        List<Integer> one = flat ? List.of(1, 1) : List.of(1, 1, 1);
        NetworkSpec network = new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                previousStage.isPresent() ? 2 : 1,
                2,
                List.of(2, 2),
                List.of(kernel, kernel),
                List.of(one, flat ? List.of(2, 2) : List.of(2, 2, 2)),
                List.of(1, 1),
                List.of(1));
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                patch.size(),
                flat ? List.of(0, 1, 2) : List.of(2, 0, 1),
                spacingMm,
                List.<Normalization>of(new ZScoreNormalization(false)),
                ResamplingSpec.DEFAULT_DATA,
                ResamplingSpec.DEFAULT_SEG,
                ResamplingSpec.DEFAULT_PROBABILITIES);
        return new SegmentationModel(
                "tiny",
                preprocessing,
                network,
                labels,
                patch,
                flat ? List.of(0, 1) : List.of(0, 1, 2),
                previousStage,
                List.of(UNet.of(network).initialWeights(1)));
    }

    /** Voxels are 0 in the first row, 1 for x below half, 3 above. */
    static CaseImages image(Shape shape, Spacing spacing) {
        List<float[]> slices = new ArrayList<>();
        for (int z = 0; z < shape.z(); z++) {
            float[] slice = new float[shape.sliceVoxels()];
            for (int i = shape.x(); i < slice.length; i++) {
                slice[i] = i % shape.x() < shape.x() / 2 ? 1 : 3;
            }
            slices.add(slice);
        }
        return new CaseImages(
                List.of(FloatVoxels.of(shape, slices.toArray(float[][]::new))), spacing, new Placement.Flat());
    }
}
