package org.sagittal.preprocessing.dataset;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables in paths, {@code $NAME} or <code>${NAME}</code>, as Python's {@code os.path.expandvars} understands them on POSIX. */
public final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)})");

    private Variables() {}

    /**
     * Makes a function that replaces variables.
     *
     * @param value a variable's value, or null if there is no such variable: it then stays as written
     * @return the function on texts
     */
    public static UnaryOperator<String> expand(Function<String, String> value) {
        return text -> VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            String found = value.apply(name);
            return Matcher.quoteReplacement(found == null ? match.group() : found);
        });
    }
}
