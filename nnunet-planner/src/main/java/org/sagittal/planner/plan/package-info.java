/**
 * nnU-Net's plans.json: read in its present and its old form, its configurations turned into recipes, written again without
 * losing a key.
 *
 * <pre>
 *   plans.json ── Plans.read ──> Plans ── configuration("3d_fullres") ──> Configuration (inheritance resolved, old words made new)
 *                                                                             │
 *                                      PreprocessingSpec, NetworkSpec, TrainingSpec of the parts that obey them
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.plan.Plans} first. How a plan comes about is decided in {@code planner.rules}.
 */
package org.sagittal.planner.plan;
