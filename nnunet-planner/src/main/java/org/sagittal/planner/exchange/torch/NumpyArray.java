package org.sagittal.planner.exchange.torch;

import java.util.ArrayList;
import java.util.List;

/** A NumPy array in a pickle: first made empty, then filled by its BUILD. Values are unpacked only when asked for. */
final class NumpyArray {
    private static final int MOST_AXES = 32;

    private List<Integer> shape = List.of(0);
    private NumpyType type = NumpyType.of("u1");
    private boolean firstAxisFastest;
    private byte[] data = {};

    private NumpyArray() {}

    static NumpyArray empty() {
        return new NumpyArray();
    }

    /** Takes the state NumPy writes: (version, shape, type, whether the first axis is fastest, bytes). */
    void restore(Object state) {
        if (!(state instanceof List<?> list)
                || list.size() != 5
                || !(list.get(1) instanceof List<?> extents)
                || !(list.get(2) instanceof NumpyType stored)
                || !(list.get(3) instanceof Boolean columns)
                || !(list.get(4) instanceof byte[] bytes)) {
            throw new PickleException(
                    "a NumPy array has an unknown state, or holds something else than numbers; refused");
        }
        fill(extents, stored, columns, bytes);
    }

    /** Takes the contents; the bytes must be exactly as many as shape and type say. */
    void fill(List<?> extents, NumpyType stored, boolean columns, byte[] bytes) {
        List<Integer> checked = new ArrayList<>();
        long count = stored.bytes();
        for (Object extent : extents) {
            if (!(extent instanceof Long number)
                    || number < 0
                    || number > bytes.length
                    || checked.size() == MOST_AXES
                    || count > bytes.length && number > 0) {
                throw wrongLength(bytes);
            }
            count *= number;
            checked.add(number.intValue());
        }
        if (count != bytes.length) {
            throw wrongLength(bytes);
        }
        shape = List.copyOf(checked);
        type = stored;
        firstAxisFastest = columns;
        data = bytes;
    }

    private static PickleException wrongLength(byte[] bytes) {
        return new PickleException(
                "a NumPy array's " + bytes.length + " bytes are not what its shape and type say; refused");
    }

    /** The values as nested lists, or one value for an array without axes; short arrays only, as each value becomes an object. */
    Object nested(int mostValues) {
        long count = 1;
        for (int extent : shape) {
            count *= Math.max(1, extent);
            if (count > mostValues) {
                throw new PickleException("a NumPy array " + shape + " stands where a few numbers belong; refused");
            }
        }
        return nested(0, 0, 1);
    }

    /** Position and step are those of an index into the values in file order, mixed-radix over the axes before. */
    private Object nested(int axis, int position, int step) {
        if (axis == shape.size()) {
            return type.valueAt(data, position);
        }
        int extent = shape.get(axis);
        List<Object> values = new ArrayList<>(extent);
        for (int i = 0; i < extent; i++) {
            values.add(
                    firstAxisFastest
                            ? nested(axis + 1, position + i * step, step * extent)
                            : nested(axis + 1, position * extent + i, 1));
        }
        return values;
    }
}
