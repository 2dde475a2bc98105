package org.sagittal.models.weights;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weights of one network: a finite map name -> float32 tensor in the order of the state dict. Names are canonical, e.g.
 * {@code encoder.stages.0.0.convs.0.conv.weight}; the aliases of nnU-Net's files are resolved by who reads them.
 */
public final class NamedTensors {
    private final Map<String, WeightTensor> tensors;

    private NamedTensors(Map<String, WeightTensor> tensors) {
        this.tensors = tensors;
    }

    /**
     * Keeps the given weights in their order.
     *
     * @param tensors name -> tensor
     * @return the weights
     */
    public static NamedTensors of(Map<String, WeightTensor> tensors) {
        return new NamedTensors(Collections.unmodifiableMap(new LinkedHashMap<>(tensors)));
    }

    /**
     * The names in order.
     *
     * @return an unmodifiable view
     */
    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * Whether there is a weight of this name.
     *
     * @param name canonical name
     * @return true if {@link #get} answers
     */
    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /**
     * One weight.
     *
     * @param name canonical name
     * @return the tensor
     * @throws IllegalArgumentException if there is no weight of this name
     */
    public WeightTensor get(String name) {
        WeightTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "weight '" + name + "' is missing; the model belongs to another network architecture");
        }
        return tensor;
    }

    /**
     * All weights in order.
     *
     * @return an unmodifiable view
     */
    public Map<String, WeightTensor> asMap() {
        return tensors;
    }

    /**
     * How many numbers these weights hold.
     *
     * @return the parameter count
     */
    public long parameters() {
        return tensors.values().stream().mapToLong(t -> t.values().length).sum();
    }

    /**
     * The names of weights with NaN or infinite numbers: such a network predicts nonsense.
     *
     * @return names in order, empty for sound weights
     */
    public List<String> nonFinite() {
        List<String> names = new ArrayList<>();
        tensors.forEach((name, tensor) -> {
            if (tensor.nonFinite() > 0) {
                names.add(name);
            }
        });
        return List.copyOf(names);
    }
}
