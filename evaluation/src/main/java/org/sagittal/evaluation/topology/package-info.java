/**
 * Scores that look at shape, not at volume: do the centre lines agree, are there as many parts, tunnels and cavities.
 *
 * <pre>
 *   BitMask ──> Skeleton ──> CentreLineDice     clDice
 *      └──────> BettiNumbers                    parts, tunnels, cavities, and their errors
 * </pre>
 *
 * <p>Read {@link org.sagittal.evaluation.topology.CentreLineDice} first.
 */
package org.sagittal.evaluation.topology;
