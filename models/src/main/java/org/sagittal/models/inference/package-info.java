/**
 * From an image to its labels with a trained network: tiles, their weighted mean, the way back to the file's grid, and whole folders of
 * cases. Volumes flow through in slices, so what is in memory is the image, its labels, and a window of logits one patch deep.
 *
 * <pre>
 *   CaseImages ── Preprocessor ──> channels
 *                                     │ SlidingWindow          TileGrid, TileWeights, PatchNetwork (mirrored, every fold)
 *                                     │                        BlockCut where the window would be too large; FoldFeatures and LastLayers
 *                                     │                        where a network has fewer features than heads
 *                                  logits, slice by slice      LogitSink
 *                                     │ LogitResampler         network's grid -> grid before resampling
 *                                     ├─ LabelDecoder ────────> LabelVoxels ── Restoration ──> labels on the file's grid
 *                                     └─ ProbabilityStore ────> npz or images
 *   several models  ── Ensemble ─────────> first stages of cascades before their second, probabilities averaged (EnsembleMean)
 *   passes compared ── FoldDisagreement ─> one more plane, the uncertainty, and how far the passes agree (PassAgreement)
 *   folder of cases ── BatchPrediction ──> the files of each case (PredictionWriter); a bad case is named, the others go on
 * </pre>
 *
 * <p>Read {@link org.sagittal.models.inference.SlidingWindow} first. Which numbers a network computes is not decided here.
 */
package org.sagittal.models.inference;
