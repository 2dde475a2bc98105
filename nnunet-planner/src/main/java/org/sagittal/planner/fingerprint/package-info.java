/**
 * Dataset to fingerprint: what nnU-Net learns of a dataset before it plans. Every case is read and cropped, its foreground voxels are
 * drawn with the same random numbers as nnU-Net's, and the draws of all cases are pooled.
 *
 * <pre>
 *   RawDataset ── FingerprintExtractor ──> DatasetFingerprint <──> dataset_fingerprint.json
 *                   per case: read, crop, count draws of each foreground voxel
 *                   pooled:   sorted values with counts -> mean, deviation, exact percentiles
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.fingerprint.DatasetFingerprint} first. What follows from a fingerprint is decided in
 * {@code planner.rules}.
 */
package org.sagittal.planner.fingerprint;
