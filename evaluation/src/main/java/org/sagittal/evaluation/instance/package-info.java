/**
 * Scores lesion by lesion: the connected parts of both masks, which of them belong together, and what follows.
 *
 * <pre>
 *   BitMask ──> Components        numbered parts of the mask
 *                  │ x 2
 *                  v
 *             OverlapTable ──> Matching ──> InstanceScores      PQ, RQ, SQ, mean Dice and distance of what matched
 *                         └──> LesionWise                       BraTS: dilated lesions, misses at the worst value
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.instance.Matching} first: the rule decides the score.
 */
package org.sagittal.evaluation.instance;
