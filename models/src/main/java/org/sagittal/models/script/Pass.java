package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One recorded pass through a network: every operator applied becomes a line of source, a shape and a cost. Recording needs no
 * engine, so shapes, cost and source text of a network are known without one.
 */
public final class Pass {
    private final List<String> lines = new ArrayList<>();
    private final List<TensorShape> shapes = new ArrayList<>();
    private double multiplyAdds;
    private int next;

    /**
     * The input of the pass.
     *
     * @param name variable that holds it in the source text
     * @param shape extents
     * @return the value
     */
    public Value input(String name, TensorShape shape) {
        return new Value(name, shape);
    }

    /**
     * A parameter as a value.
     *
     * @param parameter the parameter
     * @return the value
     */
    public Value parameter(Parameter parameter) {
        return new Value(parameter.expression(), parameter.shape());
    }

    /**
     * Applies an operator.
     *
     * @param operator what to do
     * @param inputs its inputs in the operator's order
     * @return the result
     */
    public Value apply(Operator operator, Value... inputs) {
        List<TensorShape> inputShapes = Arrays.stream(inputs).map(Value::shape).toList();
        Value result = new Value("v" + next++, operator.outputShape(inputShapes));
        lines.add(result.name() + " = "
                + operator.source(Arrays.stream(inputs).map(Value::name).toList()));
        shapes.add(result.shape());
        multiplyAdds += operator.multiplyAdds(inputShapes);
        return result;
    }

    /**
     * Source text so far.
     *
     * @return one statement a line
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Cost so far.
     *
     * @return multiply-adds of all operators applied
     */
    public double multiplyAdds() {
        return multiplyAdds;
    }

    /**
     * Elements of all tensors computed so far: what a training step keeps for its backward pass.
     *
     * @return number of floats
     */
    public double activationElements() {
        return shapes.stream().mapToDouble(TensorShape::elements).sum();
    }
}
