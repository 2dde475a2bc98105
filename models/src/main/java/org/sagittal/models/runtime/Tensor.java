package org.sagittal.models.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
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
     * Shows the elements where they lie, without a copy.
     *
     * @param taking takes row-major values, converted to float32; they are gone when the tensor is closed
     */
    public void read(Consumer<FloatBuffer> taking) {
        if (array.getDataType() == DataType.FLOAT32) {
            taking.accept(array.toByteBuffer(true).asFloatBuffer());
            return;
        }
        try (NDArray converted = array.toType(DataType.FLOAT32, true)) {
            taking.accept(converted.toByteBuffer(true).asFloatBuffer());
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
