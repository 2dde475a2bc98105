package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator is in ONNX: the name of ONNX's operator and its attributes. Inputs and output are those of our operator, in the same
 * order.
 *
 * <p>Reference: the operator schemas of ONNX, default domain, operator set 17.
 *
 * @param operator ONNX's name, e.g. {@code Conv}
 * @param numbers attributes of one integer
 * @param lists attributes of several integers
 * @param reals attributes of one float32
 */
public record OnnxNode(
        String operator, Map<String, Integer> numbers, Map<String, List<Integer>> lists, Map<String, Float> reals) {
    /** Copies the maps, keeping their order: the same network is always the same file. */
    public OnnxNode {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
        reals = Collections.unmodifiableMap(new LinkedHashMap<>(reals));
    }

    /**
     * An operator without attributes.
     *
     * @param operator ONNX's name
     * @return the node
     */
    public static OnnxNode of(String operator) {
        return new OnnxNode(operator, Map.of(), Map.of(), Map.of());
    }

    /**
     * The node with one more attribute.
     *
     * @param name the attribute's name
     * @param value its value
     * @return a new node
     */
    public OnnxNode with(String name, int value) {
        Map<String, Integer> more = new LinkedHashMap<>(numbers);
        more.put(name, value);
        return new OnnxNode(operator, more, lists, reals);
    }

    /**
     * The node with one more attribute.
     *
     * @param name the attribute's name
     * @param values its values
     * @return a new node
     */
    public OnnxNode with(String name, List<Integer> values) {
        Map<String, List<Integer>> more = new LinkedHashMap<>(lists);
        more.put(name, List.copyOf(values));
        return new OnnxNode(operator, numbers, more, reals);
    }

    /**
     * The node with one more attribute.
     *
     * @param name the attribute's name
     * @param value its value, rounded to float32
     * @return a new node
     */
    public OnnxNode with(String name, double value) {
        Map<String, Float> more = new LinkedHashMap<>(reals);
        more.put(name, (float) value);
        return new OnnxNode(operator, numbers, lists, more);
    }

    /** ONNX lists what is added before each axis, then what is added behind each. */
    static List<Integer> bothEnds(List<Integer> padding) {
        List<Integer> both = new ArrayList<>(padding);
        both.addAll(padding);
        return both;
    }
}
