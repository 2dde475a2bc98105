package org.sagittal.planner.exchange.torch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the calls a checkpoint's pickle may make mean here. Each makes an inert value from its arguments and nothing else. */
final class PickleCalls {
    private static final int LONGEST_PATH = 32_768;
    private static final int MOST_AXES = 8;

    /** Makers of tensors that another maker may name. */
    private static final Set<String> TENSOR_MAKERS =
            Set.of("torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter");

    private static final Set<String> TENSOR_CLASSES = Set.of("torch.Tensor", "torch.nn.parameter.Parameter");

    private PickleCalls() {}

    static Object dict(List<?> args, PickleBudget budget) {
        if (!args.isEmpty()) {
            throw new PickleException("it makes an OrderedDict from arguments; refused");
        }
        return new LinkedHashMap<>();
    }

    /** The factory of later items is only a name here, as nothing asks for items that are not there. */
    static Object defaultDict(List<?> args, PickleBudget budget) {
        if (args.size() > 1 || args.size() == 1 && args.get(0) != null && !(args.get(0) instanceof PickleGlobal)) {
            throw new PickleException("it makes a defaultdict from something else than a type; refused");
        }
        return new LinkedHashMap<>();
    }

    static Object set(List<?> args, PickleBudget budget) {
        if (args.isEmpty()) {
            return new ArrayList<>();
        }
        List<?> values = argument(args, 0, List.class);
        budget.take((long) PickleBudget.PLACE * values.size());
        return new ArrayList<>(values);
    }

    static Object tensor(List<?> args, PickleBudget budget) {
        TorchStorage storage = argument(args, 0, TorchStorage.class);
        long offset = argument(args, 1, Long.class);
        List<?> extents = argument(args, 2, List.class);
        List<?> steps = argument(args, 3, List.class);
        if (extents.size() > MOST_AXES || steps.size() != extents.size()) {
            throw new PickleException("a tensor has " + extents.size() + " axes and " + steps.size()
                    + " strides; as many of both, at most " + MOST_AXES + ", are expected; refused");
        }
        budget.take(8L * PickleBudget.OBJECT);
        List<Integer> shape = extents.stream().map(PickleCalls::extent).toList();
        List<Long> strides = steps.stream().map(PickleCalls::integer).toList();
        return new TorchTensor(storage, offset, shape, strides);
    }

    static Object parameter(List<?> args, PickleBudget budget) {
        return argument(args, 0, TorchTensor.class);
    }

    /** A tensor that carries attributes: (maker, class, arguments of the maker, attributes). */
    static Object tensorOfType(List<?> args, PickleBudget budget) {
        PickleGlobal maker = argument(args, 0, PickleGlobal.class);
        PickleGlobal type = argument(args, 1, PickleGlobal.class);
        if (!TENSOR_MAKERS.contains(maker.name()) || !TENSOR_CLASSES.contains(type.name())) {
            throw new PickleException(
                    "it makes a tensor of the class " + type.name() + " by " + maker.name() + "; refused");
        }
        return maker.call(argument(args, 2, List.class), budget);
    }

    static Object device(List<?> args, PickleBudget budget) {
        String type = argument(args, 0, String.class);
        if (type.length() > 32) {
            throw new PickleException("it names the device '" + Printable.of(type) + "'; refused");
        }
        String name = type.toLowerCase(Locale.ROOT);
        return args.size() > 1 ? name + ":" + integer(args.get(1)) : name;
    }

    static Object size(List<?> args, PickleBudget budget) {
        return argument(args, 0, List.class);
    }

    static Object numpyType(List<?> args, PickleBudget budget) {
        return NumpyType.of(args.isEmpty() ? null : args.get(0));
    }

    static Object scalar(List<?> args, PickleBudget budget) {
        NumpyType type = argument(args, 0, NumpyType.class);
        byte[] bytes = argument(args, 1, byte[].class);
        budget.take(2L * bytes.length);
        return type.scalar(bytes);
    }

    /** The arguments say the class and are the same for every array; its contents follow in a BUILD. */
    static Object emptyArray(List<?> args, PickleBudget budget) {
        if (!argument(args, 0, PickleGlobal.class).name().equals("numpy.ndarray")) {
            throw new PickleException("it makes an array of another class than numpy.ndarray; refused");
        }
        return NumpyArray.empty();
    }

    static Object array(List<?> args, PickleBudget budget) {
        NumpyArray array = NumpyArray.empty();
        boolean columns = args.size() > 3 && "F".equals(args.get(3));
        array.fill(
                argument(args, 2, List.class),
                argument(args, 1, NumpyType.class),
                columns,
                argument(args, 0, byte[].class));
        return array;
    }

    static Object encoded(List<?> args, PickleBudget budget) {
        return latin1(args, "latin1", budget);
    }

    static Object bytes(List<?> args, PickleBudget budget) {
        if (args.isEmpty()) {
            return new byte[0];
        }
        return args.get(0) instanceof byte[] bytes ? bytes : latin1(args, "latin-1", budget);
    }

    private static byte[] latin1(List<?> args, String encoding, PickleBudget budget) {
        String text = argument(args, 0, String.class);
        if (args.size() != 2 || !encoding.equals(args.get(1)) || text.chars().anyMatch(c -> c > 0xff)) {
            throw new PickleException("it encodes text otherwise than as latin1 bytes; refused");
        }
        budget.take(text.length());
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A path is text here and opens nothing. */
    static Object path(List<?> args, PickleBudget budget) {
        StringBuilder path = new StringBuilder();
        for (Object part : args) {
            if (!(part instanceof String text) || path.length() + text.length() > LONGEST_PATH) {
                throw new PickleException("it has a path that is no text or too long; refused");
            }
            boolean joined = path.length() == 0 || path.charAt(path.length() - 1) == '/';
            path.append(joined ? "" : "/").append(text);
        }
        budget.take(2L * path.length());
        return path.toString();
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
            throw new PickleException("it has " + kind(value) + " where a whole number belongs; refused");
        }
        return number;
    }

    /** The kind of a value for messages; never its contents, which may be endless. */
    static String kind(Object value) {
        if (value instanceof String text) {
            return "the text '" + Printable.of(text) + "'";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return "the value " + Printable.of(value.toString());
        }
        return value == null
                ? "None"
                : value instanceof Map ? "a dict" : value instanceof List ? "a list" : "an object";
    }

    private static <T> T argument(List<?> args, int index, Class<T> type) {
        if (index >= args.size() || !type.isInstance(args.get(index))) {
            throw new PickleException("argument " + index + " of a call is no " + word(type) + "; refused");
        }
        return type.cast(args.get(index));
    }

    private static String word(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "TorchStorage" -> "storage";
            case "TorchTensor" -> "tensor";
            case "Long" -> "whole number";
            case "List" -> "tuple";
            case "String" -> "text";
            case "NumpyType" -> "NumPy type";
            case "byte[]" -> "bytes";
            default -> "name";
        };
    }
}
