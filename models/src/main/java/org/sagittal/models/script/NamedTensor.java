package org.sagittal.models.script;

/**
 * A named dense float32 tensor in Java memory, row-major.
 *
 * @param name dotted name, as in a PyTorch state dict
 * @param shape extents
 * @param values the elements, not to be written to
 */
public record NamedTensor(String name, TensorShape shape, float[] values) {
    /** Refuses values that do not fill the shape. */
    public NamedTensor {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException("tensor " + name + " of shape " + shape + " must have "
                    + shape.elements() + " values, got " + values.length);
        }
    }
}
