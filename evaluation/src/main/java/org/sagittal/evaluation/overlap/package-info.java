/**
 * Scores that count voxels: how many are in both masks, in one, in none. One pass over two label volumes serves every class and region.
 *
 * <pre>
 *   reference, prediction ──> JointHistogram ──> Confusion per LabelGroup ──> OverlapScores
 *        (z, y, x) labels      pairs counted      tp, fp, fn, tn               Dice, IoU, ...
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.overlap.JointHistogram} first. Nothing here knows of millimetres.
 */
package org.sagittal.evaluation.overlap;
