/**
 * The U-Nets of nnU-Net, described once.
 *
 * <pre>
 *   NetworkSpec ──UNet.of──> UNet ──parameters / initialWeights──> names, shapes, values
 *                              └───forward(Pass)─────────────────> shapes, cost, source text
 *   InferenceRecipe ──FusedModule.of──> the fast program for prediction;  InferenceModule.of: the reference it is held against
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.unet.NetworkSpec}, then {@link org.sagittal.models.unet.UNet}. Loss and optimizer do not belong
 * here; see {@code models.loss}.
 */
package org.sagittal.models.unet;
