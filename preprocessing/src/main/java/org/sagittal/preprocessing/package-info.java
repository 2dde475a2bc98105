/**
 * Raw case to network-ready case, and exactly back. The order of steps is nnU-Net's: transpose, crop to the nonzero region, normalise,
 * resample, draw class locations.
 *
 * <pre>
 *   CaseImages ──┐   PreprocessingSpec
 *   labels     ──┴────── Preprocessor ──────> PreprocessedCase (data, seg, ClassLocations)
 *                                                   │
 *   labels on the file's grid <──── Restoration ────┘
 * </pre>
 *
 * <p>Read {@link org.sagittal.preprocessing.PreprocessingSpec} first. Raw datasets and their readers are in {@code dataset} and
 * {@code reader}; finished cases are kept by {@code store}; patches for training are cut in the models module.
 */
package org.sagittal.preprocessing;
