package org.sagittal.models.script;

import java.util.List;

/**
 * A program for libtorch: parameters, buffers that a program changes by itself (an optimizer's momentum), and methods over them.
 *
 * @param parameters trainable tensors
 * @param buffers tensors without gradient, saved and loaded like parameters
 * @param methods what the program can do; the first must be {@code forward}
 */
public record ScriptModule(List<Parameter> parameters, List<Parameter> buffers, List<ScriptMethod> methods) {
    /** Copies the lists. */
    public ScriptModule {
        parameters = List.copyOf(parameters);
        buffers = List.copyOf(buffers);
        methods = List.copyOf(methods);
        if (methods.isEmpty() || !methods.get(0).name().equals("forward")) {
            throw new IllegalArgumentException("the first method of a script module must be forward");
        }
    }
}
