package org.sagittal.models.script;

import java.util.List;

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
}
