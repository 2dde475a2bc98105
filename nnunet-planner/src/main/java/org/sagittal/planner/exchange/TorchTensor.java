package org.sagittal.planner.exchange;

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
    /** Refuses a view that leaves its storage or is larger than it. */
    TorchTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
        if (shape.size() != strides.size()) {
            throw new PickleException("a tensor has the shape " + shape + " but the strides " + strides + "; refused");
        }
        if (offset < 0 || offset > storage.count()) {
            throw new PickleException("a tensor begins at number " + offset + " of storage '" + storage.key()
                    + "', which holds only " + storage.count() + "; refused");
        }
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
            if (extent > 1
                    && (elements > storage.count() / extent || stride > (storage.count() - last) / (extent - 1))) {
                throw outside(storage, shape, strides);
            }
            elements *= extent;
            last += stride * Math.max(0, extent - 1);
        }
        if (elements > 0 && last >= storage.count()) {
            throw outside(storage, shape, strides);
        }
    }

    private static PickleException outside(TorchStorage storage, List<Integer> shape, List<Long> strides) {
        return new PickleException(
                "a tensor of shape " + shape + " and strides " + strides + " reaches beyond storage '" + storage.key()
                        + "', which holds " + storage.count() + " numbers; refused");
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

    /** How many numbers the view shows. */
    int elements() {
        int elements = 1;
        for (int extent : shape) {
            elements = Math.multiplyExact(elements, extent);
        }
        return elements;
    }
}
