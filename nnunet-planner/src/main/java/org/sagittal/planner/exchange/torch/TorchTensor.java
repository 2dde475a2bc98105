package org.sagittal.planner.exchange.torch;

import java.util.List;

/**
 * A view of a storage: element (i0, i1, ...) is number offset + i0 * stride0 + i1 * stride1 + ... of it. Checked to lie inside.
 *
 * @param storage the numbers
 * @param offset where the view begins, in numbers
 * @param shape extents
 * @param strides steps of each axis, in numbers
 */
record TorchTensor(TorchStorage storage, long offset, List<Integer> shape, List<Long> strides) {
    /** More numbers than any weight has; a view that repeats numbers (stride 0) may be larger than its storage, but not larger than this. */
    static final long MOST_ELEMENTS = 1L << 28;

    /** Refuses a view that leaves its storage. */
    TorchTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        if (shape.size() != strides.size()) {
            throw new PickleException("a tensor has the shape " + shape + " but the strides " + strides + "; refused");
        }
        if (offset < 0 || offset > storage.count()) {
            throw new PickleException("a tensor begins at number " + offset + " of storage '"
                    + Printable.of(storage.key()) + "', which holds only " + storage.count() + "; refused");
        }
        boolean empty = shape.contains(0); // reaches nowhere, whatever its strides
        long elements = 1;
        long last = offset;
        for (int axis = 0; axis < shape.size(); axis++) {
            int extent = shape.get(axis);
            long stride = strides.get(axis);
            if (extent < 0 || stride < 0) {
                throw new PickleException(
                        "a tensor has the shape " + shape + " and the strides " + strides + "; refused");
            }
            // by division, so that no product of a file's numbers can overflow
            if (extent > 1 && !empty && stride > (storage.count() - last) / (extent - 1)) {
                throw outside(storage, shape, strides);
            }
            elements = Math.min(elements, MOST_ELEMENTS + 1) * extent;
            last += empty ? 0 : stride * (extent - 1);
        }
        if (!empty && last >= storage.count()) {
            throw outside(storage, shape, strides);
        }
        if (!empty && elements > MOST_ELEMENTS) {
            throw new PickleException("a tensor of shape " + shape + " has more than " + MOST_ELEMENTS
                    + " numbers, more than any network's; refused");
        }
    }

    private static PickleException outside(TorchStorage storage, List<Integer> shape, List<Long> strides) {
        return new PickleException("a tensor of shape " + shape + " and strides " + strides
                + " reaches beyond storage '" + Printable.of(storage.key()) + "', which holds "
                + storage.count() + " numbers; refused");
    }

    /** Whether the elements follow each other without gaps, last axis fastest. */
    boolean contiguous() {
        long expected = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            if (shape.get(axis) > 1 && strides.get(axis) != expected) {
                return false;
            }
            expected *= Math.max(1, shape.get(axis));
        }
        return true;
    }

    /** One past the last number of the storage that the view shows; its offset for an empty view. */
    long end() {
        long last = offset;
        for (int axis = 0; axis < shape.size(); axis++) {
            if (shape.get(axis) == 0) {
                return offset;
            }
            last += strides.get(axis) * (shape.get(axis) - 1);
        }
        return last + 1;
    }

    /**
     * The elements in order, last axis fastest.
     *
     * @param numbers a part of the storage
     * @param first which number of the storage that part begins with
     */
    float[] gather(float[] numbers, long first) {
        float[] values = new float[elements()];
        int[] index = new int[shape.size()];
        long at = offset - first;
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[Math.toIntExact(at)];
            at = step(index, at);
        }
        return values;
    }

    /** Moves the index one element on, last axis fastest; the storage position goes along. */
    private long step(int[] index, long at) {
        long next = at;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            next += strides.get(axis);
            if (++index[axis] < shape.get(axis)) {
                return next;
            }
            next -= strides.get(axis) * index[axis];
            index[axis] = 0;
        }
        return next;
    }

    /** How many numbers the view shows. */
    int elements() {
        int elements = 1;
        for (int extent : shape) {
            elements *= extent; // at most MOST_ELEMENTS, or 0 in the end
        }
        return elements;
    }
}
