/**
 * The augmentation of nnU-Net's trainer, in Java arrays: what happens to a patch between the case it is cut from and the batch. Every
 * sample's changes follow from one random stream, so that they can be made by any thread at any time.
 *
 * <pre>
 *   AugmentationSetup   rotation range, initial patch, mirror axes of a patch size
 *          │
 *   Augmentation ── drawMap ──&gt; where to read ──&gt; TrainingPatch ── apply ──&gt; TrainingPatch
 *          │                                            (LabelTargets ──&gt; what the loss sees)
 *   spatial   intensity   label            patch: arrays, Transform, RandomStream
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.augment.Augmentation} first. Which patch of which case is taken is decided in
 * {@code models.training.sampling}.
 */
package org.sagittal.models.augment;
