/**
 * The self-configuring part: from a dataset's fingerprint to nnU-Net v2 plans, every decision recorded with its reason.
 *
 * <pre>
 *   DatasetFingerprint + DatasetDescription + PlanOptions
 *        │  Planner.plan          a pure function: no disk, no clock, no randomness
 *   PlannedExperiment = Plans (nnU-Net's plans.json) + Decisions
 *        │  PlanExplanation
 *   text a clinician-researcher can read
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.Planner} first, then {@code planner.rules}; {@code planner.plan} knows the file.
 */
package org.sagittal.planner;
