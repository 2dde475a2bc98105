package org.sagittal.planner.exchange;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A name a checkpoint's pickle may ask for, and what it means here. The list is closed: what is not on it is refused, so reading a
 * pickle never runs anything but the few lines below.
 */
final class PickleGlobal {
    private static final Map<String, PickleGlobal> ALLOWED = new LinkedHashMap<>();

    static {
        allow("collections.OrderedDict", PickleGlobal::orderedDict);
        allow("torch._utils._rebuild_tensor_v2", PickleGlobal::tensor);
        allow("torch._utils._rebuild_parameter", args -> argument(args, 0, TorchTensor.class));
        allow("torch.device", PickleGlobal::device);
        allow("numpy.core.multiarray.scalar", PickleGlobal::scalar);
        allow("numpy._core.multiarray.scalar", PickleGlobal::scalar);
        allow("numpy.dtype", args -> NumpyType.of(args.isEmpty() ? null : args.get(0)));
        allow("_codecs.encode", PickleGlobal::bytes);
        for (StorageType type : StorageType.values()) {
            allow("torch." + type.name(), args -> {
                throw new PickleException("it calls torch." + type.name() + " as a function; refused");
            });
        }
    }

    private final String name;
    private final Function<List<?>, Object> call;

    private PickleGlobal(String name, Function<List<?>, Object> call) {
        this.name = name;
        this.call = call;
    }

    private static void allow(String name, Function<List<?>, Object> call) {
        ALLOWED.put(name, new PickleGlobal(name, call));
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
        PickleGlobal found = ALLOWED.get(module + "." + name);
        if (found == null || !found.name.startsWith(module + ".")) {
            throw new PickleException("it asks for '" + printable(module + "." + name)
                    + "', which no checkpoint of nnU-Net needs; refused, nothing was run");
        }
        return found;
    }

    /** The qualified Python name. */
    String name() {
        return name;
    }

    /** The value Python would get from calling this name. */
    Object call(Object arguments) {
        if (!(arguments instanceof List<?> list)) {
            throw new PickleException("it calls " + name + " without a tuple of arguments; refused");
        }
        return call.apply(list);
    }

    /** Text of a file in a message: short and on one line. */
    static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 120 ? line.substring(0, 120) + "..." : line;
    }

    private static Object orderedDict(List<?> args) {
        if (!args.isEmpty()) {
            throw new PickleException("it makes an OrderedDict from arguments; refused");
        }
        return new LinkedHashMap<>();
    }

    private static Object tensor(List<?> args) {
        TorchStorage storage = argument(args, 0, TorchStorage.class);
        long offset = argument(args, 1, Long.class);
        List<?> extents = argument(args, 2, List.class);
        List<?> steps = argument(args, 3, List.class);
        List<Integer> shape = extents.stream().map(PickleGlobal::extent).toList();
        List<Long> strides = steps.stream().map(PickleGlobal::integer).toList();
        return new TorchTensor(storage, offset, shape, strides);
    }

    private static Object device(List<?> args) {
        String type = argument(args, 0, String.class).toLowerCase(Locale.ROOT);
        return args.size() > 1 ? type + ":" + integer(args.get(1)) : type;
    }

    private static Object scalar(List<?> args) {
        return argument(args, 0, NumpyType.class).scalar(args.size() > 1 ? args.get(1) : null);
    }

    private static Object bytes(List<?> args) {
        String text = argument(args, 0, String.class);
        if (!"latin1".equals(args.size() > 1 ? args.get(1) : null)
                || text.chars().anyMatch(c -> c > 0xff)) {
            throw new PickleException("it encodes text otherwise than as latin1 bytes; refused");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int extent(Object value) {
        long extent = integer(value);
        if (extent < 0 || extent > Integer.MAX_VALUE) {
            throw new PickleException("a tensor has the extent " + extent + "; refused");
        }
        return (int) extent;
    }

    private static long integer(Object value) {
        if (!(value instanceof Long number)) {
            throw new PickleException("it has '" + printable(String.valueOf(value)) + "' where a whole number belongs");
        }
        return number;
    }

    private static <T> T argument(List<?> args, int index, Class<T> type) {
        if (index >= args.size() || !type.isInstance(args.get(index))) {
            throw new PickleException("argument " + index + " of a call is no " + type.getSimpleName() + "; refused");
        }
        return type.cast(args.get(index));
    }
}
