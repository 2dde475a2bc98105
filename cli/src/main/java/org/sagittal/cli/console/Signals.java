package org.sagittal.cli.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The signals that ask a process to end. Java hands them out only through {@code sun.misc.Signal} of the module {@code jdk.unsupported}, which the
 * compiler warns of, so it is called by name; where it is missing Java's own answer to these signals stays.
 *
 * @see <a href="https://openjdk.org/jeps/260">JEP 260, which keeps that class until there is another</a>
 */
final class Signals {
    private static final List<String> ASKING_TO_END = List.of("INT", "TERM", "HUP");

    private Signals() {}

    /**
     * Calls a function with the number of each such signal from now on. Signals that were ignored when the process began, as nohup does, stay
     * ignored.
     *
     * @param end called in a thread of its own
     */
    static void onEach(IntConsumer end) {
        for (String name : ASKING_TO_END) {
            try {
                handle(name, end);
            } catch (ReflectiveOperationException | RuntimeException e) {
                // Not every system has every signal, and -Xrs leaves them all to the system.
                continue;
            }
        }
    }

    private static void handle(String name, IntConsumer end) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Method number = signal.getMethod("getNumber");
        Object answer = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        end.accept(number(number, arguments[0]));
                    }
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), answer);
    }

    private static int number(Method number, Object signal) {
        try {
            return (int) number.invoke(signal);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a signal does not tell its number", e);
        }
    }
}
