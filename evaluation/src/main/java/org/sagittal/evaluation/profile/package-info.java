/**
 * Named definitions: which rules a tool follows, so that its old numbers can be had again and the better ones compared with them. A
 * result always says by which profile, and which version of it, it was made.
 *
 * <pre>
 *   Rules    what an outline is, which percentile, which mean, which unit, what of empty masks
 *     └──> Profile    rules + the scores it defines: deepmind, medpy, monai, ..., and our own, sagittal
 *            │  MaskMeasurement (one class of one pair of files)
 *            ├──> PairScores            scores by label            (`metrics`)
 *            └──> ProfileComparison     one rule switched at a time (`compare-metrics`)
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.profile.Profile} first. The arithmetic is in overlap, surface, instance and topology.
 */
package org.sagittal.evaluation.profile;
