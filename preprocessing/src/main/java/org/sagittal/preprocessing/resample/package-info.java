/**
 * Arrays to other shapes: cubic, linear and nearest B-splines on voxel centres with replicated borders, and labels by the largest
 * linear weight. The numbers are those of scikit-image's resize and SciPy's zoom as nnU-Net calls them.
 *
 * <pre>
 *   spacings, ResamplingSpec ──> is there a separate axis?
 *   FloatVoxels ── data: one pass per axis ──────────> FloatVoxels of the new shape
 *   LabelVoxels ── labels: weights of 8 corners ─────> LabelVoxels of the new shape
 *   logits      ── LinearSlices, never the whole ────> one slice after the other
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.resample.ResamplingSpec} first.
 */
package org.sagittal.preprocessing.resample;
