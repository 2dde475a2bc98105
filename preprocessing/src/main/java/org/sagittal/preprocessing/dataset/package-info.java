/**
 * Raw datasets in nnU-Net's layout: what their {@code dataset.json} says, which files belong together, and everything that is wrong with
 * them.
 *
 * <pre>
 *   folder ── RawDataset.open ──> DatasetDescription ── LabelScheme
 *                                 RawCase ...            id, images, label
 *   folder ── DatasetCheck ─────> problems, each with its mend
 *   Decathlon folder ── MsdConversion ──> raw folder
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.dataset.RawDataset} first. Voxels are read in {@code preprocessing.reader}.
 */
package org.sagittal.preprocessing.dataset;
