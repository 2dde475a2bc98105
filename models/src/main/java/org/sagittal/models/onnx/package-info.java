/**
 * Networks as ONNX files, which other engines run without us. Only what a U-Net needs of the format is written, by hand: a handful of
 * messages in protobuf's wire format.
 *
 * <pre>
 *   UNet ──Pass──> Step, Step, ... ──Operator.onnx──> nodes ─┐
 *   NamedTensors ────────────────────────────> initializers ─┴─> OnnxFile ──ProtobufMessage──> .onnx
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.onnx.OnnxFile} first. Which ONNX node an operator is, it says itself, in {@code models.script}; what
 * must happen around the network is no matter of this format and stands in a description beside it.
 */
package org.sagittal.models.onnx;
