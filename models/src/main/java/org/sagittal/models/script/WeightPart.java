package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.List;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * A parameter, or some input channels of a convolution's weight (O, C, k...), as a tensor that a fused program stores.
 *
 * @param name what the program calls it
 * @param whole the network's parameter
 * @param from first input channel
 * @param to one after the last input channel; 0 for the whole parameter, whatever its axes
 */
record WeightPart(String name, Parameter whole, long from, long to) {
    static WeightPart whole(Parameter parameter) {
        return new WeightPart(parameter.name(), parameter, 0, 0);
    }

    /** As the program declares it. */
    Parameter declaration() {
        if (to == 0) {
            return whole;
        }
        List<Long> extents = new ArrayList<>(whole.shape().extents());
        extents.set(1, to - from);
        return new Parameter(name, new TensorShape(extents), whole.initialization());
    }

    /** Takes its values from the network's weights. */
    WeightTensor of(NamedTensors weights) {
        WeightTensor tensor = weights.get(whole.name());
        if (to == 0) {
            return tensor;
        }
        TensorShape shape = whole.shape();
        int outputs = (int) shape.axis(0);
        int all = Math.toIntExact(shape.elements() / outputs);
        int kernel = all / (int) shape.axis(1);
        int length = (int) (to - from) * kernel;
        float[] values = tensor.values();
        float[] part = new float[outputs * length];
        for (int o = 0; o < outputs; o++) {
            System.arraycopy(values, o * all + (int) from * kernel, part, o * length, length);
        }
        return WeightTensor.of(declaration().shape().ints(), part);
    }
}
