/**
 * A small language for networks: a network is described once, in Java, and interpreted as shapes, cost, initial weights and a
 * TorchScript archive or an ONNX graph. DJL's own blocks cannot express these networks (no transposed convolution, no instance norm);
 * libtorch can.
 *
 * <pre>
 *   Operator ──applied in──> Pass ──steps──> ONNX nodes (models.onnx)
 *                              ├────steps──> OneDnnDialect ─> ScriptMethod: the fast program for prediction
 *                              └────lines──> ScriptMethod ─┐
 *   Parameter (name, shape, Initialization) ───────────────┴> ScriptModule ──> TorchScriptArchive (.pt)
 *   NamedTensors: the weights themselves, by name
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.script.Operator} first. Nothing here needs the engine; running is {@code models.runtime}.
 */
package org.sagittal.models.script;
