package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tensors of a network by name, in a fixed order: the part of a PyTorch state dict that a network needs. */
public final class NamedTensors {
    private final Map<String, NamedTensor> byName;

    private NamedTensors(Map<String, NamedTensor> byName) {
        this.byName = byName;
    }

    /**
     * Collects tensors.
     *
     * @param tensors in order
     * @return the collection
     * @throws IllegalArgumentException if a name occurs twice
     */
    public static NamedTensors of(List<NamedTensor> tensors) {
        Map<String, NamedTensor> byName = new LinkedHashMap<>();
        for (NamedTensor tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw new IllegalArgumentException("tensor names must be unique, " + tensor.name() + " occurs twice");
            }
        }
        return new NamedTensors(byName);
    }

    /**
     * All tensors.
     *
     * @return in order
     */
    public List<NamedTensor> tensors() {
        return List.copyOf(byName.values());
    }

    /**
     * Looks a tensor up.
     *
     * @param name dotted name
     * @return the tensor, empty if there is none of that name
     */
    public Optional<NamedTensor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The tensors that parameters ask for, in the parameters' order.
     *
     * @param parameters names and shapes wanted
     * @return the matching tensors
     * @throws IllegalArgumentException naming the first parameter that is missing or has another shape
     */
    public NamedTensors select(List<Parameter> parameters) {
        List<NamedTensor> selected = new ArrayList<>();
        for (Parameter parameter : parameters) {
            NamedTensor tensor = byName.get(parameter.name());
            if (tensor == null) {
                throw new IllegalArgumentException("weights lack " + parameter.name() + " of shape " + parameter.shape()
                        + "; they belong to another network than the plan describes");
            }
            if (!tensor.shape().equals(parameter.shape())) {
                throw new IllegalArgumentException("weights hold " + parameter.name() + " with shape " + tensor.shape()
                        + " where the plan's network has " + parameter.shape());
            }
            selected.add(tensor);
        }
        return of(selected);
    }
}
