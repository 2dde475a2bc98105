/**
 * Training of a segmentation network: what a run is told, and the loop that obeys it. Everything random in a run follows from one seed,
 * the epoch and the iteration, so that a resumed run goes on as if it had never stopped.
 *
 * <pre>
 *   TrainingSpec ─┬─ Schedule         how many epochs and iterations, learning rate of each epoch
 *                 ├─ OptimizerSpec    momentum, weight decay, gradient clipping
 *                 ├─ DeepSupervision  scale and weight of each output of the network
 *                 └─ SamplingSpec     forced foreground, mirror axes, masked channels, seed
 *        │
 *   training.sampling  ── batches, made ahead ──&gt;  training loop  ──&gt;  checkpoints, log
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.training.TrainingSpec} first. How a patch is augmented is said in {@code models.augment}.
 */
package org.sagittal.models.training;
