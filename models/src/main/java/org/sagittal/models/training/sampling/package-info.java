/**
 * From preprocessed cases to batches: which patch of which case, cut out with padding, augmented, and put together ahead of use on threads
 * of its own. A sample is a pure function of seed, epoch, iteration and its place in the batch.
 *
 * <pre>
 *   PatchSource ──&gt; PatchCase                       RandomStream of (seed, epoch, iteration, index)
 *                      │   PatchBoxes: where            │
 *                      └── PatchReader: cut + pad ──&gt; SampleMaker ──&gt; BatchMaker ──&gt; BatchAhead
 *                                                                                        │
 *   SampledBatches, a BatchSource of the training loop  &lt;────────────────────────────────┘
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.training.sampling.SampledBatches} first. What happens to a patch is said in {@code models.augment}.
 */
package org.sagittal.models.training.sampling;
