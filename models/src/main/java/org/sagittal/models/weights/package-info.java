/**
 * The numbers of a network under the names nnU-Net's state dict gives them, independent of any file format and of the engine. Readers
 * of checkpoints and bundles make them, networks and trainings take them.
 *
 * <pre>
 *   .pth checkpoint ─┐                        ┌─> network (models.unet)
 *   model bundle ────┼─> NamedTensors ────────┼─> training, as a start
 *   trained program ─┘   name -> WeightTensor └─> model bundle
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.weights.NamedTensors} first. No file is opened here.
 */
package org.sagittal.models.weights;
