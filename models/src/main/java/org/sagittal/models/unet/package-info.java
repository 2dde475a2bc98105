/**
 * The U-Nets of nnU-Net, described once.
 *
 * <pre>
 *   NetworkSpec ──UNet.of──> UNet ──parameters / initialWeights──> names, shapes, values
 *                              └───forward(Pass)─────────────────> shapes, cost, source text
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.unet.NetworkSpec}, then {@link org.sagittal.models.unet.UNet}. Loss and optimizer do not belong
 * here; see {@code models.loss}.
 */
package org.sagittal.models.unet;
