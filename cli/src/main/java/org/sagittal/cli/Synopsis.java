package org.sagittal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command in a line: what must be given, in the order in which people type it. Everything else is an option and explained below. */
final class Synopsis {
    private Synopsis() {}

    /** For example {@code sagittal preprocess RAW --plans FILE -c CONFIG -o STORE [OPTION]...}. */
    static String of(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of(spec.qualifiedName()));
        if (spec.usageMessage().synopsisSubcommandLabel() != null
                && !spec.subcommands().isEmpty()
                && spec.positionalParameters().isEmpty()) {
            words.add(spec.usageMessage().synopsisSubcommandLabel());
        }
        spec.positionalParameters().forEach(parameter -> words.add(positional(parameter)));
        spec.options().stream()
                // An option of several that exclude each other counts as required, within its group.
                .filter(option -> option.required() && option.group() == null)
                .forEach(option -> words.add(option.shortestName() + " " + option.paramLabel()
                        + (option.arity().max() > 1 ? "..." : "")));
        words.add("[OPTION]...");
        return words.stream().collect(Collectors.joining(" "));
    }

    private static String positional(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.required() ? label : "[" + label + "]";
    }
}
