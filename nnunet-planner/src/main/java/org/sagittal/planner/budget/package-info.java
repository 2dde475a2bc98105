/**
 * Planning for a time instead of a graphics card: what to give up so that a training ends within the hours a person has.
 *
 * <pre>
 *   PlannedConfiguration (nnU-Net's) ── BudgetRule + TimeBudget ──> BudgetedConfiguration: smaller patch, narrower network, shorter
 *                                                                   schedule, with a Decision that says what was given up
 * </pre>
 *
 * <p>Read {@link org.sagittal.planner.budget.BudgetRule} first. nnU-Net has no such thing; without a budget nothing here runs.
 */
package org.sagittal.planner.budget;
