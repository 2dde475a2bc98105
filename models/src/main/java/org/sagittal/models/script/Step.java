package org.sagittal.models.script;

import java.util.List;

/**
 * One operator as a recorded pass applied it.
 *
 * @param operator what was done
 * @param inputs to what, in the operator's order
 * @param output what came of it
 */
public record Step(Operator operator, List<Value> inputs, Value output) {
    /** Copies the list. */
    public Step {
        inputs = List.copyOf(inputs);
    }

    /**
     * The step as a statement of TorchScript.
     *
     * @return one line
     */
    public String line() {
        return output.name() + " = "
                + operator.source(inputs.stream().map(Value::name).toList());
    }

    /**
     * Its cost.
     *
     * @return multiply-adds
     */
    public double multiplyAdds() {
        return operator.multiplyAdds(inputs.stream().map(Value::shape).toList());
    }
}
