package org.sagittal.models.script;

import java.util.List;

/**
 * A method of a script module, as source text.
 *
 * @param name method name
 * @param arguments "name: Type" each, without self
 * @param returnType TorchScript type of the result
 * @param lines body, one statement a line, nested blocks indented by two spaces
 */
public record ScriptMethod(String name, List<String> arguments, String returnType, List<String> lines) {
    /** Copies the lists. */
    public ScriptMethod {
        arguments = List.copyOf(arguments);
        lines = List.copyOf(lines);
    }

    /**
     * Makes a method from a text block.
     *
     * @param name method name
     * @param arguments "name: Type" joined by commas
     * @param returnType TorchScript type of the result
     * @param body statements
     * @return the method
     */
    public static ScriptMethod of(String name, String arguments, String returnType, String body) {
        return new ScriptMethod(
                name,
                List.of(arguments.split(",\\s*(?![^\\[]*\\])")),
                returnType,
                body.lines().toList());
    }
}
