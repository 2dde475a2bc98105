/**
 * How nnU-Net v2 derives a plan from a dataset: one class per rule, each a pure function of numbers that returns what it chose
 * together with the {@link org.sagittal.planner.rules.Decision} saying why. Nothing here reads a file or knows the layout of
 * plans.json.
 *
 * <pre>
 *   PlanningFacts ─ TargetSpacingRule ─ TransposeRule ─ PlanningShapeRule
 *                                            │  spacing and shape in network order
 *                    ConfigurationRule = PatchSizeRule (TopologyRule, MemoryEstimate) + BatchSizeRule
 *                                            │
 *                    LowResolutionRule: is a coarser first stage needed?
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.rules.ConfigurationRule} first. Lists over axes are (z, y, x) after transposition, (y, x)
 * for 2D.
 */
package org.sagittal.planner.rules;
