package org.sagittal.models.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One recorded pass through a network: every operator applied becomes a line of source, a shape and a cost. Recording needs no
 * engine, so shapes, cost and source text of a network are known without one.
 */
public final class Pass {
    private final List<Step> steps = new ArrayList<>();

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
        List<TensorShape> shapes = Arrays.stream(inputs).map(Value::shape).toList();
        Value result = new Value("v" + steps.size(), operator.outputShape(shapes));
        steps.add(new Step(operator, List.of(inputs), result));
        return result;
    }

    /**
     * What was applied so far.
     *
     * @return in order; each step's inputs are parameters, the pass's inputs, or outputs of steps before it
     */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * Source text so far.
     *
     * @return one statement a line
     */
    public List<String> lines() {
        return steps.stream().map(Step::line).toList();
    }

    /**
     * Cost so far.
     *
     * @return multiply-adds of all operators applied
     */
    public double multiplyAdds() {
        return steps.stream().mapToDouble(Step::multiplyAdds).sum();
    }

    /**
     * Elements of all tensors computed so far: what a training step keeps for its backward pass.
     *
     * @return number of floats
     */
    public double activationElements() {
        return steps.stream()
                .mapToDouble(step -> step.output().shape().elements())
                .sum();
    }
}
