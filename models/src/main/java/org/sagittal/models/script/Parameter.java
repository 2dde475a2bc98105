package org.sagittal.models.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.models.weights.WeightTensor;

/**
 * A trainable tensor of a network.
 *
 * @param name dotted path, equal to the name in nnU-Net's state dict
 * @param shape extents
 * @param initialization how its first values come about
 */
public record Parameter(String name, TensorShape shape, Initialization initialization) {
    /** Refuses names that cannot be attributes of a script module. */
    public Parameter {
        if (!name.matches("\\w+(\\.\\w+)*")) {
            throw new IllegalArgumentException("parameter name must be words joined by dots, got '" + name + "'");
        }
    }

    /**
     * How source text reaches this parameter; parts that are numbers, as in a sequence of layers, need {@code getattr}.
     *
     * @return an expression over {@code self}
     */
    public String expression() {
        String expression = "self";
        for (String part : List.of(name.split("\\."))) {
            expression = Character.isDigit(part.charAt(0))
                    ? "getattr(" + expression + ", \"" + part + "\")"
                    : expression + "." + part;
        }
        return expression;
    }

    /**
     * The tensors that parameters ask for, in the parameters' order.
     *
     * @param parameters names and shapes wanted
     * @param weights where to look them up
     * @return the matching tensors
     * @throws IllegalArgumentException naming the first parameter that is missing or has another shape
     */
    public static NamedTensors select(List<Parameter> parameters, NamedTensors weights) {
        Map<String, WeightTensor> selected = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            WeightTensor tensor = weights.get(parameter.name());
            if (!TensorShape.of(tensor.shape()).equals(parameter.shape())) {
                throw new IllegalArgumentException("weight '" + parameter.name() + "' has shape "
                        + TensorShape.of(tensor.shape()) + " where the network has " + parameter.shape()
                        + "; the model belongs to another network architecture");
            }
            selected.put(parameter.name(), tensor);
        }
        return NamedTensors.of(selected);
    }
}
