/**
 * What comes after several trainings: their validation predictions are merged and scored, alone and as ensembles, the best is chosen, and it is
 * learned whether keeping only the largest component helps it. Files and decisions are nnU-Net's; where a class that never occurs makes its
 * scores NaN, {@link org.sagittal.planner.selection.ComparedDice} says what is done instead.
 *
 * <pre>
 * ResultsFolder -> TrainedConfiguration ... -> CrossValidation (labels of all folds) -+-> FolderScores -> ComparedDice -> winner
 *                         |                                                           |                                    |
 *                         +------ .npz of two configurations -> ProbabilityEnsemble --+                 PostprocessingSearch
 * </pre>
 *
 * Read first: {@link org.sagittal.planner.selection.ModelSelection}, then {@link org.sagittal.planner.selection.PostprocessingSearch}.
 */
package org.sagittal.planner.selection;
