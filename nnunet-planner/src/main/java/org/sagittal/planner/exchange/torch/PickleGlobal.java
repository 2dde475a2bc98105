package org.sagittal.planner.exchange.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A name a checkpoint's pickle may ask for, and what it means here. The list is closed and matched as a whole, module and name: what is
 * not on it is refused, so reading a pickle never runs anything but the few lines of {@link PickleCalls}.
 */
final class PickleGlobal {
    private static final Map<String, PickleGlobal> ALLOWED = new HashMap<>();

    static {
        allow("collections", "OrderedDict", PickleCalls::dict);
        allow("collections", "defaultdict", PickleCalls::defaultDict);
        allow("torch._utils", "_rebuild_tensor_v2", PickleCalls::tensor);
        allow("torch._utils", "_rebuild_parameter", PickleCalls::parameter);
        allow("torch._utils", "_rebuild_parameter_with_state", PickleCalls::parameter);
        allow("torch._tensor", "_rebuild_from_type_v2", PickleCalls::tensorOfType);
        allow("torch", "device", PickleCalls::device);
        allow("torch", "Size", PickleCalls::size);
        allow("numpy", "dtype", PickleCalls::numpyType);
        for (String core : List.of("numpy.core", "numpy._core")) {
            allow(core + ".multiarray", "scalar", PickleCalls::scalar);
            allow(core + ".multiarray", "_reconstruct", PickleCalls::emptyArray);
            allow(core + ".numeric", "_frombuffer", PickleCalls::array);
        }
        allow("_codecs", "encode", PickleCalls::encoded);
        for (String builtins : List.of("builtins", "__builtin__")) {
            allow(builtins, "set", PickleCalls::set);
            allow(builtins, "frozenset", PickleCalls::set);
            allow(builtins, "bytes", PickleCalls::bytes);
            allow(builtins, "bytearray", PickleCalls::bytes);
            names(builtins, "list", "dict", "int", "float");
        }
        for (String pathlib : List.of("pathlib", "pathlib._local")) {
            for (String path : List.of("PosixPath", "WindowsPath", "PurePosixPath", "PureWindowsPath", "Path")) {
                allow(pathlib, path, PickleCalls::path);
            }
        }
        names("numpy", "ndarray", "float64", "float32", "float16", "int64", "int32", "uint8", "bool_");
        names(
                "torch",
                "Tensor",
                "float32",
                "float64",
                "float16",
                "bfloat16",
                "int64",
                "int32",
                "int16",
                "int8",
                "uint8",
                "bool");
        names("torch.nn.parameter", "Parameter");
        for (StorageType type : StorageType.values()) {
            names("torch", type.name());
        }
    }

    private final String name;
    private final Call call;

    private PickleGlobal(String name, Call call) {
        this.name = name;
        this.call = call;
    }

    /** The value Python would get from a call: arguments in order, and the budget to charge what is made. */
    interface Call {
        Object apply(List<?> arguments, PickleBudget budget);
    }

    private static void allow(String module, String name, Call call) {
        ALLOWED.put(key(module, name), new PickleGlobal(module + "." + name, call));
    }

    /** Names that stand for themselves and are never called. */
    private static void names(String module, String... names) {
        for (String name : names) {
            allow(module, name, (arguments, budget) -> {
                throw new PickleException("it calls " + module + "." + name + " as a function; refused");
            });
        }
    }

    private static String key(String module, String name) {
        return module + "\n" + name;
    }

    /**
     * Looks a name up.
     *
     * @param module Python module
     * @param name name in it
     * @return its meaning
     * @throws PickleException if the name is not on the list
     */
    static PickleGlobal of(String module, String name) {
        PickleGlobal found = ALLOWED.get(key(module, name));
        if (found == null) {
            throw new PickleException("it asks for '" + Printable.of(Printable.of(module) + "." + Printable.of(name))
                    + "', which no checkpoint of nnU-Net needs; refused, nothing was run");
        }
        return found;
    }

    /** The qualified Python name. */
    String name() {
        return name;
    }

    /** The value Python would get from calling this name. */
    Object call(Object arguments, PickleBudget budget) {
        if (!(arguments instanceof List<?> list)) {
            throw new PickleException("it calls " + name + " without a tuple of arguments; refused");
        }
        return call.apply(list, budget);
    }

    @Override
    public String toString() {
        return name;
    }
}
