/**
 * Trained models at work on new images: which of the models given work together, and what is left behind beside the label maps. The
 * numbers come from {@code models.inference}.
 *
 * <pre>
 *   ModelSource... ── ModelTeam.choose ──> who is averaged, who only feeds a cascade ── load ──> Ensemble
 *   cases ── PredictionJob ──┬─ BatchPrediction ────> label maps and what else is wanted
 *                            ├─ QualityReport ──────> quality.json, when passes are compared
 *                            └─ PredictionRecord ───> prediction.json: models, hashes, options, how each case ended
 * </pre>
 *
 * <p>Read {@code ModelTeam} first. Words that people type do not belong here.
 */
package org.sagittal.planner.prediction;
