package org.sagittal.models.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sagittal.models.script.Parameter;
import org.sagittal.models.unet.UNet;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/** Weights of another training to begin with. As in nnU-Net all layers but the segmentation layers must be there with equal shapes. */
final class Pretrained {
    private static final String SEGMENTATION = ".seg_layers.";

    private Pretrained() {}

    static NamedTensors over(UNet network, NamedTensors drawn, NamedTensors pretrained) {
        Map<String, WeightTensor> weights = new LinkedHashMap<>(drawn.asMap());
        var body = network.parameters().stream()
                .filter(p -> !p.name().contains(SEGMENTATION))
                .toList();
        weights.putAll(Parameter.select(body, pretrained).asMap());
        return NamedTensors.of(weights);
    }
}
