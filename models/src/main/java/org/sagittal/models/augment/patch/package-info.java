/**
 * What an augmentation works on: a patch in plain arrays, a change of it with all its numbers fixed, and the random numbers from which a
 * change is drawn. Drawing and doing are apart, so that every change can be compared to a reference value for value.
 *
 * <pre>
 *   RandomStream ──  TransformSampler  ──&gt;  Transform (or none)
 *                                              │
 *                           TrainingPatch  ────┴───&gt;  TrainingPatch
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.augment.patch.TrainingPatch} first. No tensor of the network's engine is known here.
 */
package org.sagittal.models.augment.patch;
