package org.sagittal.planner.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sagittal.planner.exchange.torch.PickleForge;

/** Named opcodes, made when asked for. */
final class PickleTricks {
    private final Map<String, Supplier<byte[]>> named = new LinkedHashMap<>();

    /** Adds what a body forges, ended with a stop. */
    void add(String name, Consumer<PickleForge> body) {
        Supplier<byte[]> opcodes = () -> {
            PickleForge forge = PickleForge.fragment();
            body.accept(forge);
            return forge.op('.').bytes();
        };
        if (named.put(name, opcodes) != null) {
            throw new IllegalStateException(name + " twice");
        }
    }

    /** All of them, in order. */
    Map<String, Supplier<byte[]>> all() {
        return Collections.unmodifiableMap(named);
    }
}
