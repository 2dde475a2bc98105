/**
 * The wall around the tensor engine: tensors, programs, and how to start it. DJL and libtorch are named here and nowhere else; if
 * they must be replaced one day, this package changes and no other.
 *
 * <pre>
 *   Runtime.open ──load(archive)──> Program ──infer / train(method, Tensor...)──> Tensor
 *           └──tensor(float[])────> Tensor
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.runtime.Runtime} first. What a program contains is written by {@code models.script}.
 */
package org.sagittal.models.runtime;
