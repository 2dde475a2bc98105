package org.sagittal.models.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.sagittal.models.script.TensorShape;

/** A dense tensor in the engine's memory. Close it: the engine's memory is not the garbage collector's. */
public final class Tensor implements AutoCloseable {
    private final NDArray array;

    Tensor(NDArray array) {
        this.array = array;
    }

    NDArray array() {
        return array;
    }

    /**
     * The extents.
     *
     * @return outermost first
     */
    public TensorShape shape() {
        return TensorShape.of(array.getShape().getShape());
    }

    /**
     * Copies the elements out.
     *
     * @return row-major values, converted to float32
     */
    public float[] floats() {
        if (array.getDataType() == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        try (NDArray converted = array.toType(DataType.FLOAT32, true)) {
            return converted.toFloatArray();
        }
    }

    /**
     * Copies the elements to an array that is there already.
     *
     * @param into as long as the tensor has elements; filled with row-major values, converted to float32
     */
    public void read(float[] into) {
        if (array.size() != into.length) {
            throw new IllegalArgumentException(
                    "into must have the tensor's " + array.size() + " elements, got " + into.length);
        }
        if (array.getDataType() == DataType.FLOAT32) {
            array.toByteBuffer(true).asFloatBuffer().get(into);
            return;
        }
        try (NDArray converted = array.toType(DataType.FLOAT32, true)) {
            converted.toByteBuffer(true).asFloatBuffer().get(into);
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
