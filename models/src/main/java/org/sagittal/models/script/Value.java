package org.sagittal.models.script;

/**
 * A tensor that a recorded pass computes.
 *
 * @param name variable in the source text
 * @param shape extents for the input shape that was recorded
 */
public record Value(String name, TensorShape shape) {}
